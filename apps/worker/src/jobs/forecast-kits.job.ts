import type { Scope } from '#platform';
import { SupplyService } from '#supply';
import { Job } from './queue/job.decorator.js';

/** Predicts when kits are due, and reserves kits that are due. */
@Job({ name: 'forecast-kits', schedule: { cron: '7 * * * *', atStart: true } })
export class ForecastKitsJob {
  constructor(private readonly supply: SupplyService) {}

  run(scope: Scope): Promise<unknown> {
    return this.supply.forecastAll(scope);
  }
}
