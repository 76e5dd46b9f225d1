import { type ErrorParams, Exact, type FieldFault } from '#platform';
import type { Charge, RatingRun, Tier } from './charge.js';
import { shortfallPriceOf } from './price-quantity.js';
import { placeOf } from './usage.js';

/** Everything that can't be priced, each at its place. */
export function checkPricing(charges: readonly Charge[], runs: readonly RatingRun[]): FieldFault[] {
  return [
    ...charges.flatMap((charge, index) => checkCharge(charge, `/charges/${index}`)),
    ...charges.flatMap((charge, index) =>
      charges.findIndex(({ key }) => key === charge.key) < index
        ? [fault(`/charges/${index}/key`, 'charge_twice')]
        : [],
    ),
    ...runs.flatMap((run, index) => checkRun(run, charges, `/runs/${index}`)),
    ...(countEvents(runs) > MOST_EVENTS ? [fault('/runs', 'too_many_events', { most: MOST_EVENTS })] : []),
  ];
}

/** Each is priced alone, and again in every later part and run. */
const MOST_EVENTS = 5000;

const fault = (pointer: string, code: string, params?: ErrorParams): FieldFault => ({
  pointer,
  code: `billing.${code}`,
  ...(params && { params }),
});

function countEvents(runs: readonly RatingRun[]): number {
  return runs
    .flatMap(({ usage }) => usage ?? [])
    .reduce((count, { events }) => count + (events?.length ?? 0), 0);
}

/** Without which a model has no price. */
const NEEDED: Readonly<Record<Charge['model'], readonly (keyof Charge)[]>> = {
  flat: ['amount'],
  unit: ['unitPrice'],
  graduated: ['tiers'],
  volume: ['tiers'],
  package: ['packageSize', 'packagePrice'],
  stairstep: ['tiers'],
  percentage: [],
  graduated_percentage: ['tiers'],
  cost_plus: [],
  hour_bands: ['tiers'],
};

const NOT_NEGATIVE = [
  'packagePrice',
  'freeUnits',
  'contractedQuantity',
  'ratePercent',
  'fixedPerEvent',
  'minPerEvent',
  'maxPerEvent',
  'freeAmount',
  'includedQuantity',
  'includedQuantityPerMachine',
  'discountPercent',
  'maxAmount',
  'minAmount',
  'minQuantity',
  'minQuantityPerMachine',
  'shortfallPrice',
] as const satisfies readonly (keyof Charge)[];

const TIER_NOT_NEGATIVE = [
  'unitPrice',
  'flatFee',
  'ratePercent',
  'maxAmount',
] as const satisfies readonly (keyof Tier)[];

type Given = string | null | undefined;
const isNegative = (value: Given): boolean => typeof value === 'string' && new Exact(value).lt(0);
const isNotPositive = (value: Given): boolean => typeof value === 'string' && new Exact(value).lte(0);
const isMissing = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

function checkCharge(charge: Charge, at: string): FieldFault[] {
  const { convert, commitment, minRamp, model } = charge;
  const missing = NEEDED[model].filter((field) => isMissing(charge[field]));
  return [
    ...missing.map((field) => fault(`${at}/${field}`, 'value_missing')),
    ...NOT_NEGATIVE.filter((field) => isNegative(charge[field])).map((field) =>
      fault(`${at}/${field}`, 'value_negative'),
    ),
    ...(isNotPositive(charge.packageSize) ? [fault(`${at}/packageSize`, 'value_not_positive')] : []),
    ...(isNotPositive(convert?.divideBy) ? [fault(`${at}/convert/divideBy`, 'value_not_positive')] : []),
    ...(new Exact(charge.discountPercent ?? 0).gt(100)
      ? [fault(`${at}/discountPercent`, 'percent_above_100')]
      : []),
    ...(commitment && isMissing(commitment.amount) === isMissing(commitment.quantity)
      ? [fault(`${at}/commitment`, 'commitment_ambiguous')]
      : []),
    ...(['amount', 'quantity', 'overageFactor'] as const)
      .filter((field) => isNegative(commitment?.[field]))
      .map((field) => fault(`${at}/commitment/${field}`, 'value_negative')),
    ...(minRamp ?? []).flatMap(({ percent }, index) =>
      isNegative(percent) ? [fault(`${at}/minRamp/${index}/percent`, 'value_negative')] : [],
    ),
    ...checkTiers(charge.tiers ?? [], at),
    ...(missing.length === 0 ? checkMinimum(charge, at) : []),
    ...(model === 'percentage' ? checkPercentage(charge, at) : []),
  ];
}

function checkTiers(tiers: readonly Tier[], at: string): FieldFault[] {
  return tiers.flatMap((tier, index) => {
    const place = `${at}/tiers/${index}`;
    const above = index === 0 ? 0 : tiers[index - 1]!.upTo;
    return [
      // Only the last tier may be without an end, and each ends above the one before.
      ...(isMissing(above) || (!isMissing(tier.upTo) && new Exact(tier.upTo!).lte(above!))
        ? [fault(`${place}/upTo`, 'tiers_not_rising')]
        : []),
      ...(isNotPositive(tier.packageSize) ? [fault(`${place}/packageSize`, 'value_not_positive')] : []),
      ...TIER_NOT_NEGATIVE.filter((field) => isNegative(tier[field])).map((field) =>
        fault(`${place}/${field}`, 'value_negative'),
      ),
    ];
  });
}

function checkMinimum(charge: Charge, at: string): FieldFault[] {
  const quantity = charge.minQuantity ?? (charge.minRamp?.length ? charge.contractedQuantity : null);
  const isPriced = shortfallPriceOf(charge) !== null;
  const ofQuantity = !isMissing(quantity) || !isMissing(charge.minQuantityPerMachine);
  return [
    ...(ofQuantity && !isPriced ? [fault(`${at}/shortfallPrice`, 'value_missing')] : []),
    ...(charge.minInstalments && isMissing(quantity) && isMissing(charge.minAmount)
      ? [fault(`${at}/minInstalments`, 'minimum_missing')]
      : []),
  ];
}

/** A percentage is taken of amounts, which no meter counts: what lessens them is `freeAmount` and `freeEvents`. */
function checkPercentage(charge: Charge, at: string): FieldFault[] {
  const fields = ['convert', 'includedQuantity', 'includedQuantityPerMachine'] as const;
  return fields
    .filter((field) => !isMissing(charge[field]))
    .map((field) => fault(`${at}/${field}`, 'not_of_this_model'));
}

function checkRun({ usage }: RatingRun, charges: readonly Charge[], at: string): FieldFault[] {
  const seen = new Set<string>();
  return (usage ?? []).flatMap((each, index) => {
    const place = `${at}/usage/${index}`;
    const { part, machine } = placeOf(each);
    const key = JSON.stringify([each.charge, part, machine]);
    const isTwice = seen.has(key);
    seen.add(key);
    return [
      ...(charges.every((charge) => charge.key !== each.charge)
        ? [fault(`${place}/charge`, 'charge_unknown')]
        : []),
      ...(isTwice ? [fault(place, 'usage_twice')] : []),
      ...(each.quantity === undefined && !each.events ? [fault(`${place}/quantity`, 'value_missing')] : []),
      ...(each.events && each.quantity !== undefined ? [fault(`${place}/events`, 'usage_ambiguous')] : []),
      ...(isNegative(each.quantity) ? [fault(`${place}/quantity`, 'value_negative')] : []),
      ...(each.events ?? []).flatMap((event, position) =>
        isNegative(event) ? [fault(`${place}/events/${position}`, 'value_negative')] : [],
      ),
    ];
  });
}
