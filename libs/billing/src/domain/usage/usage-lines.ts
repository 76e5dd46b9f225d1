import { billingMonthOf, type ChargeFields, kindOf, type Pricing, shortfallPriceOf } from '#contracts/domain';
import { type DraftLine, type LineKey, type LineState, serializeLineKey } from '#invoicing/domain';
import { Exact, roundAmount, toMinor, sumOf } from '#platform/domain';
import { allowanceFor, type ChargeInTime, type ChargeSegment } from '#pricing/domain';
import type { DraftInput } from '../draft/draft-input.js';
import { prepaidDrawnIn } from '../prepaid/prepaid-drawn.js';
import type { Counter } from './counter.js';
import { type MeteredMonth, sumEstimated, sumHeld, sumKnown } from './metered-month.js';
import type { RatedUnit, RatedAmount } from './rate-unit.js';
import { rateKnownUsage, type Unit, unitsOf, type UnitTerms } from './rated-units.js';
import { decimalsOfUnit, formatQuantity } from './shown-quantities.js';
import { usageSnapshot } from './usage-snapshot.js';

/**
 * Returns the lines that a month adds to a usage charge: its own part, changes to parts that were billed before, and at
 * the end of the rated period the shortfall of a minimum. Lines bill the current amount less the amount billed before
 * (docs/rules/rating.md#cumulative-billing). If the month to which a part belongs was never invoiced, that month's own
 * invoice bills the part. If prices change within a month, the days before and after the change are parts of one rated
 * period; if the structure of the charge changes, they have separate rated periods.
 */
export function usageLines(segments: readonly ChargeSegment[], input: DraftInput): DraftLine[] {
  return unitsOf(segments, input).flatMap((unit) => linesOfUnit(unit, input));
}

function linesOfUnit(unit: Unit, input: DraftInput): DraftLine[] {
  const rated = rateKnownUsage(unit, input);
  return amountsByKey(unit, rated.ratedAmounts).flatMap((ratedAmount) => {
    const line = lineOf(unit, rated, ratedAmount, input);
    return line ? [line] : [];
  });
}

/**
 * Returns the terms that price a line key: the terms of its part or, for an amount of the whole rated period, the last
 * terms.
 */
function termsAt({ terms }: Pick<Unit, 'terms'>, part: string | null): UnitTerms {
  const last = terms.at(-1)!;
  return part === null ? last : (terms.findLast(({ from }) => from <= part) ?? terms[0]!);
}

/**
 * Adds up the amounts of hour bands by line key. Hour bands are billed for the rated period as a whole, because
 * reaching a higher band replaces the amounts of earlier parts.
 */
function amountsByKey(unit: Unit, ratedAmounts: readonly RatedAmount[]): RatedAmount[] {
  if (kindOf(termsAt(unit, null).charge.pricing) !== 'hour_bands') return [...ratedAmounts];
  const sum = (field: 'quantity' | 'exact' | 'amount', of: readonly RatedAmount[]): Exact =>
    sumOf(of, (one) => one[field]!);
  const ofUsage = ratedAmounts.filter(({ component }) => component === 'usage');
  const machines = [...new Set(ofUsage.map(({ machineId }) => machineId))];
  const byMachine = machines.flatMap((machineId) => {
    const known = ofUsage.filter((one) => one.machineId === machineId && one.amount !== null);
    if (known.length === 0) return [];
    return [
      {
        part: null,
        machineId,
        component: 'usage' as const,
        quantity: sum('quantity', known),
        exact: sum('exact', known),
        amount: sum('amount', known),
      },
    ];
  });
  // A minimum has a separate line, without a quantity if the minimum is an amount.
  return [...byMachine, ...ratedAmounts.filter(({ component }) => component !== 'usage')];
}

