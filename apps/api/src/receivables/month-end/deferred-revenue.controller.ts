import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type DeferralSettings, DeferredRevenueService, type RevenueReleaseTotal } from '#invoicing';
import type { Scope } from '#platform';
import { toAmount } from '../../billing/invoices/invoice-views.js';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { toWholeList } from '../../http/whole-list.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { AccountingMonthPipe } from './accounting-month.pipe.js';
import {
  DeferralSettingsDto,
  DeferralSettingsListDto,
  NewDeferralSettingsDto,
  RevenueReleaseDto,
  RevenueReleaseListDto,
} from './deferred-revenue.dto.js';

/** Revenue that is billed in advance and released by month. */
@ApiTags('accounting')
@Controller()
export class DeferredRevenueController {
  constructor(private readonly deferred: DeferredRevenueService) {}

  /**
   * Get the deferred revenue of a month.
   * @remarks Returns, by currency, the revenue to release for the month, the released revenue, and the revenue that
   * stays deferred.
   */
  @Get('accounting-periods/:legalEntityId/:month/revenue-release')
  @RequirePermission('accounting.read')
  async list(
    @CurrentScope() scope: Scope,
    @Param('legalEntityId', IdPipe) legalEntityId: string,
    @Param('month', AccountingMonthPipe) month: string,
  ): Promise<RevenueReleaseListDto> {
    return toWholeList((await this.deferred.list(scope, legalEntityId, month)).map(toReleaseDto));
  }

  /**
   * Release deferred revenue.
   * @remarks Posts the deferred revenue of the month and of earlier months as revenue on the last day of the month.
   * Repeating the request posts only revenue that was added since then.
   */
  @Post('accounting-periods/:legalEntityId/:month/revenue-release')
  @HttpCode(HttpStatus.OK)
  @RequirePermission('accounting.write')
  async release(
    @CurrentScope() scope: Scope,
    @Param('legalEntityId', IdPipe) legalEntityId: string,
    @Param('month', AccountingMonthPipe) month: string,
  ): Promise<RevenueReleaseListDto> {
    return toWholeList((await this.deferred.release(scope, legalEntityId, month)).map(toReleaseDto));
  }

  /**
   * List deferral settings.
   * @remarks Returns the settings of the legal entities that have deferral settings. All other legal entities defer no
   * revenue.
   */
  @Get('deferral-settings')
  @RequirePermission('accounting.read')
  async listSettings(@CurrentScope() scope: Scope): Promise<DeferralSettingsListDto> {
    return toWholeList((await this.deferred.listSettings(scope)).map(toSettingsDto));
  }

  /**
   * Set deferral settings.
   * @remarks Sets the issue date from which a legal entity defers revenue that it bills in advance. Documents that are
   * already issued stay as they were posted.
   */
  @Put('deferral-settings/:legalEntityId')
  @RequirePermission('accounting.write')
  async set(
    @CurrentScope() scope: Scope,
    @Param('legalEntityId', IdPipe) legalEntityId: string,
    @Body() { startsOn }: NewDeferralSettingsDto,
  ): Promise<DeferralSettingsDto> {
    return toSettingsDto(await this.deferred.set(scope, legalEntityId, startsOn));
  }
}

function toReleaseDto({
  currency,
  documents,
  dueMinor,
  releasedMinor,
  laterMinor,
}: RevenueReleaseTotal): RevenueReleaseDto {
  return {
    currency,
    documents,
    due: toAmount(dueMinor, currency),
    released: toAmount(releasedMinor, currency),
    later: toAmount(laterMinor, currency),
  };
}

function toSettingsDto({ makerId: _scope, ...settings }: DeferralSettings): DeferralSettingsDto {
  return settings;
}
