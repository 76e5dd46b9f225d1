import { machineOf, type MeterMonth, type UsageService } from '#metering';
import type { Transaction } from '#platform';
import type { UsageOfMonth } from '../domain/usage/usage-of-month.js';

/**
 * What meters used in months by what is known now, looked at once each: what is asked for before and after a change, or for month
 * after month of a year, is mostly the same. Of one use case; stores nothing.
 */
export class LookedAtMonths {
  private readonly known = new Map<string, UsageOfMonth['usage']>();

  constructor(private readonly usages: UsageService) {}

  /** @returns in the order asked */
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

/** All of a contract that a meter's usage depends on. */
function keyOf({ contract, meter, month }: MeterMonth, knownBefore: Date): string {
  const machineId = machineOf(contract, meter);
  // What flows through a site's meter is held against all machines at rest.
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