function lineOf(unit: Unit, rated: RatedUnit, ratedAmount: RatedAmount, input: DraftInput): DraftLine | null {
  const { counter } = unit;
  const { charge, applied } = termsAt(unit, ratedAmount.part);
  const place: LineKey = {
    chargeKey: charge.key,
    component: ratedAmount.component,
    counterFrom: counter.from,
    partFrom: ratedAmount.part,
    machineId: ratedAmount.machineId,
  };
  const isOwn = (part: string): boolean => part >= counter.part.from && part < counter.part.to;
  const isOwnPart = ratedAmount.part === null || isOwn(ratedAmount.part);
  if (ratedAmount.part === null && isBilledByLaterMonth(counter, input)) return null;
  if (!isOwnPart && (ratedAmount.amount === null || !isPartToBill(ratedAmount.part, charge, unit, input)))
    return null;
  const before = billedOf(place, input);
  const dueMinor = ratedAmount.amount === null ? null : toMinor(ratedAmount.amount, input.currency) - before;
  if (!needsLine(charge, counter, ratedAmount, isOwnPart, dueMinor)) return null;
  const ofLine = unit.metered.filter(
    (month) =>
      (ratedAmount.part === null || month.from === ratedAmount.part) &&
      (ratedAmount.machineId === null || month.machineId === ratedAmount.machineId),
  );
  const own = ofLine.filter(({ from }) => isOwn(from));
  const isUsage = ratedAmount.component === 'usage' || ratedAmount.component === 'commitment';
  return {
    kind: 'usage',
    params: {
      ...(isUsage
        ? usageParams(unit, rated, applied, ratedAmount, ofLine, own, isOwnPart)
        : minimumParams(unit, applied, ratedAmount, input)),
      component: ratedAmount.component,
      model: charge.pricing.model,
      countsBy: charge.countsBy,
      days: counter.share.used,
      of: counter.share.of,
    },
    clause: charge.clause,
    quantity: isUsage ? sumKnown(ofLine) : shortfallOf(unit, ratedAmount),
    unit: unit.metered[0]!.unit,
    unitPrice: unitPriceOf(applied, ratedAmount, isUsage, isOwnPart),
    amountMinor: dueMinor,
    state: stateOf(isUsage, dueMinor, own),
    usagePeriodIds: usageIdsOf(own),
    kitDeliveryId: null,
    place,
    service: serviceOf(ratedAmount, counter, ofLine),
    snapshot: usageSnapshot({ ...unit, charge, applied }, rated, ratedAmount, before, input.currency),
  };
}

/** Removes duplicate ids, because a month that was split has the same usage in several pieces. */
function usageIdsOf(own: readonly MeteredMonth[]): string[] {
  return [...new Set(own.flatMap(({ usagePeriodId }) => usagePeriodId ?? []))];
}

/**
 * Returns true when a later month of the rated period was issued before the drafted month. That later month billed the
 * charge as a whole from the usage known at that time; the correction of that month bills the usage that the drafted
 * month adds.
 */
function isBilledByLaterMonth({ to }: Counter, { month, invoicedFrom }: DraftInput): boolean {
  return invoicedFrom.some((from) => from >= month.to.date && from < to);
}

/**
 * Returns true when the drafted month bills a part. Changes to a part of another month are billed only if that month
 * was invoiced; otherwise, its own invoice bills the part. Usage counted elsewhere was billed there. It is billed here
 * only if the minimum is billed in instalments, because instalments are set off against all usage.
 */
function isPartToBill(
  part: string,
  { pricing }: ChargeFields,
  { metered }: Unit,
  { invoicedFrom, term }: DraftInput,
): boolean {
  if (metered.some(({ isOpening, from }) => isOpening && from === part))
    return Boolean(pricing.minInstalments);
  const month = billingMonthOf(part, term);
  return invoicedFrom.some((from) => billingMonthOf(from, term) === month);
}

function billedOf(place: LineKey, { billed, billedElsewhere }: DraftInput): bigint {
  const key = serializeLineKey(place);
  return [...billedElsewhere, ...billed].reduce(
    (sum, one) => (serializeLineKey(one) === key ? sum + one.amountMinor : sum),
    0n,
  );
}

/**
 * Returns true when a line is needed: usage is shown to the buyer even if its amount is zero, but minimums and hour
 * bands with an amount of zero are omitted.
 */
function needsLine(
  charge: ChargeFields,
  counter: Counter,
  ratedAmount: RatedAmount,
  isOwnPart: boolean,
  dueMinor: bigint | null,
): boolean {
  const kind = kindOf(charge.pricing);
  if (kind === 'minimum' && ratedAmount.component === 'usage') return false;
  if (dueMinor === null) return kind === 'usage' || counter.isFinal;
  return dueMinor !== 0n || (isOwnPart && kind === 'usage' && ratedAmount.component !== 'true_up');
}

