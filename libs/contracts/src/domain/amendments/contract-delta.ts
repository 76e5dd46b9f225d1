import { canonicalJson } from '#platform/domain';
import type { ChargeFields } from '../charges/charge-fields.js';
import type { ContractContent, MachineUnderContract, MeterFields } from '../contract/contract-fields.js';
import { COUNTER_DEFAULTS } from '../meters/usage-method.js';
import type { MachineMove } from './machine-moves.js';
import type { ContractTermination } from './contract-termination.js';

/**
 * The changes to a charge, or all fields of a new charge. Meters and machines are added and dropped individually, so
 * that amendments can be combined.
 */
export interface ChargeDelta {
  readonly key: string;
  readonly id: string;
  readonly set: Partial<Omit<ChargeFields, 'id' | 'key' | 'meterIds' | 'machineIds'>>;
  readonly addMeters?: readonly string[];
  readonly dropMeters?: readonly string[];
  readonly addMachines?: readonly string[];
  readonly dropMachines?: readonly string[];
}

/** Terms that can change over time, in addition to machines, meters and charges. */
export const FIELDS_IN_TIME = [
  'buyerId',
  'planId',
  'paymentDays',
  'kitsIncluded',
  'exit',
  'indexClause',
  'pauses',
  'invoiceTerms',
  'performance',
] as const satisfies (keyof ContractContent)[];
/** Terms that an amendment can set. The end applies to the whole contract, so the end that was signed last is valid. */
export const AMENDED_FIELDS = [...FIELDS_IN_TIME, 'endsOn'] as const;
export type AmendedField = (typeof AMENDED_FIELDS)[number];

/** An amendment's changes to the terms on its first day; missing fields stay unchanged. */
export interface ContractDelta extends Partial<Pick<ContractContent, AmendedField>> {
  /** Machines under the contract from the amendment's first day. */
  readonly addMachines?: readonly MachineUnderContract[];
  /** Machines that leave; their last day is the day before the amendment's first day. */
  readonly endMachines?: readonly string[];
  /** New meters, and existing meters with other settings. A meter is never removed, because its usage is evidence. */
  readonly meters?: readonly MeterFields[];
  readonly charges?: readonly ChargeDelta[];
  /** Keys of dropped charges. */
  readonly dropCharges?: readonly string[];
  /** Machines that move to another site of the customer on the amendment's first day. */
  readonly moveMachines?: readonly MachineMove[];
  /**
   * The reason for the end of the contract, and the calculation of its cost; the end and the charge are separate
   * changes.
   */
  readonly termination?: ContractTermination;
}

/**
 * Returns the former values of the parts that an amendment changes.
 * @param content the terms on the day before the amendment, or on its first day without it
 */
export function partsBefore(content: ContractContent, delta: ContractDelta): Partial<ContractContent> {
  const of = <Part>(
    parts: readonly Part[],
    isChanged: (part: Part) => boolean,
  ): readonly Part[] | undefined => {
    const changed = parts.filter(isChanged);
    return changed.length === 0 ? undefined : changed;
  };
  const charges = new Set([...(delta.charges ?? []).map(({ key }) => key), ...(delta.dropCharges ?? [])]);
  const meters = new Set((delta.meters ?? []).map(({ id }) => id));
  const before = {
    ...Object.fromEntries(
      AMENDED_FIELDS.filter((field) => delta[field] !== undefined).map((field) => [field, content[field]]),
    ),
    machines: of(content.machines, ({ machineId }) => delta.endMachines?.includes(machineId) ?? false),
    meters: of(content.meters, ({ id }) => meters.has(id)),
    charges: of(content.charges, ({ key }) => charges.has(key)),
  };
  return Object.fromEntries(Object.entries(before).filter(([, part]) => part !== undefined));
}

/**
 * Returns the terms of a contract from a day.
 * @param effectiveOn the first day of the new terms
 */
export function applyDelta(
  content: ContractContent,
  delta: ContractDelta,
  effectiveOn: string,
): ContractContent {
  const { addMachines = [], endMachines = [], charges = [], dropCharges = [] } = delta;
  // Amendments that were signed before meters had methods contain no method fields.
  const meters = (delta.meters ?? []).map((meter) => ({ ...COUNTER_DEFAULTS, ...meter }));
  const set = Object.fromEntries(
    AMENDED_FIELDS.filter((field) => delta[field] !== undefined).map((field) => [field, delta[field]]),
  );
  const known = new Set(content.charges.map(({ key }) => key));
  return {
    ...content,
    ...set,
    machines: [
      ...content.machines.flatMap((machine) => endMachine(machine, endMachines, effectiveOn)),
      ...addMachines,
    ],
    meters: [
      ...content.meters.map((meter) => meters.find(({ id }) => id === meter.id) ?? meter),
      ...meters.filter(({ id }) => !content.meters.some((meter) => meter.id === id)),
    ],
    charges: [
      ...content.charges
        .filter(({ key }) => !dropCharges.includes(key))
        .map((charge) => {
          const change = charges.find(({ key }) => key === charge.key);
          return change ? applyToCharge(charge, change) : charge;
        }),
      ...charges.filter(({ key }) => !known.has(key)).map((change) => applyToCharge(EMPTY_CHARGE, change)),
    ],
  };
}

