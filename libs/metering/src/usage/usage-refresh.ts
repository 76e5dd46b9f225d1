import { getContract } from '#contracts';
import type { Transaction } from '#platform';
import { contractMonth, monthOf } from '../domain/usage/contract-month.js';
import type { AffectedUsage } from '../decisions/meter-events.queries.js';
import type { UsageService } from './usage.service.js';

/** Derives stored usage again after a change to a record or decision on which it is based. */
export async function refreshUsages(
  tx: Transaction,
  usages: UsageService,
  affected: readonly AffectedUsage[],
): Promise<void> {
  for (const { contractId, meterId, periodFrom } of affected) {
    const contract = await getContract(tx, contractId);
    const meter = contract.meters.find(({ id }) => id === meterId);
    if (!meter) continue;
    const month = contractMonth(monthOf(periodFrom.getTime(), contract), contract);
    await usages.recordWithin(tx, contract, await usages.deriveWithin(tx, contract, meter, month));
  }
}
