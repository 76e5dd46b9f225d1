import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { type AlertMeasure, UsageAlerts, type UsageAlertView } from '#revenue';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { AlertMeasurePipe } from './alert-measure.pipe.js';
import { UsageAlertListDto, UsageAlertInputDto } from './usage-alerts.dto.js';
import { toWholeList } from '../../http/whole-list.js';

/**
 * Usage alerts of the current user for a contract. A notice is sent by email and shown in the portal, at most once for
 * each threshold and period.
 */
@ApiTags('billing')
@Controller('contracts/:id/usage-alerts')
export class UsageAlertsController {
  constructor(private readonly alerts: UsageAlerts) {}

  /**
   * List your usage alerts for a contract.
   * @remarks Returns your own alerts for a contract, and the notices that were sent for them.
   */
  @Get()
  @RequirePermission('contracts.read')
  async list(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<UsageAlertListDto> {
    return toList(await this.alerts.list(scope, id));
  }

  /**
   * Set a usage alert.
   * @remarks Creates or replaces your alert for a measure. The thresholds are percentages of the allowance
   * (`allowance`), or of an amount that you choose (`amount`). If a threshold has already been reached, you are
   * notified at the next check, within an hour. If several thresholds have been reached, you are notified of the
   * highest one.
   */
  @Put(':measure')
  @RequirePermission('usage_alerts.set')
  async set(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Param('measure', AlertMeasurePipe) measure: AlertMeasure,
    @Body() { percents, budget = null }: UsageAlertInputDto,
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
  return toWholeList(
    alerts.map((alert) => ({
      ...alert,
      percents: [...alert.percents],
      told: alert.told.map((notice) => ({ ...notice })),
    })),
  );
}
