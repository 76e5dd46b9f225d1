import { canonicalJson } from '#platform/domain';
import type { ChargeFields } from '../charges/charge-fields.js';
import { kindOf } from '../charges/charge-kind.js';
import type {
  ContractContent,
  ContractFields,
  DeviceFacts,
  MeterFields,
  SignalFacts,
} from './contract-fields.js';
import type { AgreedPerformance, NewPerformance } from '../performance/agreed-performance.js';
import type { PrepaidSale } from '../prepaid/prepaid-sale.js';
import { unitOfUsage, defaultGapMinutes, defaultIntervalMinutes } from '../meters/usage-method.js';

/** A machine to include on the days [from, to). */
export interface NewContractMachine {
  readonly machineId: string;
  readonly from: string;
  readonly to?: string | null;
}

/**
 * A meter to create. Defaults: metered as a counter, with the signal's unit and modulus, without a maximum rate, and
 * with the method's maximum gap.
 */
export type NewMeter = Pick<MeterFields, 'deviceId' | 'signalKey'> & Partial<MeterFields>;

/**
 * A charge to create; it refers to its meters by the given ids. Defaults: a key named after its kind, monthly, in
 * arrears.
 */
export type NewCharge = Pick<ChargeFields, 'pricing'> & Partial<ChargeFields>;

/** Parts of a contract. Lists in the input replace the existing ones. */
export interface ContractParts {
  readonly machines?: readonly NewContractMachine[];
  readonly meters?: readonly NewMeter[];
  readonly charges?: readonly NewCharge[];
  readonly performance?: readonly NewPerformance[];
}

export type ContractInput = Partial<Omit<ContractFields, 'performance'>> & ContractParts;

/** Terms of a new contract, except for its parties and its start. */
export const EMPTY_CONTRACT = {
  billingCalendar: 'calendar',
  endsOn: null,
  paymentDays: 30,
  pricesIncludeTax: false,
  kitsIncluded: false,
  exit: null,
  indexClause: null,
  pauses: [],
  invoiceTerms: null,
  performance: [],
  terms: {},
  machines: [],
  meters: [],
  charges: [],
} as const;

const TERMS = [
  'number',
  'customerId',
  'legalEntityId',
  'buyerId',
  'planId',
  'currency',
  'zone',
  'billingCalendar',
  'startsOn',
  'endsOn',
  'paymentDays',
  'pricesIncludeTax',
  'kitsIncluded',
  'exit',
  'indexClause',
  'pauses',
  'invoiceTerms',
  'performance',
  'terms',
] as const satisfies (keyof ContractFields)[];

/**
 * Returns the terms of a contract after an edit. Parts that are kept retain their ids; missing fields of new parts get
 * defaults.
 * @param makeId creates ids for new parts
 */
export function applyChanges(
  current: ContractContent,
  wanted: ContractInput,
  devices: ReadonlyMap<string, DeviceFacts>,
  makeId: () => string,
): ContractContent {
  const { performance, ...terms } = wanted;
  const charges = wanted.charges ? toCharges(wanted.charges, current, makeId) : current.charges;
  return {
    ...pickTerms(current),
    ...pickTerms(terms),
    ...(performance && { performance: toPerformance(performance, charges) }),
    machines: wanted.machines?.map((machine) => toMachine(machine, current, makeId)) ?? current.machines,
    meters: wanted.meters?.map((meter) => toMeter(meter, current, devices, makeId)) ?? current.meters,
    charges,
  };
}

/** Picks a contract's own terms and omits all other fields. */
export function pickTerms(from: ContractFields): ContractFields;
export function pickTerms(from: Partial<ContractFields>): Partial<ContractFields>;
export function pickTerms(from: Partial<ContractFields>): Partial<ContractFields> {
  return Object.fromEntries(
    TERMS.filter((term) => from[term] !== undefined).map((term) => [term, from[term]]),
  );
}

function toMachine(
  { machineId, from, to = null }: NewContractMachine,
  current: ContractContent,
  makeId: () => string,
): ContractContent['machines'][number] {
  const existing = current.machines.find(
    (machine) => machine.machineId === machineId && machine.from === from,
  );
  return { id: existing?.id ?? makeId(), machineId, from, to };
}

