import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { AccountingService, TaxRulesService, type TaxRuleView } from '#invoicing';
import { IfMatch } from '../../http/etag.js';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import {
  AccountingPeriodChangeDto,
  AccountingPeriodListDto,
  FxRateDto,
  FxRateListDto,
  NewFxRateDto,
  NewTaxRuleDto,
  TaxRuleDto,
  TaxRuleEndDto,
  TaxRuleListDto,
} from './accounting.dto.js';
import { endOf, lastDayOf } from '../../http/fields/last-day.js';
import { toWholeList } from '../../http/whole-list.js';

/** Tax rules, exchange rates and accounting periods. */
@ApiTags('accounting')
@Controller()
export class AccountingController {
  constructor(
    private readonly rules: TaxRulesService,
    private readonly accounting: AccountingService,
  ) {}

  /** List tax rules. */
  @Get('tax-rules')
  @RequirePermission('accounting.read')
  async listRules(@CurrentScope() scope: Scope): Promise<TaxRuleListDto> {
    return toWholeList((await this.rules.list(scope)).map(toRuleDto));
  }

  /**
   * Create a tax rule.
   * @remarks A seller can have only one rule at a time for each kind of supply to a country. End the previous rule
   * first.
   */
  @Post('tax-rules')
  @RequirePermission('accounting.write')
  @Idempotent()
  async createRule(@CurrentScope() scope: Scope, @Body() body: NewTaxRuleDto): Promise<TaxRuleDto> {
    const { taxStep = null, reason = '', endsOn, validTo: to, ...rule } = body;
    const validTo = endOf(endsOn, to) ?? null;
    return toRuleDto(await this.rules.create(scope, { ...rule, taxStep, reason, validTo }));
  }

  /**
   * End a tax rule.
   * @remarks Sets the last day on which the rule applies. Issued documents keep the tax rules with which they were
   * issued.
   */
  @Patch('tax-rules/:id')
  @RequirePermission('accounting.write')
  async endRule(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() { endsOn, validTo }: TaxRuleEndDto,
  ): Promise<TaxRuleDto> {
    return toRuleDto(await this.rules.end(scope, id, version, endOf(endsOn, validTo) ?? null));
  }

  /** List accounting periods. */
  @Get('accounting-periods')
  @RequirePermission('accounting.read')
  async listPeriods(@CurrentScope() scope: Scope): Promise<AccountingPeriodListDto> {
    return toWholeList(await this.accounting.listPeriods(scope));
  }

  /**
   * Open or close an accounting period.
   * @remarks Closes a month of a legal entity to postings, or reopens it.
   */
  @Post('accounting-periods')
  @RequirePermission('accounting.write')
  @Idempotent()
  async changePeriod(
    @CurrentScope() scope: Scope,
    @Body() body: AccountingPeriodChangeDto,
  ): Promise<AccountingPeriodListDto> {
    return toWholeList(await this.accounting.changePeriod(scope, body));
  }

  /**
   * List exchange rates.
   * @remarks Returns the 500 latest exchange rates, newest day first.
   */
  @Get('fx-rates')
  @RequirePermission('accounting.read')
  async listRates(@CurrentScope() scope: Scope): Promise<FxRateListDto> {
    return toWholeList(await this.accounting.listRates(scope));
  }

  /**
   * Create an exchange rate.
   * @remarks Records an exchange rate. It replaces an earlier rate for the same day in documents that are issued from
   * now on.
   */
  @Post('fx-rates')
  @RequirePermission('accounting.write')
  @Idempotent()
  async addRate(@CurrentScope() scope: Scope, @Body() body: NewFxRateDto): Promise<FxRateDto> {
    return this.accounting.addRate(scope, body);
  }
}

function toRuleDto(rule: TaxRuleView): TaxRuleDto {
  return { ...rule, endsOn: lastDayOf(rule.validTo) };
}