function usageParams(
  unit: Unit,
  rated: RatedUnit,
  applied: Pricing,
  ratedAmount: RatedAmount,
  ofLine: readonly MeteredMonth[],
  own: readonly MeteredMonth[],
  isOwnPart: boolean,
): DraftLine['params'] {
  const { terms, metered, ofMachine } = unit;
  const prepaid = prepaidDrawnIn(unit, rated, ratedAmount);
  // A line is named after the meters that it adds up, not after the meters that it subtracts.
  const named = ofLine.filter(({ deducts }) => !deducts);
  const estimatedQuantity = sumEstimated(own);
  const sole = <Value>(of: (month: MeteredMonth) => Value): Value | null => {
    const values = new Set(named.map(of));
    return values.size === 1 ? [...values][0]! : null;
  };
  return {
    signalKey: sole(({ signalKey }) => signalKey),
    ...(named.some(({ method }) => method !== undefined) && {
      method: sole(({ method }) => method ?? null),
    }),
    device: sole(({ device }) => device),
    serial: sole(({ serial }) => serial),
    included: includedIn({ ...applied, key: '', ofMachine }, metered),
    ...(prepaid && { prepaid: prepaid.drawn, prepaidLeft: prepaid.left }),
    overage: ratedAmount.quantity && formatQuantity(ratedAmount.quantity),
    heldQuantity: sumHeld(own),
    ...(estimatedQuantity !== undefined && { estimatedQuantity }),
    holds: own.reduce((count, { holds }) => count + holds, 0),
    ...(terms[0]!.charge.countsBy === 'year' && { usedInYear: sumKnown(metered) }),
    ...(!isOwnPart && { correctedPart: ratedAmount.part }),
  };
}

/** Returns the whole allowance of a unit. */
function includedIn(charge: ChargeInTime, metered: readonly MeteredMonth[]): string {
  const machines = [...new Set(metered.map(({ machineId, device }) => machineId ?? device))];
  return allowanceFor(charge, machines)
    .plus(charge.freeUnits ?? 0)
    .toFixed();
}

/** Returns the shortfall of a minimum as a quantity to display. */
function shortfallOf({ terms, metered }: Unit, { part, quantity }: RatedAmount): string | null {
  return (
    quantity && formatQuantity(quantity, decimalsOfUnit(termsAt({ terms }, part).charge.pricing, metered))
  );
}

function minimumParams(
  { terms, metered }: Unit,
  applied: Pricing,
  ratedAmount: RatedAmount,
  { currency }: DraftInput,
): DraftLine['params'] {
  const isOfQuantity = ratedAmount.quantity !== null;
  const amount = isOfQuantity ? null : applied.minAmount;
  const quantity = isOfQuantity
    ? (applied.minQuantity ?? applied.minQuantityPerMachine)
    : applied.minQuantityPerMachine;
  const decimals = decimalsOfUnit(termsAt({ terms }, ratedAmount.part).charge.pricing, metered);
  return {
    minimum: isSome(amount)
      ? roundAmount(new Exact(amount), currency).toFixed()
      : isSome(quantity)
        ? formatQuantity(new Exact(quantity), decimals)
        : null,
    minimumOf: isOfQuantity ? 'quantity' : 'amount',
    reached: sumKnown(metered),
    ...(applied.minInstalments && { instalments: applied.minInstalments }),
    serial:
      ratedAmount.machineId === null
        ? null
        : (metered.find(({ machineId }) => machineId === ratedAmount.machineId)?.serial ?? null),
  };
}

function unitPriceOf(
  applied: Pricing,
  ratedAmount: RatedAmount,
  isUsage: boolean,
  isOwnPart: boolean,
): string | null {
  if (isUsage) return isOwnPart && applied.model === 'unit' ? (applied.unitPrice ?? null) : null;
  return ratedAmount.quantity === null ? null : (shortfallPriceOf({ ...applied })?.toFixed() ?? null);
}

function stateOf(isUsage: boolean, dueMinor: bigint | null, own: readonly MeteredMonth[]): LineState {
  if (dueMinor !== null) return isUsage ? 'measured' : 'fixed';
  // The shortfall of a minimum depends on usage that is still unknown.
  if (!isUsage) return 'unknown';
  return own.length > 0 && own.every(({ state }) => state === 'unknown') ? 'unknown' : 'held';
}

function serviceOf(
  { part }: RatedAmount,
  counter: Counter,
  ofLine: readonly MeteredMonth[],
): { readonly from: string; readonly to: string } {
  if (part === null) return { from: counter.from, to: counter.to };
  return { from: part, to: ofLine[0]?.to ?? counter.part.to };
}

const isSome = (decimal: string | null | undefined): decimal is string =>
  decimal !== null && decimal !== undefined;