/** Completes a meter with defaults. */
export function toMeter(
  wanted: NewMeter,
  current: ContractContent,
  devices: ReadonlyMap<string, DeviceFacts>,
  makeId: () => string,
): MeterFields {
  const signal = devices.get(wanted.deviceId)?.signals.find(({ key }) => key === wanted.signalKey);
  const id = wanted.id ?? current.meters.find((one) => isSameMeter(one, wanted))?.id ?? makeId();
  const currentModelMeterId = current.meters.find((one) => one.id === id)?.modelMeterId;
  return completeMeter({ ...wanted, modelMeterId: wanted.modelMeterId ?? currentModelMeterId }, signal, id);
}

/** Completes a meter from its signal. @param signal the signal that the meter reads, if it exists */
export function completeMeter(
  { deviceId, signalKey, method = 'counter', unit, modulus, ...wanted }: NewMeter,
  signal: SignalFacts | undefined,
  id: string,
): MeterFields {
  return {
    ...{ id, deviceId, signalKey, method },
    matches: [...(wanted.matches ?? [])].sort(),
    deducts: wanted.deducts ?? false,
    intervalMinutes: wanted.intervalMinutes ?? defaultIntervalMinutes(method),
    factor: wanted.factor ?? null,
    unit: unit ?? (signal ? unitOfUsage(method, signal.unit) : ''),
    modulus: modulus === undefined ? (signal?.modulus ?? null) : modulus,
    maxRatePerHour: wanted.maxRatePerHour ?? null,
    maxGapMinutes: wanted.maxGapMinutes ?? defaultGapMinutes(method),
    ...(wanted.modelMeterId && { modelMeterId: wanted.modelMeterId }),
  };
}

/**
 * Returns true when two meters read the same values from the same signal for the same purpose; a contract needs only
 * one of them.
 */
export function isSameMeter(a: NewMeter, b: NewMeter): boolean {
  const read = ({
    deviceId,
    signalKey,
    method = 'counter',
    matches = [],
    deducts = false,
  }: NewMeter): string => JSON.stringify([deviceId, signalKey, method, [...matches].sort(), deducts]);
  return read(a) === read(b);
}

/**
 * Returns true when two meters would count the same in every respect, regardless of the model meters that they were
 * copied from.
 */
export function isEquivalentMeter(a: MeterFields, b: MeterFields): boolean {
  const read = ({ id: _id, modelMeterId: _from, ...meter }: MeterFields): string => canonicalJson(meter);
  return read(a) === read(b);
}

/**
 * Completes charges with defaults. A charge with an existing key keeps its id; a charge without a key gets one that is
 * named after its kind.
 */
export function toCharges(
  wanted: readonly NewCharge[],
  current: Pick<ContractContent, 'charges'>,
  makeId: () => string,
): ChargeFields[] {
  const taken = new Set(wanted.flatMap(({ key }) => key ?? []));
  return wanted.map((charge) => {
    const key = charge.key ?? nextFreeKey(kindOf(charge.pricing), taken);
    taken.add(key);
    return {
      id: charge.id ?? current.charges.find((existing) => existing.key === key)?.id ?? makeId(),
      key,
      nameI18n: charge.nameI18n ?? {},
      clause: charge.clause ?? '',
      due: charge.due ?? 'arrears',
      dueOn: charge.dueOn ?? null,
      countsBy: charge.countsBy ?? 'month',
      perMachine: charge.perMachine ?? false,
      machineIds: charge.machineIds ?? [],
      meterIds: charge.meterIds ?? [],
      pricing: charge.pricing,
      ...(charge.deposit && { deposit: true }),
      ...(charge.prepaid && { prepaid: toPrepaidSale(charge.prepaid) }),
    };
  });
}

function toPrepaidSale({ chargeKey, quantity, expiresOn, expiresAfterMonths }: PrepaidSale): PrepaidSale {
  return {
    chargeKey,
    quantity,
    expiresOn: expiresOn ?? null,
    expiresAfterMonths: expiresAfterMonths ?? null,
  };
}

/** Completes guarantees with defaults. A guarantee without a key gets one that is named after its type. */
function toPerformance(
  wanted: readonly NewPerformance[],
  charges: readonly ChargeFields[],
): AgreedPerformance[] {
  const taken = new Set([...charges, ...wanted].flatMap(({ key }) => key ?? []));
  return wanted.map((term) => {
    const key = term.key ?? nextFreeKey(term.type, taken);
    taken.add(key);
    return { ...term, key, clause: term.clause ?? '' };
  });
}

function nextFreeKey(kind: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? kind : `${kind}-${number}`;
    if (!taken.has(key)) return key;
  }
}
