import { Injectable } from '@nestjs/common';
import type { Scope } from '#platform';
import { SupplyService } from '#supply';
import type { ScheduledJob } from './queue/job.js';

/** Foresees which kits come due, and reserves those that have. */
@Injectable()
export class ForecastKitsJob implements ScheduledJob {
  readonly name = 'forecast-kits';
  readonly cron = '7 * * * *';
  readonly atStart = true;

  constructor(private readonly supply: SupplyService) {}

  run(scope: Scope): Promise<unknown> {
    return this.supply.forecastAll(scope);
  }
}
