import { billingMonthOf, type ChargeFields, daysOfBillingMonth, type Pricing } from '#contracts/domain';
import type { LineSnapshot, SnapshotStep } from '#invoicing/domain';
import { fromMinor } from '#platform/domain';
import { type ChargeInTime, hasSinglePrice } from '#pricing/domain';
import { snapshotBalancesAt } from '../prepaid/prepaid-drawn.js';
import { countedFact, type MeteredMonth } from './metered-month.js';
import type { RatedUnit, RatedAmount } from './rate-unit.js';
import type { Unit } from './rated-units.js';
import { formatQuantity } from './shown-quantities.js';

interface RatedCharge extends Unit {
  readonly charge: ChargeFields;
  readonly applied: Pricing;
}

export function chargeFacts(charge: ChargeFields): LineSnapshot['charge'] {
  const { key, nameI18n, due, countsBy, perMachine, pricing, deposit, prepaid } = charge;
  return {
    key,
    nameI18n,
    due,
    countsBy,
    perMachine,
    pricing,
    ...(deposit && { deposit }),
    ...(prepaid && { prepaid }),
  };
}

/** Returns the terms and figures that priced a line of usage, or of a minimum for usage. */
export function usageSnapshot(
  unit: RatedCharge,
  rated: RatedUnit,
  ratedAmount: RatedAmount,
  billedBefore: bigint,
  currency: string,
): LineSnapshot {
  const { charge, counter, parts, applied, terms, metered, ofMachine, opening } = unit;
  const { figures } = rated;
  // A line without a part shows the figures of the whole rated period.
  const price = ratedAmount.figures ?? figures;
  const month = monthOfPart(unit, ratedAmount.part);
  const prepaid = snapshotBalancesAt(unit, rated, ratedAmount.part);
  return {
    charge: chargeFacts(charge),
    applied,
    ...(terms.length > 1 && { prices: terms.map(({ from, applied: own }) => ({ from, applied: own })) }),
    ...(ofMachine && { ofMachines: namedTerms(ofMachine, metered) }),
    ...(month && { month }),
    counter: {
      from: counter.from,
      to: counter.to,
      ...counter.share,
      ...(counter.rests.length > 0 && { rests: counter.rests }),
      ...(parts.length > 1 && { parts: parts.map(({ from, share }) => ({ from, used: share.used })) }),
      isFinal: counter.isFinal,
    },
    counted: metered.map(countedFact),
    ...(opening && { opening: { from: opening.part, amount: opening.amount } }),
    ...(prepaid && { prepaid }),
    billable: ratedAmount.quantity && formatQuantity(ratedAmount.quantity),
    steps: ownSteps(unit, figures.steps, ratedAmount.part).map((step) =>
      describeStep(step, terms[step.terms]?.applied ?? applied),
    ),
    gross: price.gross.toFixed(),
    discount: price.discount.toFixed(),
    capDiscount: price.capDiscount.toFixed(),
    exact: ratedAmount.exact?.toFixed() ?? null,
    standing: ratedAmount.amount?.toFixed() ?? null,
    billedBefore: fromMinor(billedBefore, currency),
  };
}

type Steps = RatedUnit['figures']['steps'];

/** Returns the rating steps at the prices of a part; all steps for the whole rated period. */
function ownSteps({ terms }: Unit, steps: Steps, part: string | null): Steps {
  if (part === null || terms.length === 1) return steps;
  const own = terms.findLastIndex(({ from }) => from <= part);
  return steps.filter((step) => step.terms === Math.max(own, 0));
}

/**
 * Returns the month with which a part shares its price; undefined if the month has no other parts or if the other parts
 * don't affect the price.
 */
function monthOfPart(
  { applied, counter: { billing }, metered }: RatedCharge,
  part: string | null,
): LineSnapshot['month'] {
  if (part === null || !hasSinglePrice(applied)) return undefined;
  const { firstDay: from, endDay: to } = daysOfBillingMonth(billingMonthOf(part, billing), billing);
  const isShared = metered.some((month) => month.from !== part && month.from >= from && month.from < to);
  return isShared ? { from, to } : undefined;
}

/** Replaces ids of machines with serial numbers, because a snapshot contains no ids. */
function namedTerms(
  ofMachine: NonNullable<ChargeInTime['ofMachine']>,
  metered: readonly MeteredMonth[],
): NonNullable<LineSnapshot['ofMachines']> {
  return [...ofMachine].flatMap(([machineId, { includedQuantity }]) => {
    const serial = metered.find((month) => month.machineId === machineId)?.serial;
    return serial ? [{ serial, includedQuantity }] : [];
  });
}

/** Describes a step with its tier. */
function describeStep(
  { tier, quantity, amount }: RatedUnit['figures']['steps'][number],
  pricing: Pricing,
): SnapshotStep {
  const tiers = pricing.tiers ?? [];
  const own = tiers[tier];
  return {
    tier,
    from: own ? (tier === 0 ? '0' : (tiers[tier - 1]?.upTo ?? null)) : null,
    upTo: own?.upTo ?? null,
    quantity: quantity && formatQuantity(quantity),
    unitPrice: own ? (own.unitPrice ?? null) : priceOfModel(pricing),
    flatFee: own?.flatFee ?? null,
    ratePercent: own?.ratePercent ?? pricing.ratePercent ?? null,
    amount: amount.toFixed(),
  };
}

function priceOfModel(pricing: Pricing): string | null {
  switch (pricing.model) {
    case 'unit':
      return pricing.unitPrice ?? null;
    case 'package':
      return pricing.packagePrice ?? null;
    case 'cost_plus':
      return pricing.multiplier ?? '1';
    default:
      return null;
  }
}
