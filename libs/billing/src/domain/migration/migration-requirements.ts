import {
  canBePrepaid,
  type ChargeFields,
  type ContractView,
  kindOf,
  monthsOfDue,
  plusDays,
  termsOn,
} from '#contracts/domain';
import type { LineKey } from '#invoicing/domain';
import { contractSpans, contractYears, laterDay } from '#pricing/domain';

/** The fields of a contract that its migration depends on. */
export type MigratedContract = Pick<
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

export interface RequestedReading {
  readonly meterId: string;
  /**
   * True for a counter, which continues from an opening reading. Levels, states, events and peaks don't need an opening
   * reading.
   */
  readonly isCounter: boolean;
  /** True if a charge counts by year, so that the usage of the current year before the migration is required. */
  readonly countsByYear: boolean;
}

export interface RequestedAmount {
  readonly chargeKey: string;
  /** Null unless the charge is billed per machine. */
  readonly machineId: string | null;
  /**
   * True if the rest of the year can't be billed correctly without the amount. False for a quarterly or yearly fee,
   * because its amount is needed only if the fee changes or ends.
   */
  readonly isRequired: boolean;
  /** Line key under which the year's billing continues. */
  readonly place: LineKey;
}

/** A charge that can have prepaid credits. */
export interface PrepaidTarget {
  readonly chargeKey: string;
  /** Null unless the charge rates each machine separately. */
  readonly machineId: string | null;
}

/** Data that is required to continue the billing of a contract that was billed elsewhere. */
export interface MigrationRequirements {
  /**
   * First day of the contract year that is in progress on the first day billed here; null if a contract year begins on
   * that day.
   */
  readonly yearFrom: string | null;
  readonly readings: readonly RequestedReading[];
  readonly amounts: readonly RequestedAmount[];
  /** Charges for which a prepaid balance can be used. */
  readonly prepaid: readonly PrepaidTarget[];
}

/** Returns the data that a migration requires. @param billedFrom the first day billed here */
export function requiredForMigration(contract: MigratedContract, billedFrom: string): MigrationRequirements {
  const year = contractYears(contract, plusDays(billedFrom, 1)).at(-1);
  const yearFrom = year && year.from.date < billedFrom ? year.from.date : null;
  const { charges } = termsOn(contract.versions, billedFrom);
  const counted = new Set(charges.flatMap(({ meterIds }) => meterIds));
  const yearly = new Set(
    charges.filter(countsByContractYear).flatMap(({ meterIds }) => (yearFrom === null ? [] : meterIds)),
  );
  return {
    yearFrom,
    readings: contract.meters
      .filter(({ id, deviceId }) => counted.has(id) && isDeviceCounted(contract, deviceId, billedFrom))
      .map(({ id, method }) => ({
        meterId: id,
        isCounter: method === 'counter',
        countsByYear: yearly.has(id),
      }))
      .filter(({ isCounter, countsByYear }) => isCounter || countsByYear),
    amounts: charges.flatMap((charge) => requestedAmountsOf(charge, contract, { yearFrom, billedFrom })),
    prepaid: charges.filter(canBePrepaid).flatMap((charge) => prepaidTargetsOf(charge, contract, billedFrom)),
  };
}

const countsByContractYear = ({ countsBy, pricing }: ChargeFields): boolean =>
  pricing.model !== 'flat' && countsBy === 'year';

function prepaidTargetsOf(charge: ChargeFields, contract: MigratedContract, day: string): PrepaidTarget[] {
  const machines =
    charge.pricing.pooling === 'per_machine' ? countedMachinesOf(charge, contract, day) : [null];
  return machines.map((machineId) => ({ chargeKey: charge.key, machineId }));
}

interface YearInProgress {
  readonly yearFrom: string | null;
  readonly billedFrom: string;
}

function requestedAmountsOf(
  charge: ChargeFields,
  contract: MigratedContract,
  { yearFrom, billedFrom }: YearInProgress,
): RequestedAmount[] {
  const { pricing } = charge;
  if (pricing.model === 'flat') return requestedFeesOf(charge, contract, billedFrom);
  if (charge.countsBy !== 'year' || yearFrom === null) return [];
  const periodComponent = periodComponentOf(charge);
  // A charge with only a minimum bills nothing before the end of the year.
  if (kindOf(pricing) === 'minimum' && periodComponent !== 'instalment') return [];
  const isByMachine =
    pricing.pooling === 'per_machine' ||
    (pricing.allocate === true && periodComponent !== null && periodComponent !== 'instalment');
  const machines = isByMachine ? countedMachinesOf(charge, contract, billedFrom) : [null];
  return machines.map((machineId) => ({
    chargeKey: charge.key,
    machineId,
    isRequired: true,
    place: {
      chargeKey: charge.key,
      component: periodComponent ?? 'usage',
      counterFrom: yearFrom,
      partFrom: periodComponent === null ? yearFrom : null,
      machineId,
    },
  }));
}

/** Returns the component of a charge that is billed for a period as a whole instead of by month. */
function periodComponentOf({ pricing }: ChargeFields): 'usage' | 'commitment' | 'instalment' | null {
  if (pricing.minInstalments) return 'instalment';
  if (pricing.commitment) return 'commitment';
  return pricing.model === 'hour_bands' ? 'usage' : null;
}

/** Returns the fees for a quarter or year that is in progress on the first day billed here. */
function requestedFeesOf(
  { key, due, perMachine, machineIds }: ChargeFields,
  contract: MigratedContract,
  billedFrom: string,
): RequestedAmount[] {
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

function countedMachinesOf(
  { meterIds }: ChargeFields,
  contract: MigratedContract,
  day: string,
): (string | null)[] {
  const countedMeters = contract.meters.filter(
    ({ id, deviceId }) => meterIds.includes(id) && isDeviceCounted(contract, deviceId, day),
  );
  return [...new Set(countedMeters.map(({ deviceId }) => contract.devices.get(deviceId)?.machineId ?? null))];
}

/**
 * Returns true when readings of a device count for the contract on a day. A machine's device counts while the machine
 * is under the contract.
 */
function isDeviceCounted(
  { devices, machines }: Pick<MigratedContract, 'devices' | 'machines'>,
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
