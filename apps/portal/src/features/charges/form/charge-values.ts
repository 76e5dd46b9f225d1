import type { Charge, Contract, NewMeter, Pricing } from '../../../api/types.js';
import { plusDays } from '../../../format/time.js';
import { type MeterValues, toMeterValues, toMeterTerms } from '../meters/meter-values.js';
import {
  type PricingValues,
  hasTiers,
  EMPTY_PRICING,
  EMPTY_TIER,
  toPricingValues,
  toPricing,
} from './pricing-values.js';

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

const NOTHING_SOLD: PrepaidValues = {
  sells: false,
  chargeKey: '',
  quantity: '',
  expiresOn: '',
  expiresAfterMonths: '',
};

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
    pricing: { ...EMPTY_PRICING, model, tiers: hasTiers(model) ? [EMPTY_TIER] : [] },
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

/** A charge as it is sent. The server assigns a key to a new one. */
export type ChargeTerms = Omit<Charge, 'id' | 'key'> & { readonly key?: string };

/** What a contract bills by, as it is sent. */
export interface BillingTerms {
  readonly machines: readonly {
    readonly machineId: string;
    readonly from: string;
    readonly to: string | null;
  }[];
  readonly meters: readonly NewMeter[];
  readonly charges: readonly ChargeTerms[];
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

/** A charge as it is sent. */
export function toChargeTerms({
  row: _row,
  key,
  dueOn,
  pricing,
  deposit,
  prepaid,
  ...charge
}: ChargeValues): ChargeTerms {
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
  const { deposit, prepaid } = toChargeTerms(values);
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
