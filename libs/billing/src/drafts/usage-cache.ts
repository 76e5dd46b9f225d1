import { machineOf, type MeterMonth, type UsageService } from '#metering';
import type { Transaction } from '#platform';
import type { UsageOfMonth } from '../domain/usage/usage-of-month.js';

/**
 * Caches the usage of meters as known now, because comparing before and after a change, or calculating months of a
 * year, asks for the same usage repeatedly. Belongs to one use case and stores nothing.
 */
export class LookedAtMonths {
  private readonly known = new Map<string, UsageOfMonth['usage']>();

  constructor(private readonly usages: UsageService) {}

  /** @returns usages in the order of `months` */
  async of(tx: Transaction, months: readonly MeterMonth[], knownBefore = tx.now): Promise<UsageOfMonth[]> {
    const asked = months.map((month) => ({ month, key: keyOf(month, knownBefore) }));
    const open = new Map(
      asked.filter(({ key }) => !this.known.has(key)).map(({ key, month }) => [key, month]),
    );
    const usages = await this.usages.lookWithin(tx, [...open.values()], knownBefore);
    for (const [index, key] of [...open.keys()].entries()) this.known.set(key, usages[index]!);
    return asked.map(({ key, month: { meter } }) => ({
      meter,
      usage: this.known.get(key)!,
      usagePeriodId: null,
    }));
  }
}

/** Everything about a contract that a meter's usage depends on. */
function keyOf({ contract, meter, month }: MeterMonth, knownBefore: Date): string {
  const machineId = machineOf(contract, meter);
  // A site meter's flow is checked against idle times of all machines.
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
    knownBefore,
  ]);
}
