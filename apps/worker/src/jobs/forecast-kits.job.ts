import type { Scope } from '#platform';
import { SupplyService } from '#supply';
import { Job } from './queue/job.decorator.js';

/** Foresees which kits come due, and reserves those that have. */
@Job({ name: 'forecast-kits', schedule: { cron: '7 * * * *', atStart: true } })
export class ForecastKitsJob {
  constructor(private readonly supply: SupplyService) {}

  run(scope: Scope): Promise<unknown> {
    return this.supply.forecastAll(scope);
  }
}
