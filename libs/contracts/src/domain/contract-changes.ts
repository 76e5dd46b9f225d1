import type {
  BasePrice,
  ContractContent,
  ContractFields,
  DeviceFacts,
  MeterFields,
  UsagePrice,
} from './contract-fields.js';

/** Days [from, to). */
export interface NewContractMachine {
  readonly machineId: string;
  readonly from: string;
  readonly to?: string | null;
}

/** What is left out is the signal's: its unit and modulus; no highest rate, a day as the longest silence. */
export type NewMeter = Pick<MeterFields, 'deviceId' | 'signalKey'> & Partial<MeterFields>;

/** A usage price names its meter by the id that was given with the meter. */
export type NewPrice =
  | (Pick<BasePrice, 'kind' | 'amount'> & Partial<BasePrice>)
  | (Pick<UsagePrice, 'kind' | 'meterId' | 'unitPrice'> & Partial<UsagePrice>);

/** Lists that are given replace the ones that are there. */
export interface ContractParts {
  readonly machines?: readonly NewContractMachine[];
  readonly meters?: readonly NewMeter[];
  readonly prices?: readonly NewPrice[];
}

export type ContractWish = Partial<ContractFields> & ContractParts;

/** What a contract says before anybody wrote anything but its parties and its start. */
export const EMPTY_CONTRACT = {
  endsOn: null,
  paymentDays: 30,
  pricesIncludeTax: false,
  kitsIncluded: false,
  terms: {},
  machines: [],
  meters: [],
  prices: [],
} as const;

const TERMS = [
  'number',
  'customerId',
  'legalEntityId',
  'buyerId',
  'planId',
  'currency',
  'zone',
  'startsOn',
  'endsOn',
  'paymentDays',
  'pricesIncludeTax',
  'kitsIncluded',
  'terms',
] as const satisfies (keyof ContractFields)[];

/** A day without a word is worth a mention. */
const USUAL_GAP_MINUTES = 1440;

/**
 * What the contract says after an edit. Parts that stay keep their ids; what a new part leaves out is filled in.
 * @param makeId ids for new parts
 */
export function applyChanges(
  current: ContractContent,
  wanted: ContractWish,
  devices: ReadonlyMap<string, DeviceFacts>,
  makeId: () => string,
): ContractContent {
  return {
    ...pickTerms(current),
    ...pickTerms(wanted),
    machines: wanted.machines?.map((machine) => toMachine(machine, current, makeId)) ?? current.machines,
    meters: wanted.meters?.map((meter) => toMeter(meter, current, devices, makeId)) ?? current.meters,
    prices: wanted.prices?.map((price) => toPrice(price, makeId)) ?? current.prices,
  };
}

/** A contract's own terms, without what else comes with it and without those that are left out. */
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
  const same = current.machines.find((machine) => machine.machineId === machineId && machine.from === from);
  return { id: same?.id ?? makeId(), machineId, from, to };
}

function toMeter(
  { id, deviceId, signalKey, unit, modulus, maxRatePerHour, maxGapMinutes }: NewMeter,
  current: ContractContent,
  devices: ReadonlyMap<string, DeviceFacts>,
  makeId: () => string,
): MeterFields {
  const signal = devices.get(deviceId)?.signals.find(({ key }) => key === signalKey);
  const same = current.meters.find((meter) => meter.deviceId === deviceId && meter.signalKey === signalKey);
  return {
    id: id ?? same?.id ?? makeId(),
    deviceId,
    signalKey,
    unit: unit ?? signal?.unit ?? '',
    modulus: modulus === undefined ? (signal?.modulus ?? null) : modulus,
    maxRatePerHour: maxRatePerHour ?? null,
    maxGapMinutes: maxGapMinutes ?? USUAL_GAP_MINUTES,
  };
}

function toPrice(price: NewPrice, makeId: () => string): ContractContent['prices'][number] {
  const { id = makeId(), clause = '' } = price;
  if (price.kind === 'base') return { id, kind: price.kind, amount: price.amount, clause };
  const { kind, meterId, includedQuantity = '0', unitPrice } = price;
  return { id, kind, meterId, includedQuantity, unitPrice, clause };
}
