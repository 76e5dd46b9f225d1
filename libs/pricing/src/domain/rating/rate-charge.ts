import { type AmountPrecision, Exact, groupBy, roundAmount, sumOf } from '#platform/domain';
import { allowanceFor, beyondAllowance } from './allowance.js';
import { type ChargeInTime, indexOfTerms, lastOfMonths, termsOf } from './charge-in-time.js';
import { minimumOf } from './models/minimum.js';
import { netPrice, type NetPrice, type PriceSegment } from './models/net-price.js';
import { type Covered, coverParts } from './models/prepaid.js';
import type { Priceable, PriceStep } from './models/price-quantity.js';
import {
  allocated,
  heldLine,
  hasSameKey,
  type RatedLine,
  type RatingMoment,
  type Unit,
} from './rated-line.js';
import { convertQuantity, shareAmount } from './rounding.js';
import { instalmentLine, trueUpLines } from './models/true-up-lines.js';
import { machinesOf, partsOf, quantityOf, type UsageFact } from './usage.js';

export interface RatedStep extends PriceStep {
  readonly charge: string;
}

/** The current totals of a charge. */
export interface RatedCharge {
  readonly lines: readonly RatedLine[];
  readonly steps: readonly RatedStep[];
  /** Coverage after each part, if there are prepaid credits. */
  readonly covered: readonly Covered[];
  /** Exact, like the two fields below. */
  readonly gross: Exact;
  readonly discount: Exact;
  readonly capDiscount: Exact;
}

const ZERO = new Exact(0);

/**
 * Rates the known usage of a charge in a period, in this order: conversion, rounding of the quantity, allowance, price,
 * percentage discount, maximum, minimum, rounding (docs/rules/rating.md#order-of-steps). A pool is rated as a whole, or
 * each machine separately.
 */
export function rateCharge(
  charge: ChargeInTime,
  facts: readonly UsageFact[],
  moment: RatingMoment,
  currency: AmountPrecision,
): RatedCharge {
  const units =
    charge.pooling === 'per_machine' && facts.length > 0
      ? machinesOf(facts).map((machine) => ({
          machine,
          of: facts.filter((each) => each.machine === machine),
        }))
      : [{ machine: null, of: facts }];
  const rated = units.map(({ machine, of }) => rateUnit({ charge, facts: of, machine, moment, currency }));
  return {
    lines: rated.flatMap(({ lines }) => lines),
    steps: rated.flatMap(({ steps }) => steps),
    covered: rated.flatMap(({ covered }) => covered),
    gross: sumOf(rated, ({ gross }) => gross),
    discount: sumOf(rated, ({ discount }) => discount),
    capDiscount: sumOf(rated, ({ capDiscount }) => capDiscount),
  };
}

/** The current price of a unit's usage up to a part. */
interface CumulativePrice extends NetPrice {
  readonly covered: Covered;
  readonly quantity: Exact;
  readonly amount: Exact;
}

function rateUnit(unit: Unit): RatedCharge {
  const { charge, facts, moment, currency } = unit;
  const parts = partsOf(facts);
  const cumulativePrices = priceAfterEach(unit, parts);
  const total = cumulativePrices.at(-1)!;
  const steps = roundSteps(charge, total, currency);
  const covered = charge.prepaid ? cumulativePrices.map((one) => one.covered) : [];
  const minimum = minimumOf(charge, moment.contractMonth);
  const heldLines = facts
    .filter(({ held }) => held && charge.model !== 'flat')
    .map((fact) => heldLine(charge, fact));
  const replacesInstalments = moment.final && heldLines.length === 0;
  if (charge.minInstalments && !replacesInstalments) {
    const line = instalmentLine(unit, minimum, charge.minInstalments);
    return { lines: [line, ...heldLines], steps, covered, gross: ZERO, discount: ZERO, capDiscount: ZERO };
  }
  const usage = charge.commitment
    ? commitmentLines(unit, parts, total)
    : usageLines(unit, parts, cumulativePrices);
  return {
    lines: [
      ...usage.filter((line) => !heldLines.some((held) => hasSameKey(held, line))),
      ...heldLines,
      ...(moment.final
        ? trueUpLines(atLastPrices(unit, parts), minimum, { ...total, amount: usageAmountOf(unit, total) })
        : []),
    ],
    steps,
    covered,
    ...figuresOf(unit, parts, cumulativePrices),
  };
}

/**
 * Returns the amount billed for usage, including the unused part of a commitment. A minimum applies to the charge as a
 * whole and is not billed in addition to a commitment.
 */
function usageAmountOf({ charge, currency }: Unit, total: CumulativePrice): Exact {
  return charge.commitment ? roundAmount(total.exact.plus(total.committed!.trueUp), currency) : total.amount;
}

/** Applies the latest prices, because the shortfall at the end is priced at the prices agreed by then. */
function atLastPrices(unit: Unit, parts: readonly string[]): Unit {
  const { charge } = unit;
  const last = termsOf(charge)[indexOfTerms(charge, parts.at(-1)!)]!;
  return last === charge ? unit : { ...unit, charge: { ...last, ofMachine: charge.ofMachine } };
}

/** Sums the parts with a known quantity. A tier's flat fee is on hold together with its usage. */
function figuresOf(
  { charge, facts }: Unit,
  parts: readonly string[],
  cumulativePrices: readonly CumulativePrice[],
): Pick<RatedCharge, 'gross' | 'discount' | 'capDiscount'> {
  const unknown = new Set(charge.model === 'flat' ? [] : facts.map(({ part }) => part));
  for (const { part, known } of facts) if (known) unknown.delete(part);
  const total = (figure: 'gross' | 'discount' | 'capDiscount'): Exact =>
    sumOf(
      cumulativePrices.flatMap((cumulativePrice, index) =>
        unknown.has(parts[index]!)
          ? []
          : [cumulativePrice[figure].minus(cumulativePrices[index - 1]?.[figure] ?? 0)],
      ),
    );
  return { gross: total('gross'), discount: total('discount'), capDiscount: total('capDiscount') };
}

