import { Exact, type FieldFault } from '#platform/domain';
import { isDate } from '../calendar/local-dates.js';
import type { ContractContent, DeviceFacts, MeterFields } from '../contract/contract-fields.js';
import { countsTwice, sharesQuantity } from '../meters/counted-quantity.js';
import { findPrepaidFaults } from '../prepaid/prepaid-faults.js';
import type { ChargeFields } from './charge-fields.js';
import { kindOf } from './charge-kind.js';
import { checkPricingTerms } from './check-pricing-terms.js';
import type { ChargeModel, Pricing } from './pricing.js';

/** The context for validating a charge. */
export type ChargeContext = Pick<
  ContractContent,
  'currency' | 'startsOn' | 'machines' | 'meters' | 'charges'
>;

/** Models that price amounts of money. With any other unit, quantities would be mistaken for money. */
const MONEY_MODELS: readonly ChargeModel[] = ['percentage', 'graduated_percentage', 'cost_plus'];

/** Terms that apply per event. They need individual events, whereas a meter provides only their sum. */
const EVENT_TERMS = [
  'fixedPerEvent',
  'minPerEvent',
  'maxPerEvent',
  'freeEvents',
] as const satisfies readonly (keyof Pricing)[];

const KEY = /^[a-z0-9][a-z0-9_-]{0,39}$/i;

/** Returns true when a string is a valid charge key. */
export const isChargeKey = (key: string): boolean => KEY.test(key);

/** Validates a charge of a contract and returns errors by field; errors of its terms are below `pricing`. */
export function findChargeFaults(
  charge: ChargeFields,
  index: number,
  contract: ChargeContext,
  devices: ReadonlyMap<string, Pick<DeviceFacts, 'machineId'>>,
): FieldFault[] {
  const at = (field: string, code: string, params: FieldFault['params'] = {}): FieldFault => ({
    pointer: `/charges/${index}/${field}`,
    code: `contracts.${code}`,
    params,
  });
  const { key, pricing, perMachine, machineIds } = charge;
  const malformed = findMalformedDecimals(pricing, `/charges/${index}/pricing`);
  if (malformed.length > 0) return malformed;
  const isFlat = pricing.model === 'flat';
  const earlier = contract.charges.slice(0, index);
  const unknownMachineIds = machineIds.filter(
    (id) => !contract.machines.some(({ machineId }) => machineId === id),
  );
  const negative = (['amount', 'unitPrice'] as const).filter((field) => new Exact(pricing[field] ?? 0).lt(0));
  return [
    ...(isChargeKey(key) ? [] : [at('key', 'charge_key_malformed', { value: key })]),
    ...(earlier.some((other) => other.key === key) ? [at('key', 'charge_twice')] : []),
    ...(isFlat || charge.due === 'arrears' ? [] : [at('due', 'usage_not_in_arrears')]),
    ...findDueFaults(charge, contract).map(([field, code]) => at(field, code, { value: charge.dueOn })),
    ...(perMachine && !isFlat ? [at('perMachine', 'per_machine_not_flat')] : []),
    ...(unknownMachineIds.length > 0 || (machineIds.length > 0 && !perMachine)
      ? [
          at(
            'machineIds',
            unknownMachineIds.length > 0 ? 'machine_not_in_contract' : 'machines_not_per_machine',
          ),
        ]
      : []),
    ...findMeterFaults(charge, earlier, contract, devices).map(({ code, value }) =>
      at('meterIds', code, value === undefined ? {} : { value }),
    ),
    ...findNonMonetaryUnits(charge, contract).map((unit) =>
      at('meterIds', 'meter_counts_no_money', { unit, currency: contract.currency }),
    ),
    ...EVENT_TERMS.filter((field) => pricing[field]).map((field) =>
      at(`pricing/${field}`, 'events_not_told'),
    ),
    ...(charge.deposit && (!isFlat || charge.due !== 'once' || charge.prepaid)
      ? [at('deposit', 'deposit_not_once')]
      : []),
    ...findPrepaidFaults(charge, index, contract),
    ...negative.map((field) => at(`pricing/${field}`, 'value_negative')),
    ...checkPricingTerms(pricing, `/charges/${index}/pricing`),
    ...(pricing.minInstalments && charge.countsBy === 'month'
      ? [at('pricing/minInstalments', 'instalments_within_month')]
      : []),
    ...(hasSiteMeter(charge, contract, devices)
      ? termsByMachine(charge).map((field) => at(`pricing/${field}`, 'meter_of_no_machine'))
      : []),
  ];
}

const DECIMAL = /^-?\d{1,26}(\.\d{1,12})?$/;
const ENUM_TERMS: readonly string[] = ['model', 'pooling', 'rounding'];

/** Finds malformed decimals at any depth. */
export function findMalformedDecimals(value: unknown, at: string): FieldFault[] {
  if (typeof value === 'string')
    return DECIMAL.test(value)
      ? []
      : [{ pointer: at, code: 'contracts.decimal_malformed', params: { value } }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    ENUM_TERMS.includes(key) ? [] : findMalformedDecimals(part, `${at}/${key}`),
  );
}

