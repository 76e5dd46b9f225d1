import { calendarMonths, monthOf } from '#metering';
import type { Scope } from '#platform';
import type { CostsService } from '#revenue';
import { deriveCosts } from '../../domain/contents/contract-costs.js';
import { FIRST_LEAK } from '../../domain/station/stories.js';
import { moveInstant, type WorldDates } from '../../domain/world-dates.js';
import type { DemoData } from '../demo-data.store.js';
import { demoId } from '../demo-ids.js';
import { machinesOf } from './seed-contracts.js';
import { customerOf, hubOf } from '../seeding.js';

/** Page size, larger than the number of costs of any contract. */
const MAX_COSTS = 100;

/**
 * Records the costs of all contracts in the first drafted month, as the finance team would in the portal. Without
 * costs, an issued invoice has no margin. Does not change existing costs.
 */
export async function writeFirstCosts(
  costs: CostsService,
  scope: Scope,
  data: DemoData,
  dates: WorldDates,
): Promise<void> {
  for (const contract of data.contracts) {
    const contractId = demoId('contract', contract.id);
    const { tz } = hubOf(data, customerOf(data, contract.customer).hub);
    const month = monthOf(moveInstant(dates, FIRST_LEAK), calendarMonths(tz));
    const prices = machinesOf(data, contract).map(
      ({ model }) => data.models.find(({ id }) => id === model)?.list_usd ?? 0,
    );
    const known = await costs.list(scope, contractId, { limit: MAX_COSTS, from: month, to: month });
    const written = new Set(known.items.map(({ id }) => id));
    for (const { key, ...cost } of deriveCosts(contract, prices, data.perEur)) {
      const id = demoId('cost', contract.id, key);
      if (written.has(id)) continue;
      await costs.create(scope, contractId, {
        ...cost,
        id,
        month,
        day: null,
        currency: contract.currency,
        rate: null,
        machineId: null,
        ticketId: null,
        kitDeliveryId: null,
      });
    }
  }
}
