import type { Charge, Contract, Pricing, Signal } from '../../api/types.js';
import { plusDays } from '../../contracts/version-spans.js';

/** Models that a person writes by hand; what else the engine can do comes with data that says it. */
export const MODELS = [
  'flat',
  'unit',
  'graduated',
  'volume',
  'package',
  'stairstep',
  'hour_bands',
] as const satisfies readonly Pricing['model'][];

/** What else a tier says stays as it is. */
type OtherTierTerms = Omit<NonNullable<Pricing['tiers']>[number], 'upTo' | 'unitPrice' | 'flatFee'>;

export interface TierValues {
  readonly upTo: string;
  readonly unitPrice: string;
  readonly flatFee: string;
  readonly others?: OtherTierTerms;
}

export interface RampValues {
  readonly months: string;
  readonly percent: string;
}

/** Fields of a charge's terms as a form keeps them: an empty text is a term that was not agreed. */
export interface PricingValues {
  readonly model: Pricing['model'];
  readonly amount: string;
  readonly unitPrice: string;
  readonly packageSize: string;
  readonly packagePrice: string;
  readonly includedQuantity: string;
  readonly includedQuantityPerMachine: string;
  readonly contractedQuantity: string;
  readonly minQuantity: string;
  readonly minQuantityPerMachine: string;
  readonly minAmount: string;
  readonly shortfallPrice: string;
  readonly minInstalments: string;
  readonly maxAmount: string;
  readonly discountPercent: string;
  readonly pooling: 'pooled' | 'per_machine';
  /** Whether what a pool costs is shared over its machines. */
  readonly allocate: boolean;
  readonly tiers: readonly TierValues[];
  readonly minRamp: readonly RampValues[];
  /** Terms that this form has no field for; they stay as they are. */
  readonly others: Partial<Pricing>;
}

/** What an amount that is due once pays before it is used, as a form keeps it: an empty text was not agreed. */
export interface PrepaidValues {
  readonly sells: boolean;
  readonly chargeKey: string;
  readonly quantity: string;
  readonly expiresOn: string;
  readonly expiresAfterMonths: string;
}

/** A charge in the form, laid out as the request's is, so that a fault's pointer leads to its field. */
export interface ChargeValues {
  /** For React alone. */
  readonly row: string;
  readonly key: string | undefined;
  readonly name: Readonly<Record<string, string>>;
  readonly clause: string;
  readonly due: Charge['due'];
  readonly dueOn: string;
  readonly countsBy: Charge['countsBy'];
  readonly perMachine: boolean;
  readonly machineIds: readonly string[];
  readonly meterIds: readonly string[];
  readonly pricing: PricingValues;
  readonly deposit: boolean;
  readonly prepaid: PrepaidValues;
}

export interface MeterValues {
  readonly id: string;
  readonly deviceId: string;
  readonly signalKey: string;
  readonly method: Contract['meters'][number]['method'];
  readonly matches: readonly string[];
  /** Minutes. */
  readonly intervalMinutes: string;
  readonly factor: string;
  /** Charges take it off what their other meters count. */
  readonly deducts: boolean;
  /** Of the quantity, where there is a factor. */
  readonly unit: string;
  readonly maxRatePerHour: string;
  /** Empty: what the method takes for long. */
  readonly maxGapMinutes: string | number;
  /** The model's definition that it is taken from right now; what was saved is kept without it. */
  readonly modelMeterId?: string;
}

/** The kind of signal that each way of measuring reads. */
export const KINDS: Readonly<Record<MeterValues['method'], Signal['kind']>> = {
  counter: 'counter',
  integral: 'gauge',
  state_time: 'state',
  event_count: 'event',
  peak_demand: 'gauge',
};
export const METHODS = Object.keys(KINDS) as MeterValues['method'][];

/** A meter that nothing is said of yet. */
export const newMeter = (): MeterValues => ({
  id: crypto.randomUUID(),
  deviceId: '',
  signalKey: '',
  method: 'counter',
  matches: [],
  intervalMinutes: '15',
  factor: '',
  deducts: false,
  unit: '',
  maxRatePerHour: '',
  maxGapMinutes: '',
});

/** The days on which a machine is under a contract, in a form. */
export interface StayValues {
  readonly machineId: string;
  /** Its first day. */
  readonly from: string;
  /** Its last day; empty: until the contract ends. */
  readonly to: string;
}

export interface BillingValues extends Record<string, unknown> {
  readonly machines: readonly StayValues[];
  readonly meters: readonly MeterValues[];
  readonly charges: readonly ChargeValues[];
}

