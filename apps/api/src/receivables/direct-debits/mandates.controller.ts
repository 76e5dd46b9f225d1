import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { type DebitCreditor, MandatesService } from '#receivables';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { toWholeList } from '../../http/whole-list.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import {
  DebitCreditorDto,
  DebitCreditorListDto,
  EndMandateDto,
  MandateDto,
  MandateListDto,
  MandatesQueryDto,
  NewDebitCreditorDto,
  NewMandateDto,
} from './direct-debits.dto.js';

/** Authorizations of customers to collect by SEPA direct debit. */
@ApiTags('receivables')
@Controller()
export class MandatesController {
  constructor(private readonly mandates: MandatesService) {}

  /**
   * List creditor identifiers.
   * @remarks Returns the legal entities that can collect by direct debit.
   */
  @Get('debit-creditors')
  @RequirePermission('receivables.read')
  async listCreditors(@CurrentScope() scope: Scope): Promise<DebitCreditorListDto> {
    return toWholeList((await this.mandates.listCreditors(scope)).map(toCreditorDto));
  }

  /**
   * Set the creditor identifier.
   * @remarks Sets the SEPA creditor identifier of a legal entity and the notice of its collections. Registered mandates keep the
   * identifier that they name.
   */
  @Put('debit-creditors/:legalEntityId')
  @RequirePermission('accounting.write')
  async setCreditor(
    @CurrentScope() scope: Scope,
    @Param('legalEntityId', IdPipe) legalEntityId: string,
    @Body() body: NewDebitCreditorDto,
  ): Promise<DebitCreditorDto> {
    return toCreditorDto(await this.mandates.setCreditor(scope, legalEntityId, body));
  }

  /**
   * List mandates.
   * @remarks Returns the mandates of a customer, latest first.
   */
  @Get('mandates')
  @RequirePermission('receivables.read')
  async list(
    @CurrentScope() scope: Scope,
    @Query() { customerId }: MandatesQueryDto,
  ): Promise<MandateListDto> {
    return toWholeList(await this.mandates.list(scope, customerId));
  }

  /**
   * Register a mandate.
   * @remarks Registers a mandate that the customer signed. A customer has one active mandate for each legal entity. Documents
   * that are issued from then on announce the collection.
   */
  @Post('mandates')
  @RequirePermission('accounting.write')
  @Idempotent()
  register(@CurrentScope() scope: Scope, @Body() body: NewMandateDto): Promise<MandateDto> {
    return this.mandates.register(scope, body);
  }

  /**
   * End a mandate.
   * @remarks The mandate is no longer used for collections. To change the account, end the mandate and register another
   * one.
   */
  @Post('mandates/:id/end')
  @RequirePermission('accounting.write')
  @HttpCode(200)
  end(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { why }: EndMandateDto,
  ): Promise<MandateDto> {
    return this.mandates.end(scope, id, why);
  }
}

function toCreditorDto({ makerId: _scope, ...creditor }: DebitCreditor): DebitCreditorDto {
  return creditor;
}