function findDueFaults({ due, dueOn }: ChargeFields, { startsOn }: ChargeContext): [string, string][] {
  if (dueOn === null) return [];
  if (due !== 'once') return [['dueOn', 'due_on_not_once']];
  if (!isDate(dueOn)) return [['dueOn', 'date_malformed']];
  return dueOn < startsOn ? [['dueOn', 'due_before_start']] : [];
}

interface MeterFault {
  readonly code: string;
  readonly value?: string;
}

/**
 * Validates a charge's meters. Among other rules, charges of the same kind (usage, hour bands, minimum) must not count
 * a physical quantity twice.
 */
function findMeterFaults(
  { pricing, meterIds }: ChargeFields,
  earlier: readonly ChargeFields[],
  { meters }: ChargeContext,
  devices: ReadonlyMap<string, Pick<DeviceFacts, 'machineId'>>,
): MeterFault[] {
  if (pricing.model === 'flat') return meterIds.length > 0 ? [{ code: 'flat_counts_nothing' }] : [];
  if (meterIds.length === 0) return [{ code: 'charge_meter_missing' }];
  if (new Set(meterIds).size < meterIds.length) return [{ code: 'meter_priced_twice' }];
  const counted = metersOf(meterIds, meters);
  if (counted.length < meterIds.length) return [{ code: 'meter_not_in_contract' }];
  const kind = kindOf(pricing);
  const before = earlier.filter((other) => kindOf(other.pricing) === kind).map((other) => other.meterIds);
  const isTwice = before.flat().some((id) => meterIds.includes(id));
  const others = before.map((ids) => metersOf(ids, meters));
  const shared = isTwice ? null : findShared(counted, others);
  return [
    ...(new Set(counted.map(({ unit }) => unit)).size > 1 ? [{ code: 'meters_differ_in_unit' }] : []),
    ...(counted.some((meter) => meter.deducts && !isSubtracted(meter, counted, devices))
      ? [{ code: 'deducted_from_nothing' }]
      : []),
    ...(isTwice ? [{ code: 'meter_priced_twice' }] : []),
    ...(shared ? [{ code: 'quantity_priced_twice', value: shared.signalKey }] : []),
  ];
}

/**
 * Returns true when a charge counts a meter from which another meter can be subtracted: a meter of the same machine or,
 * for a site meter, of the same site.
 */
function isSubtracted(
  { deviceId }: MeterFields,
  counted: readonly MeterFields[],
  devices: ReadonlyMap<string, Pick<DeviceFacts, 'machineId'>>,
): boolean {
  const machineOf = (id: string): string | null => devices.get(id)?.machineId ?? null;
  return counted.some((other) => !other.deducts && machineOf(other.deviceId) === machineOf(deviceId));
}

function metersOf(ids: readonly string[], meters: readonly MeterFields[]): MeterFields[] {
  return ids.flatMap((id) => meters.find((meter) => meter.id === id) ?? []);
}

/** Returns the first meter that counts the same quantity as another meter of the charge, or of an earlier charge. */
function findShared(
  own: readonly MeterFields[],
  before: readonly (readonly MeterFields[])[],
): MeterFields | undefined {
  return own.find(
    (meter, index) =>
      own.slice(0, index).some((other) => sharesQuantity(meter, other)) ||
      before.some((others) => {
        const subtracted = [...own, ...others].filter(({ deducts }) => deducts);
        return others.some((other) => countsTwice(meter, other, subtracted));
      }),
  );
}

/** Returns units of meters that the charge's model would mistake for amounts in the contract's currency. */
function findNonMonetaryUnits(
  { pricing, meterIds }: ChargeFields,
  { currency, meters }: ChargeContext,
): string[] {
  if (!MONEY_MODELS.includes(pricing.model)) return [];
  const counted = meters.filter(({ id }) => meterIds.includes(id)).map(({ unit }) => unit);
  return [...new Set(counted)].filter((unit) => unit !== currency);
}

/**
 * Returns the fields of a charge's terms per machine. They are rejected for site meters, which have no machine, because
 * the invoice could not distinguish two site meters.
 */
function termsByMachine({ pricing }: ChargeFields): ('pooling' | 'minQuantityPerMachine')[] {
  const { pooling, allocate, minQuantityPerMachine } = pricing;
  const hasFloor = minQuantityPerMachine !== null && minQuantityPerMachine !== undefined;
  return [
    ...(pooling === 'per_machine' || allocate === true ? (['pooling'] as const) : []),
    ...(hasFloor ? (['minQuantityPerMachine'] as const) : []),
  ];
}

function hasSiteMeter(
  { meterIds }: ChargeFields,
  { meters }: ChargeContext,
  devices: ReadonlyMap<string, Pick<DeviceFacts, 'machineId'>>,
): boolean {
  return meters.some(
    ({ id, deviceId }) => meterIds.includes(id) && devices.get(deviceId)?.machineId === null,
  );
}