const TEXTS = [
  'amount',
  'unitPrice',
  'packageSize',
  'packagePrice',
  'includedQuantity',
  'includedQuantityPerMachine',
  'contractedQuantity',
  'minQuantity',
  'minQuantityPerMachine',
  'minAmount',
  'shortfallPrice',
  'maxAmount',
  'discountPercent',
] as const;

/** Which fields a model has; others are not sent. */
const FIELDS: Readonly<Record<Pricing['model'], readonly (typeof TEXTS)[number][]>> = {
  flat: ['amount'],
  unit: ['unitPrice', ...includedFields(), ...usageFields()],
  graduated: [...includedFields(), ...usageFields()],
  volume: [...includedFields(), ...usageFields()],
  package: ['packageSize', 'packagePrice', ...includedFields(), ...usageFields()],
  stairstep: [...includedFields(), ...usageFields()],
  hour_bands: ['contractedQuantity'],
  percentage: usageFields(),
  graduated_percentage: usageFields(),
  cost_plus: usageFields(),
};

function includedFields() {
  return ['includedQuantity', 'includedQuantityPerMachine'] as const;
}

function usageFields() {
  return [
    'minQuantity',
    'minQuantityPerMachine',
    'minAmount',
    'shortfallPrice',
    'maxAmount',
    'discountPercent',
  ] as const;
}

export const hasField = (model: Pricing['model'], field: (typeof TEXTS)[number]): boolean =>
  FIELDS[model].includes(field);
export const hasTiers = (model: Pricing['model']): boolean =>
  ['graduated', 'volume', 'stairstep', 'hour_bands', 'graduated_percentage'].includes(model);

/** Models that put a price on each unit: those can be paid before they are used. */
export const canBePrepaid = (model: Pricing['model']): boolean =>
  ['unit', 'graduated', 'volume', 'stairstep', 'package'].includes(model);

const EMPTY: PricingValues = {
  model: 'unit',
  amount: '',
  unitPrice: '',
  packageSize: '',
  packagePrice: '',
  includedQuantity: '',
  includedQuantityPerMachine: '',
  contractedQuantity: '',
  minQuantity: '',
  minQuantityPerMachine: '',
  minAmount: '',
  shortfallPrice: '',
  minInstalments: '',
  maxAmount: '',
  discountPercent: '',
  pooling: 'pooled',
  allocate: false,
  tiers: [],
  minRamp: [],
  others: {},
};

const NOTHING_SOLD: PrepaidValues = {
  sells: false,
  chargeKey: '',
  quantity: '',
  expiresOn: '',
  expiresAfterMonths: '',
};

export const EMPTY_TIER: TierValues = { upTo: '', unitPrice: '', flatFee: '' };

/** A charge that was just added: of a flat amount, or for what the contract's first meter counts. */
export function newCharge(model: Pricing['model'], meterIds: readonly string[]): ChargeValues {
  return {
    row: crypto.randomUUID(),
    key: undefined,
    name: {},
    clause: '',
    due: 'arrears',
    dueOn: '',
    countsBy: model === 'hour_bands' ? 'year' : 'month',
    perMachine: false,
    machineIds: [],
    meterIds: model === 'flat' ? [] : meterIds,
    pricing: { ...EMPTY, model, tiers: hasTiers(model) ? [EMPTY_TIER] : [] },
    deposit: false,
    prepaid: NOTHING_SOLD,
  };
}

export function toBillingValues(contract: Pick<Contract, 'machines' | 'meters' | 'charges'>): BillingValues {
  return {
    machines: contract.machines.map(({ id, from, to }) => ({
      machineId: id,
      from,
      to: to === null ? '' : plusDays(to, -1),
    })),
    meters: contract.meters.map(toMeterValues),
    charges: contract.charges.map(toChargeValues),
  };
}

export function toChargeValues(charge: Charge): ChargeValues {
  return {
    row: charge.id,
    key: charge.key,
    name: charge.name,
    clause: charge.clause,
    due: charge.due,
    dueOn: charge.dueOn ?? '',
    countsBy: charge.countsBy,
    perMachine: charge.perMachine,
    machineIds: charge.machineIds,
    meterIds: charge.meterIds,
    pricing: toPricingValues(charge.pricing),
    deposit: charge.deposit ?? false,
    prepaid: toPrepaidValues(charge.prepaid),
  };
}