/** Returns the delta between two contents. Meters that are missing in the second content are kept. */
export function deltaBetween(
  current: ContractContent,
  wanted: ContractContent,
  effectiveOn: string,
): ContractDelta {
  const fields = Object.fromEntries(
    AMENDED_FIELDS.filter((field) => !isSame(current[field], wanted[field])).map((field) => [
      field,
      wanted[field],
    ]),
  );
  const isUnderContract = (machine: MachineUnderContract): boolean =>
    machine.to === null || machine.to > effectiveOn;
  const lists = {
    addMachines: wanted.machines.filter(({ id }) => !current.machines.some((one) => one.id === id)),
    endMachines: current.machines
      .filter(isUnderContract)
      .filter(({ id }) => !wanted.machines.some((one) => one.id === id && isUnderContract(one)))
      .map(({ machineId }) => machineId),
    meters: wanted.meters.filter(
      (meter) =>
        !isSame(
          meter,
          current.meters.find(({ id }) => id === meter.id),
        ),
    ),
    charges: wanted.charges.flatMap((charge) =>
      chargeDelta(
        current.charges.find(({ key }) => key === charge.key),
        charge,
      ),
    ),
    dropCharges: current.charges
      .filter(({ key }) => !wanted.charges.some((charge) => charge.key === key))
      .map(({ key }) => key),
  };
  return { ...fields, ...nonEmptyLists(lists) };
}

export function isEmptyDelta(delta: ContractDelta): boolean {
  return Object.keys(delta).length === 0;
}

/**
 * An empty charge. The delta from the empty charge to a new charge sets every field, except optional fields that the
 * new charge lacks.
 */
const EMPTY_CHARGE: ChargeFields = {
  id: '',
  key: '',
  nameI18n: {},
  clause: '',
  due: 'arrears',
  dueOn: null,
  countsBy: 'month',
  perMachine: false,
  machineIds: [],
  meterIds: [],
  pricing: { model: 'flat' },
};

const SET_FIELDS = [
  'nameI18n',
  'clause',
  'due',
  'dueOn',
  'countsBy',
  'perMachine',
  'pricing',
  'deposit',
  'prepaid',
] as const satisfies (keyof ChargeDelta['set'])[];

/** The values that remove optional fields. */
const EMPTY_VALUES: ChargeDelta['set'] = { deposit: false };

function chargeDelta(current: ChargeFields | undefined, wanted: ChargeFields): ChargeDelta[] {
  const before = current ?? EMPTY_CHARGE;
  // Optional fields are set only if present.
  const isSet = (field: (typeof SET_FIELDS)[number]): boolean =>
    (!current && field !== 'prepaid' && field !== 'deposit') || !isSame(before[field], wanted[field]);
  const set = Object.fromEntries(
    SET_FIELDS.filter(isSet).map((field) => [field, wanted[field] ?? EMPTY_VALUES[field] ?? null]),
  );
  const lists = nonEmptyLists({
    addMeters: difference(wanted.meterIds, before.meterIds),
    dropMeters: difference(before.meterIds, wanted.meterIds),
    addMachines: difference(wanted.machineIds, before.machineIds),
    dropMachines: difference(before.machineIds, wanted.machineIds),
  });
  if (Object.keys(set).length + Object.keys(lists).length === 0) return [];
  return [{ key: wanted.key, id: wanted.id, set, ...lists }];
}

function applyToCharge(charge: ChargeFields, change: ChargeDelta): ChargeFields {
  const { key, id, set, addMeters = [], dropMeters = [], addMachines = [], dropMachines = [] } = change;
  return {
    ...charge,
    ...set,
    key,
    id: charge.id === '' ? id : charge.id,
    meterIds: [...difference(charge.meterIds, [...dropMeters, ...addMeters]), ...addMeters],
    machineIds: [...difference(charge.machineIds, [...dropMachines, ...addMachines]), ...addMachines],
  };
}

/** Ends a machine's current stay on the day before, and removes a future stay. A past stay stays unchanged. */
export function endMachine(
  machine: MachineUnderContract,
  ended: readonly string[],
  effectiveOn: string,
): MachineUnderContract[] {
  const isOver = machine.to !== null && machine.to <= effectiveOn;
  if (isOver || !ended.includes(machine.machineId)) return [machine];
  return machine.from < effectiveOn ? [{ ...machine, to: effectiveOn }] : [];
}

const difference = (ids: readonly string[], others: readonly string[]): string[] =>
  ids.filter((id) => !others.includes(id));

const nonEmptyLists = <Lists extends Readonly<Record<string, readonly unknown[]>>>(
  lists: Lists,
): Partial<Lists> =>
  Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)) as Partial<Lists>;

const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null);