/**
 * Calculates cumulative prices after each part, so that allowance, tiers and maximum span the parts without rounding
 * drift. An amount billed elsewhere for the first part replaces its price, so that minimums take into account what was
 * paid. With volume pricing, the units of all parts billed in one month determine one price for these parts.
 */
function priceAfterEach(
  { charge, facts, moment, currency }: Unit,
  parts: readonly string[],
): CumulativePrice[] {
  const byPart = new Map<string, UsageFact[]>(parts.map((part) => [part, []]));
  for (const fact of facts) byPart.get(fact.part)!.push(fact);
  const covered = coverEach(charge, parts, byPart, allowanceFor(charge, machinesOf(facts)));
  const terms = termsOf(charge);
  const segments: PriceSegment[] = [];
  let openingDifference = ZERO;
  const events = parts.map((part) => byPart.get(part)!.flatMap((fact) => fact.events));
  const until = (index: number): Priceable => ({
    quantity: covered[index]!.quantity,
    events: events.slice(0, index + 1).flat(),
    settled: moment.settled,
  });
  const lastParts = lastOfMonths(charge, parts);
  return parts.map((part, index) => {
    const { quantity } = covered[index]!;
    const agreed = terms[indexOfTerms(charge, part)]!;
    if (segments.at(-1)?.charge === agreed) segments.pop();
    segments.push({ charge: agreed, until: until(index) });
    const net = netPrice(segments, until(lastParts[index]!));
    const amount = roundAmount(net.exact, currency);
    if (part === charge.opening?.part) openingDifference = new Exact(charge.opening.amount).minus(amount);
    return { ...net, covered: covered[index]!, quantity, amount: amount.plus(openingDifference) };
  });
}

/** Returns the cumulative quantity to price after each part, less the coverage. */
function coverEach(
  { convert, prepaid }: ChargeInTime,
  parts: readonly string[],
  byPart: ReadonlyMap<string, readonly UsageFact[]>,
  allowance: Exact,
): Covered[] {
  let counted = ZERO;
  const used = parts.map((part) => {
    counted = counted.plus(quantityOf(byPart.get(part)!));
    return { part, used: convertQuantity(counted, convert) };
  });
  if (prepaid) return coverParts(used, allowance, prepaid);
  return used.map((one) => ({ part: one.part, quantity: beyondAllowance(one.used, allowance), drawn: [] }));
}

/** Returns one line per part, with the difference from the parts before it. */
function usageLines(
  unit: Unit,
  parts: readonly string[],
  cumulativePrices: readonly CumulativePrice[],
): RatedLine[] {
  const { charge, facts, machine } = unit;
  return parts.flatMap((part, index) => {
    const ofPart = facts.filter((fact) => fact.part === part);
    if (charge.model !== 'flat' && ofPart.length > 0 && ofPart.every(({ held }) => held)) return [];
    const [before, after] = [cumulativePrices[index - 1], cumulativePrices[index]!];
    const line: RatedLine = {
      charge: charge.key,
      part,
      machine,
      component: 'usage',
      quantity: charge.model === 'flat' ? null : after.quantity.minus(before?.quantity ?? 0),
      exact: after.exact.minus(before?.exact ?? 0),
      amount: after.amount.minus(before?.amount ?? 0),
      figures: {
        gross: after.gross.minus(before?.gross ?? 0),
        discount: after.discount.minus(before?.discount ?? 0),
        capDiscount: after.capDiscount.minus(before?.capDiscount ?? 0),
      },
      committed: null,
    };
    return allocated(unit, line, ofPart);
  });
}

/** Returns the single line of a commitment, which spans the parts, with its used part and the overage. */
function commitmentLines(unit: Unit, parts: readonly string[], total: CumulativePrice): RatedLine[] {
  const { charge, machine, currency, facts } = unit;
  if (facts.length > 0 && !facts.some(({ known }) => known)) return [];
  const { used, overage, trueUp } = total.committed!;
  const due = facts.some(({ held }) => held) ? ZERO : trueUp;
  const exact = total.exact.plus(due);
  const line: RatedLine = {
    charge: charge.key,
    part: parts.length === 1 ? parts[0]! : null,
    machine,
    component: 'commitment',
    quantity: total.quantity,
    exact,
    amount: roundAmount(exact, currency),
    committed: {
      used: roundAmount(used, currency),
      overage: roundAmount(overage, currency),
      trueUp: roundAmount(due, currency),
    },
  };
  return allocated(unit, line, facts);
}

/**
 * Rounds steps so that they add up to the rounded price. If prices changed, the steps at each price add up to the
 * amount billed at that price, because the running sum of the steps is rounded in the same way as the running sum of
 * the parts.
 */
function roundSteps({ key }: ChargeInTime, { steps }: NetPrice, currency: AmountPrecision): RatedStep[] {
  let [exactUntil, roundedUntil] = [ZERO, ZERO];
  return [...groupBy(steps, ({ terms }) => terms)].flatMap(([, ofTerms]) => {
    const exact = ofTerms.map(({ amount }) => amount);
    exactUntil = exactUntil.plus(sumOf(exact));
    const rounded = roundAmount(exactUntil, currency);
    const amounts = currency === null ? exact : shareAmount(rounded.minus(roundedUntil), exact, currency);
    roundedUntil = rounded;
    return ofTerms.map((step, index) => ({ ...step, charge: key, amount: amounts[index]! }));
  });
}
