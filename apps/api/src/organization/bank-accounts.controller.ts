import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BankAccountsService } from '#organization';
import type { Scope } from '#platform';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { toWholeList } from '../http/whole-list.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import {
  LegalEntityAccountDecisionDto,
  LegalEntityAccountDto,
  LegalEntityAccountListDto,
  NewLegalEntityAccountDto,
} from './bank-accounts.dto.js';

@ApiTags('organization')
@Controller('bank-accounts')
export class BankAccountsController {
  constructor(private readonly accounts: BankAccountsService) {}

  /**
   * List bank accounts.
   * @remarks Returns all bank accounts of the maker's legal entities, including proposed, rejected and former accounts.
   */
  @Get()
  @RequirePermission('accounting.read')
  async list(@CurrentScope() scope: Scope): Promise<LegalEntityAccountListDto> {
    return toWholeList(await this.accounts.list(scope));
  }

  /**
   * Propose a bank account.
   * @remarks The account is printed on documents after another person has approved it. If the legal entity has no
   * approved account, the account is approved immediately.
   */
  @Post()
  @RequirePermission('accounting.write')
  @Idempotent()
  propose(
    @CurrentScope() scope: Scope,
    @Body() { currency = null, validFrom = null, validTo = null, ...body }: NewLegalEntityAccountDto,
  ): Promise<LegalEntityAccountDto> {
    return this.accounts.propose(scope, { ...body, currency, validFrom, validTo });
  }

  /**
   * Approve or reject a bank account.
   * @remarks The person who proposed the account can reject it, but cannot approve it. On its first day, an approved
   * account replaces the account of the same currency. Issued documents do not change.
   */
  @Post(':id/decision')
  @RequirePermission('accounting.write')
  @HttpCode(HttpStatus.OK)
  decide(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { decision, why = '' }: LegalEntityAccountDecisionDto,
  ): Promise<LegalEntityAccountDto> {
    return this.accounts.decide(scope, id, decision, why);
  }
}
