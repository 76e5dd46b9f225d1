import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { LedgerAccountsService } from '#invoicing';
import type { Scope } from '#platform';
import { IfMatch } from '../../http/etag.js';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { toWholeList } from '../../http/whole-list.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import {
  LedgerAccountChangesDto,
  LedgerAccountDto,
  LedgerAccountListDto,
  NewLedgerAccountDto,
} from './ledger-accounts.dto.js';

/** Charts of accounts of legal entities. */
@ApiTags('accounting')
@Controller('ledger-accounts')
export class LedgerAccountsController {
  constructor(private readonly accounts: LedgerAccountsService) {}

  /**
   * List account numbers.
   * @remarks Returns the charts of accounts of all legal entities, and the parts of their journals that have no account
   * number.
   */
  @Get()
  @RequirePermission('accounting.read')
  async list(@CurrentScope() scope: Scope): Promise<LedgerAccountListDto> {
    const { accounts, missing } = await this.accounts.list(scope);
    return { ...toWholeList(accounts), missing };
  }

  /**
   * Create an account number.
   * @remarks Assigns a number and a name to an account class, or to revenue of a class, or to a tax of a category and
   * rate. The most specific account applies. Journal entries don't change; reports and exports use the number from now
   * on.
   */
  @Post()
  @RequirePermission('accounting.write')
  @Idempotent()
  create(
    @CurrentScope() scope: Scope,
    @Body() { revenueClass = null, taxCategory = null, taxPercent = null, ...body }: NewLedgerAccountDto,
  ): Promise<LedgerAccountDto> {
    return this.accounts.create(scope, { ...body, revenueClass, taxCategory, taxPercent });
  }

  /**
   * Update an account number.
   * @remarks Changes the number and the name. Reports and exports use them from now on.
   */
  @Patch(':id')
  @RequirePermission('accounting.write')
  change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() { number, name }: LedgerAccountChangesDto,
  ): Promise<LedgerAccountDto> {
    return this.accounts.change(scope, id, version, { number, name });
  }

  /** Delete an account number. */
  @Delete(':id')
  @RequirePermission('accounting.write')
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.accounts.remove(scope, id, version);
  }
}
