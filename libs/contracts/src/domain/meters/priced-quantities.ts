import { plusDays } from '../calendar/local-dates.js';
import type { ChargeFields } from '../charges/charge-fields.js';
import type { ContractContent } from '../contract/contract-fields.js';
import { type CountedQuantity, sharesQuantity } from './counted-quantity.js';

/** A quantity that a contract prices on the days [from, to); `to` is null if there is no end. */
export interface PricedQuantity {
  readonly meter: CountedQuantity & { readonly id: string };
  /** Null for a site meter. */
  readonly machineId: string | null;
  readonly charge: Pick<ChargeFields, 'key' | 'pricing'>;
  readonly from: string;
  readonly to: string | null;
}

/** The fields of a contract that determine which quantities it prices, and when. */
export type PricingContract = Pick<ContractContent, 'startsOn' | 'endsOn' | 'meters'> & {
  readonly machines: readonly Pick<ContractContent['machines'][number], 'machineId' | 'from' | 'to'>[];
  /** First day billed here, if earlier days were billed elsewhere; null otherwise. */
  readonly billedFrom: string | null;
  /** In chronological order; the first one begins with the contract. */
  readonly versions: readonly { readonly from: string; readonly charges: readonly ChargeFields[] }[];
};

/**
 * Returns the quantities that a contract prices over time: those of each meter of each charge, on the days on which
 * the charge has the meter and, for a meter of a machine, only on the machine's days. A meter that is only subtracted
 * has no priced quantity.
 * @param machineOf the machine of a device; null for a site device
 */
export function pricedQuantities(
  { startsOn, billedFrom, endsOn, machines, meters, versions }: PricingContract,
  machineOf: (deviceId: string) => string | null,
): PricedQuantity[] {
  const term = { from: billedFrom ?? startsOn, to: endsOn === null ? null : plusDays(endsOn, 1) };
  return versions.flatMap(({ from, charges }, index) => {
    const days = intersectDays(term, {
      from: index === 0 ? term.from : from,
      to: versions[index + 1]?.from ?? null,
    });
    if (!days) return [];
    return charges.flatMap((charge) =>
      meters
        .filter(({ id, deducts }) => !deducts && charge.meterIds.includes(id))
        .flatMap((meter) => {
          const machineId = machineOf(meter.deviceId);
          const stays = machines.filter((stay) => stay.machineId === machineId);
          // A site meter has no stays. A meter of a machine outside the contract is a mistake, but is still priced.
          return (stays.length === 0 ? [days] : stays).flatMap((stay) => {
            const priced = intersectDays(days, stay);
            return priced ? [{ meter, machineId, charge, ...priced }] : [];
          });
        }),
    );
  });
}

/** A physical quantity that two contracts price on the days [from, to); `to` is null if there is no end. */
export interface QuantityPricedTwice {
  readonly mine: PricedQuantity;
  readonly other: PricedQuantity;
  readonly from: string;
  readonly to: string | null;
}

/**
 * Returns the quantities of one contract that another contract prices on the same days, in the order of the first
 * contract's quantities.
 */
export function findPricedTwice(
  mine: readonly PricedQuantity[],
  others: readonly PricedQuantity[],
): QuantityPricedTwice[] {
  return mine.flatMap((own) =>
    others.flatMap((other) => {
      const days = isSameQuantity(own, other) ? intersectDays(own, other) : null;
      return days ? [{ mine: own, other, ...days }] : [];
    }),
  );
}

/**
 * Returns quantities that are priced twice on days on which they were not priced twice before. An amendment can keep
 * or reduce existing overlaps.
 */
export function findNewlyPricedTwice<Twice extends QuantityPricedTwice>(
  now: readonly Twice[],
  before: readonly QuantityPricedTwice[],
): Twice[] {
  return now.filter((twice) => {
    const earlier = before
      .filter(({ other }) => other.meter.id === twice.other.meter.id)
      .sort((a, b) => (a.from < b.from ? -1 : 1));
    let covered: string | null = twice.from;
    for (const { from, to } of earlier)
      if (covered !== null && from <= covered && (to === null || to > covered)) covered = to;
    return covered !== null && (twice.to === null || covered < twice.to);
  });
}

/**
 * Returns true when two priced quantities are the same physical quantity. Two devices of one machine that report the
 * same signal measure the same quantity.
 */
function isSameQuantity(a: PricedQuantity, b: PricedQuantity): boolean {
  const isSameMachine = a.machineId !== null && a.machineId === b.machineId;
  return sharesQuantity(a.meter, isSameMachine ? { ...b.meter, deviceId: a.meter.deviceId } : b.meter);
}

interface Days {
  readonly from: string;
  readonly to: string | null;
}

function intersectDays(a: Days, b: Days): Days | null {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to === null || (b.to !== null && b.to < a.to) ? b.to : a.to;
  return to !== null && to <= from ? null : { from, to };
}
