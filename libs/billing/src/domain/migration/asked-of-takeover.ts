import {
  canBePrepaid,
  type ChargeFields,
  type ContractView,
  kindOf,
  monthsOfDue,
  plusDays,
  termsOn,
} from '#contracts/domain';
import type { LinePlace } from '#invoicing/domain';
import { contractSpans, contractYears, laterDay } from '#pricing/domain';

/** What a take-over looks at of its contract. */
export type TakenOverContract = Pick<
  ContractView,
  | 'zone'
  | 'billingCalendar'
  | 'currency'
  | 'startsOn'
  | 'endsOn'
  | 'versions'
  | 'machines'
  | 'meters'
  | 'devices'
  | 'serials'
>;

export interface AskedReading {
  readonly meterId: string;
  /** Only a counter goes on from what it showed: of a level, a state, events or a peak no reading is asked. */
  readonly isCounter: boolean;
  /** A charge counts by year: what was used in it until then is asked. */
  readonly countsByYear: boolean;
}

export interface AskedAmount {
  readonly chargeKey: string;
  /** Of a charge that is billed machine by machine. */
  readonly machineId: string | null;
  /** Without it the rest of the year can't be billed right. Of a fee for a quarter or a year it only matters where the fee changes or ends. */
  readonly isRequired: boolean;
  /** Where the year's bill goes on. */
  readonly place: LinePlace;
}

/** A charge whose units may have been paid before. */
export interface AskedPrepaid {
  readonly chargeKey: string;
  /** Of a charge that rates each machine alone. */
  readonly machineId: string | null;
}

/** What has to be known of a contract that was billed elsewhere, so that its bill goes on. */
export interface AskedOfTakeover {
  /** The first day of the contract year that is half over then; null where the first day billed here begins one. */
  readonly yearFrom: string | null;
  readonly readings: readonly AskedReading[];
  readonly amounts: readonly AskedAmount[];
  /** What a prepaid balance can be for. */
  readonly prepaid: readonly AskedPrepaid[];
}

/** @param billedFrom the first day billed here */
export function askedOfTakeover(contract: TakenOverContract, billedFrom: string): AskedOfTakeover {
  const year = contractYears(contract, plusDays(billedFrom, 1)).at(-1);
  const yearFrom = year && year.from.date < billedFrom ? year.from.date : null;
  const { charges } = termsOn(contract.versions, billedFrom);
  const counted = new Set(charges.flatMap(({ meterIds }) => meterIds));
  const yearly = new Set(
    charges.filter(countsOn).flatMap(({ meterIds }) => (yearFrom === null ? [] : meterIds)),
  );
  return {
    yearFrom,
    readings: contract.meters
      .filter(({ id, deviceId }) => counted.has(id) && isThere(contract, deviceId, billedFrom))
      .map(({ id, method }) => ({
        meterId: id,
        isCounter: method === 'counter',
        countsByYear: yearly.has(id),
      }))
      .filter(({ isCounter, countsByYear }) => isCounter || countsByYear),
    amounts: charges.flatMap((charge) => amountsOf(charge, contract, { yearFrom, billedFrom })),
    prepaid: charges.filter(canBePrepaid).flatMap((charge) => prepaidOf(charge, contract, billedFrom)),
  };
}

const countsOn = ({ countsBy, pricing }: ChargeFields): boolean =>
  pricing.model !== 'flat' && countsBy === 'year';

function prepaidOf(charge: ChargeFields, contract: TakenOverContract, day: string): AskedPrepaid[] {
  const machines = charge.pricing.pooling === 'per_machine' ? machinesCounted(charge, contract, day) : [null];
  return machines.map((machineId) => ({ chargeKey: charge.key, machineId }));
}

interface RunningYear {
  readonly yearFrom: string | null;
  readonly billedFrom: string;
}

function amountsOf(
  charge: ChargeFields,
  contract: TakenOverContract,
  { yearFrom, billedFrom }: RunningYear,
): AskedAmount[] {
  const { pricing } = charge;
  if (pricing.model === 'flat') return feesOf(charge, contract, billedFrom);
  if (charge.countsBy !== 'year' || yearFrom === null) return [];
  const ofWhole = wholeComponent(charge);
  // A minimum alone bills nothing before the year is over.
  if (kindOf(pricing) === 'minimum' && ofWhole !== 'instalment') return [];
  const isByMachine =
    pricing.pooling === 'per_machine' ||
    (pricing.allocate === true && ofWhole !== null && ofWhole !== 'instalment');
  const machines = isByMachine ? machinesCounted(charge, contract, billedFrom) : [null];
  return machines.map((machineId) => ({
    chargeKey: charge.key,
    machineId,
    isRequired: true,
    place: {
      chargeKey: charge.key,
      component: ofWhole ?? 'usage',
      counterFrom: yearFrom,
      partFrom: ofWhole === null ? yearFrom : null,
      machineId,
    },
  }));
}

/** What a charge is billed as where it is settled as a whole, and not month by month. */
function wholeComponent({ pricing }: ChargeFields): 'usage' | 'commitment' | 'instalment' | null {
  if (pricing.minInstalments) return 'instalment';
  if (pricing.commitment) return 'commitment';
  return pricing.model === 'hour_bands' ? 'usage' : null;
}

/** What was billed of a fee whose quarter or year is half over then. */
function feesOf(
  { key, due, perMachine, machineIds }: ChargeFields,
  contract: TakenOverContract,
  billedFrom: string,
): AskedAmount[] {
  const months = monthsOfDue(due);
  const span = months && contractSpans(contract, months, plusDays(billedFrom, 1)).at(-1);
  if (!span || span.from.date >= billedFrom) return [];
  const from = span.from.date;
  const place = { chargeKey: key, component: 'fee', counterFrom: from } as const;
  const fee = { chargeKey: key, isRequired: false };
  if (!perMachine) return [{ ...fee, machineId: null, place: { ...place, partFrom: null, machineId: null } }];
  return contract.machines
    .filter((stay) => {
      const isCovered = machineIds.length === 0 || machineIds.includes(stay.machineId);
      return isCovered && stay.from < billedFrom && (stay.to === null || stay.to > from);
    })
    .map((stay) => ({
      ...fee,
      machineId: stay.machineId,
      place: { ...place, partFrom: laterDay(stay.from, from), machineId: stay.machineId },
    }));
}

function machinesCounted(
  { meterIds }: ChargeFields,
  contract: TakenOverContract,
  day: string,
): (string | null)[] {
  const there = contract.meters.filter(
    ({ id, deviceId }) => meterIds.includes(id) && isThere(contract, deviceId, day),
  );
  return [...new Set(there.map(({ deviceId }) => contract.devices.get(deviceId)?.machineId ?? null))];
}

/** Whether a device counts for the contract on a day: one that belongs to a machine does while the machine is under it. */
function isThere(
  { devices, machines }: Pick<TakenOverContract, 'devices' | 'machines'>,
  deviceId: string,
  day: string,
): boolean {
  const machineId = devices.get(deviceId)?.machineId ?? null;
  return (
    machineId === null ||
    machines.some(
      (stay) => stay.machineId === machineId && stay.from <= day && (stay.to === null || day < stay.to),
    )
  );
}
