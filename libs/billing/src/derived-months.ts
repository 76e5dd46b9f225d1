import type { DerivedUsage, MeterMonth, UsageService } from '#metering';
import { machineOf } from '#metering';
import type { Transaction } from '#platform';

/**
 * What meters used in months by what is known now, derived once each: what is looked at before and after a change, or for month
 * after month of a year, is mostly the same. Of one use case; stores nothing. Without half hours, which only proofs tell.
 */
export class DerivedMonths {
  private readonly known = new Map<string, DerivedUsage>();

  constructor(private readonly usages: UsageService) {}

  /** @returns in the order asked */
  async of(tx: Transaction, months: readonly MeterMonth[], knownBefore = tx.now): Promise<DerivedUsage[]> {
    const asked = months.map((month) => ({ month, key: keyOf(month, knownBefore) }));
    const open = new Map(
      asked.filter(({ key }) => !this.known.has(key)).map(({ key, month }) => [key, month]),
    );
    const derived = await this.usages.deriveAllWithin(tx, [...open.values()], knownBefore);
    for (const [index, key] of [...open.keys()].entries()) {
      const one = derived[index]!;
      this.known.set(key, { ...one, usage: { ...one.usage, halfHours: [] } });
    }
    return asked.map(({ key, month: { meter } }) => ({ ...this.known.get(key)!, meter }));
  }
}

/** All of a contract that a meter's usage depends on. */
function keyOf({ contract, meter, month }: MeterMonth, knownBefore: Date): string {
  const machineId = machineOf(contract, meter);
  // What flows through a site's meter is held against all machines at rest.
  const stays = contract.machines.filter((stay) => machineId === null || stay.machineId === machineId);
  return JSON.stringify([
    contract.id,
    contract.customerId,
    contract.zone,
    contract.startsOn,
    contract.endsOn,
    stays.map(({ machineId: id, from, to }) => [id, from, to]),
    meter,
    month.from,
    month.to,
    knownBefore,
  ]);
}