function toPrepaidValues(prepaid: Charge['prepaid']): PrepaidValues {
  if (!prepaid) return NOTHING_SOLD;
  const { chargeKey, quantity, expiresOn, expiresAfterMonths } = prepaid;
  return {
    ...{ sells: true, chargeKey, quantity, expiresOn: expiresOn ?? '' },
    expiresAfterMonths: expiresAfterMonths == null ? '' : String(expiresAfterMonths),
  };
}

function toPricingValues(pricing: Pricing): PricingValues {
  const known: readonly string[] = [
    ...TEXTS,
    'model',
    'pooling',
    'allocate',
    'tiers',
    'minRamp',
    'minInstalments',
  ];
  return {
    ...EMPTY,
    ...Object.fromEntries(TEXTS.map((field) => [field, pricing[field] ?? ''])),
    model: pricing.model,
    pooling: pricing.pooling ?? 'pooled',
    allocate: pricing.allocate ?? false,
    minInstalments: pricing.minInstalments == null ? '' : String(pricing.minInstalments),
    tiers: (pricing.tiers ?? []).map(({ upTo, unitPrice, flatFee, ...others }) => ({
      upTo: upTo ?? '',
      unitPrice: unitPrice ?? '',
      flatFee: flatFee ?? '',
      others,
    })),
    minRamp: (pricing.minRamp ?? []).map(({ months, percent }) => ({ months: String(months), percent })),
    others: Object.fromEntries(Object.entries(pricing).filter(([field]) => !known.includes(field))),
  };
}

/** What a contract bills by, as it is sent. */
export interface BillingTerms {
  readonly machines: readonly {
    readonly machineId: string;
    readonly from: string;
    readonly to: string | null;
  }[];
  readonly meters: readonly object[];
  readonly charges: readonly object[];
}

/** What is sent; a machine's last day as the day after it. */
export function toBillingTerms(values: BillingValues, contract: Pick<Contract, 'meters'>): BillingTerms {
  return {
    machines: values.machines.map(({ machineId, from, to }) => ({
      machineId,
      from,
      to: to === '' ? null : plusDays(to, 1),
    })),
    meters: values.meters.map((meter) =>
      toMeterTerms(
        meter,
        contract.meters.find(({ id }) => id === meter.id),
      ),
    ),
    charges: values.charges.map(toChargeTerms),
  };
}

/** A meter where a charge chooses one: a device may have several. */
export function toMeterLabel(
  device: string | undefined,
  meter: MeterValues,
  nameOf: (meter: MeterValues) => string,
): string {
  return [device, meter.signalKey === '' ? '' : nameOf(meter)].filter(Boolean).join(', ');
}

/** A meter in a form. */
export function toMeterValues({ device, ...meter }: Contract['meters'][number]): MeterValues {
  return {
    id: meter.id,
    deviceId: device.id,
    signalKey: meter.signalKey,
    method: meter.method,
    matches: meter.matches,
    intervalMinutes: String(meter.intervalMinutes ?? 15),
    factor: meter.factor ?? '',
    deducts: meter.deducts,
    unit: meter.factor === null ? '' : meter.unit,
    maxRatePerHour: meter.maxRatePerHour ?? '',
    maxGapMinutes: meter.maxGapMinutes,
  };
}

/** A meter as it is sent. The modulus of a counter that stays is kept: it is the signal's, or somebody said another. */
export function toMeterTerms(values: MeterValues, before: Contract['meters'][number] | undefined): object {
  const { id, deviceId, signalKey, method, factor, unit, maxRatePerHour, maxGapMinutes } = values;
  const isSame = before?.device.id === deviceId && before.signalKey === signalKey;
  return {
    id,
    deviceId,
    signalKey,
    method,
    ...(isSame && { modulus: before.modulus }),
    matches: namesValues(method) ? values.matches : [],
    intervalMinutes: method === 'peak_demand' ? Number(values.intervalMinutes) : null,
    factor: factor === '' ? null : factor,
    deducts: values.deducts && method !== 'peak_demand',
    ...(factor !== '' && { unit }),
    maxRatePerHour: hasHighest(method) && maxRatePerHour !== '' ? maxRatePerHour : null,
    ...(maxGapMinutes !== '' && { maxGapMinutes: Number(maxGapMinutes) }),
    ...(values.modelMeterId !== undefined && { modelMeterId: values.modelMeterId }),
  };
}

/** Whether values say what counts: states or events. */
export const namesValues = (method: MeterValues['method']): boolean =>
  method === 'state_time' || method === 'event_count';

