import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { type AlertMeasure, UsageAlerts, type UsageAlertView } from '#revenue';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { AlertMeasurePipe } from './alert-measure.pipe.js';
import { UsageAlertListDto, UsageAlertWishDto } from './usage-alerts.dto.js';
import { wholeList } from '../../http/whole-list.js';

/** What people want to be told of while a month runs: each their own, by mail and on the page, once for each share and period. */
@ApiTags('billing')
@Controller('contracts/:id/usage-alerts')
export class UsageAlertsController {
  constructor(private readonly alerts: UsageAlerts) {}

  /**
   * List your usage alerts of a contract.
   * @remarks One's own alerts of a contract, and what they told.
   */
  @Get()
  @RequirePermission('contracts.read')
  async list(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<UsageAlertListDto> {
    return toList(await this.alerts.list(scope, id));
  }

  /**
   * Set a usage alert.
   * @remarks Sets one's alert by a measure, in the place of the one before: shares of what is included (`allowance`), or of an amount
   * that one chooses (`amount`). Shares that are passed already are told at the next look, which is within the hour.
   */
  @Put(':measure')
  @RequirePermission('usage_alerts.set')
  async set(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Param('measure', AlertMeasurePipe) measure: AlertMeasure,
    @Body() { percents, budget = null }: UsageAlertWishDto,
  ): Promise<UsageAlertListDto> {
    return toList(await this.alerts.set(scope, id, measure, { percents, budget }));
  }

  /** Delete a usage alert. */
  @Delete(':measure')
  @RequirePermission('usage_alerts.set')
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Param('measure', AlertMeasurePipe) measure: AlertMeasure,
  ): Promise<void> {
    return this.alerts.remove(scope, id, measure);
  }
}

function toList(alerts: readonly UsageAlertView[]): UsageAlertListDto {
  return wholeList(
    alerts.map((alert) => ({
      ...alert,
      percents: [...alert.percents],
      told: alert.told.map((notice) => ({ ...notice })),
    })),
  );
}
