import { machineOf, type MeterMonth, type UsageService } from '#metering';
import type { Transaction } from '#platform';
import type { UsageOfMonth } from '../domain/usage/usage-of-month.js';

/**
 * Caches the current usage of meters, because comparing before and after a change, or calculating the months of a year,
 * requests the same usage repeatedly. The cache belongs to one use case and is not stored.
 */
export class UsageCache {
  private readonly known = new Map<string, UsageOfMonth['usage']>();

  constructor(private readonly usages: UsageService) {}

  /**
   * Returns the current usage of meters' months, from the cache if possible.
   * @returns usage in the order of `months`
   */
  async load(tx: Transaction, months: readonly MeterMonth[], cutoff = tx.now): Promise<UsageOfMonth[]> {
    const requests = months.map((month) => ({ month, key: keyOf(month, cutoff) }));
    const missing = new Map(
      requests.filter(({ key }) => !this.known.has(key)).map(({ key, month }) => [key, month]),
    );
    const usages = await this.usages.previewWithin(tx, [...missing.values()], cutoff);
    for (const [index, key] of [...missing.keys()].entries()) this.known.set(key, usages[index]!);
    return requests.map(({ key, month: { meter } }) => ({
      meter,
      usage: this.known.get(key)!,
      usagePeriodId: null,
    }));
  }
}

/** Returns a key of all facts about a contract that a meter's usage depends on. */
function keyOf({ contract, meter, month }: MeterMonth, cutoff: Date): string {
  const machineId = machineOf(contract, meter);
  // The flow of a site meter is compared with the times in which all machines were off, so the key contains the stays
  // of all machines.
  const stays = contract.machines.filter((stay) => machineId === null || stay.machineId === machineId);
  const { takeover } = contract;
  return JSON.stringify([
    contract.id,
    contract.customerId,
    contract.zone,
    contract.startsOn,
    contract.endsOn,
    takeover?.billedFrom,
    takeover?.readings.find(({ meterId }) => meterId === meter.id)?.value,
    stays.map(({ machineId: id, from, to }) => [id, from, to]),
    meter,
    month.from,
    month.to,
    cutoff,
  ]);
}