/** Whether there is something that would be too much to be believed. */
export const hasHighest = (method: MeterValues['method']): boolean => !namesValues(method);

/** A charge as it is sent. */
export function toChargeTerms({
  row: _row,
  key,
  dueOn,
  pricing,
  deposit,
  prepaid,
  ...charge
}: ChargeValues): object {
  const isFlat = pricing.model === 'flat';
  const isOnce = isFlat && charge.due === 'once';
  return {
    ...charge,
    ...(key === undefined ? {} : { key }),
    due: isFlat ? charge.due : 'arrears',
    dueOn: isOnce && dueOn !== '' ? dueOn : null,
    perMachine: isFlat && charge.perMachine,
    machineIds: isFlat && charge.perMachine ? charge.machineIds : [],
    meterIds: isFlat ? [] : charge.meterIds,
    pricing: toPricing(pricing),
    ...(isOnce && deposit && { deposit }),
    ...(isOnce && !deposit && prepaid.sells && { prepaid: toPrepaid(prepaid) }),
  };
}

function toPrepaid({
  chargeKey,
  quantity,
  expiresOn,
  expiresAfterMonths,
}: PrepaidValues): NonNullable<Charge['prepaid']> {
  return {
    chargeKey,
    quantity,
    expiresOn: expiresOn === '' ? null : expiresOn,
    expiresAfterMonths: expiresAfterMonths === '' ? null : Number(expiresAfterMonths) || 0,
  };
}

/** A key that no charge has yet. */
export function freeKey(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? name : `${name}-${number}`;
    if (!taken.has(key)) return key;
  }
}

/** A charge to be told in words, as it stands in a form. */
export function toShown(values: ChargeValues): Charge {
  const { row, key, dueOn, pricing, deposit: _deposit, prepaid: _prepaid, ...charge } = values;
  const { deposit, prepaid } = toChargeTerms(values) as Charge;
  return {
    ...charge,
    id: row,
    key: key ?? row,
    dueOn: dueOn === '' ? null : dueOn,
    pricing: toPricing(pricing),
    ...(deposit && { deposit }),
    ...(prepaid && { prepaid }),
  };
}

/** Whether anything is due at least. */
export const hasAnyMinimum = (of: PricingValues): boolean =>
  of.minQuantity !== '' || of.minQuantityPerMachine !== '' || of.minAmount !== '';

/** Terms without those that were left empty. */
export function toPricing(values: PricingValues): Pricing {
  const { model, pooling, allocate, minInstalments, tiers, minRamp, others } = values;
  const given = FIELDS[model].filter((field) => values[field] !== '').map((field) => [field, values[field]]);
  const hasMinimum = hasAnyMinimum(values);
  return {
    ...others,
    model,
    ...(Object.fromEntries(given) as Partial<Pricing>),
    ...(hasTiers(model) ? { tiers: tiers.map(toTier) } : {}),
    ...(model !== 'flat' && pooling === 'per_machine' ? { pooling } : {}),
    ...(model !== 'flat' && pooling === 'pooled' && allocate ? { allocate } : {}),
    ...(model !== 'flat' && hasMinimum && minRamp.length > 0
      ? { minRamp: minRamp.map(({ months, percent }) => ({ months: Number(months) || 0, percent })) }
      : {}),
    ...(model !== 'flat' && hasMinimum && minInstalments !== ''
      ? { minInstalments: Number(minInstalments) || 0 }
      : {}),
  };
}

function toTier({ upTo, unitPrice, flatFee, others }: TierValues): NonNullable<Pricing['tiers']>[number] {
  return {
    ...others,
    upTo: upTo === '' ? null : upTo,
    ...(unitPrice === '' ? {} : { unitPrice }),
    ...(flatFee === '' ? {} : { flatFee }),
  };
}

/**
 * The last quantity of a tier at which a `volume` price falls off a cliff: one unit more costs less in all than this quantity.
 * @returns the bound and what all costs at it and just above it; null where no tier has a cliff
 */
export function findCliff(
  tiers: readonly TierValues[],
): { readonly at: string; readonly before: number; readonly after: number } | null {
  for (const [index, tier] of tiers.slice(0, -1).entries()) {
    const next = tiers[index + 1]!;
    const bound = Number(tier.upTo);
    const costs = ({ unitPrice, flatFee }: TierValues): number => bound * Number(unitPrice) + Number(flatFee);
    if (tier.upTo !== '' && costs(next) < costs(tier))
      return { at: tier.upTo, before: costs(tier), after: costs(next) };
  }
  return null;
}
