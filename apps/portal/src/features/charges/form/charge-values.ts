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

/** Prepaid credits of a one-time amount in a form. An empty string means that the term is not agreed. */
export interface PrepaidValues {
  readonly sells: boolean;
  readonly chargeKey: string;
  readonly quantity: string;
  readonly expiresOn: string;
  readonly expiresAfterMonths: string;
}

/** A charge in the form. It has the structure of the request, so that an error's pointer identifies its field. */
export interface ChargeValues {
  /** Used only as the React key. */
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

/** Days on which a machine is covered by a contract, in a form. */
export interface StayValues {
  readonly machineId: string;
  /** First day on which the machine is covered. */
  readonly from: string;
  /** Last day on which the machine is covered; empty if it is covered until the end of the contract. */
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

/** Values of a new charge: a flat amount, or a price for the usage of the given meters. */
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

/** A charge in the request. The server assigns a key to a new one. */
export type ChargeTerms = Omit<Charge, 'id' | 'key'> & { readonly key?: string };

/** Billing terms of a contract in the request. */
export interface BillingTerms {
  readonly machines: readonly {
    readonly machineId: string;
    readonly from: string;
    readonly to: string | null;
  }[];
  readonly meters: readonly NewMeter[];
  readonly charges: readonly ChargeTerms[];
}

/** Converts the form's values to the request. A machine's last day is sent as the day after it. */
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

/** Converts a charge to the request. */
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

/** Returns a key that no other charge uses. */
export function freeKey(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? name : `${name}-${number}`;
    if (!taken.has(key)) return key;
  }
}

/** Converts a charge in the form to one that can be described in words. */
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
