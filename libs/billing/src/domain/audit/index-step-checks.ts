import { type IndexStepPart, plusDays, type Pricing } from '#contracts/domain';
import { addMonths } from '#metering/domain';
import { Exact, minorDecimals } from '#platform/domain';
import { hasSamePrices, type IndexClause, pricesOf, yearsBetween } from '#pricing/domain';
import type { AuditedCharge, AuditedIndexStep, AuditedInvoice, AuditFinding } from './audited-invoice.js';

/**
 * Checks prices set by an index adjustment against the recorded index values: the factor follows from the agreed clause
 * and applies to the original prices, the buyer was notified in time, and each year has at most one adjustment
 * (docs/rules/self-audit.md#misapplied-escalator). Adjustments with prices that no longer apply are skipped.
 */
export function checkIndexSteps(invoice: AuditedInvoice): AuditFinding[] {
  const steps = [...invoice.indexSteps].sort((a, b) => (a.stepOn < b.stepOn ? -1 : 1));
  return steps.flatMap((step, index) => {
    const isPricing = step.parts.some(({ charges }) =>
      charges.some((one) => hasStepPrices(one, step, invoice)),
    );
    if (!isPricing) return [];
    return [
      ...step.parts.flatMap((part) => checkFactor(part, step, invoice)),
      ...checkNotice(step),
      ...checkSingleStep(step, steps.slice(0, index)),
    ];
  });
}

const DEFAULT_DECIMALS = 6;
/** Number of decimals stored for prices. */
const PRICE_DECIMALS = 12;

type SteppedCharge = IndexStepPart['charges'][number];

/** Returns true when a charge still has the price that an adjustment set, in the invoice's period. */
function hasStepPrices(
  { key, after }: SteppedCharge,
  { effectiveOn }: AuditedIndexStep,
  { contract, periodTo, periodFrom }: AuditedInvoice,
): boolean {
  const since = effectiveOn > periodFrom ? effectiveOn : periodFrom;
  const holds = ({ from, to }: AuditedCharge): boolean =>
    (from === null || from < periodTo) && (to === null || to > since);
  return (
    effectiveOn < periodTo &&
    contract.charges.some(
      (charge) =>
        charge.key === key && holds(charge) && hasSamePrices(charge.pricing as unknown as Pricing, after),
    )
  );
}

function checkFactor(part: IndexStepPart, step: AuditedIndexStep, invoice: AuditedInvoice): AuditFinding[] {
  const priced = part.charges.filter((one) => hasStepPrices(one, step, invoice));
  if (priced.length === 0) return [];
  const due = factorDue(part, step, invoice.contract.startsOn);
  const isCorrectFactor =
    due?.eq(part.appliedFactor) &&
    priced.every((charge) => isMultiplied(charge, due, step.clause!, invoice.currency));
  if (isCorrectFactor) return [];
  const [{ key: charge }] = priced as [SteppedCharge];
  return [
    {
      code: 'index_factor_differs',
      severity: 'blocks',
      position: null,
      params: { charge, stepOn: step.stepOn, factor: part.appliedFactor, due: due?.toFixed() ?? null },
    },
  ];
}

/** Calculates the factor from the clause and the index values; null without a clause, or if a value is not recorded. */
function factorDue(
  { since }: IndexStepPart,
  { clause, stepOn, values }: AuditedIndexStep,
  startsOn: string,
): Exact | null {
  if (clause === null) return null;
  const { term, baseMonth, indexLag } = clause;
  const isFirst = since <= startsOn;
  const years = yearsBetween(isFirst ? startsOn : since, stepOn);
  const months = {
    base: isFirst ? baseMonth : addMonths(since.slice(0, 7), -1),
    now: addMonths(stepOn.slice(0, 7), -indexLag),
  };
  const valueOf = (key: string, month: string): string | undefined =>
    values.find((one) => one.key === key && one.month === month)?.value;
  let raw = new Exact(1);
  if (typeof term.fixedPercentPerYear === 'string')
    raw = new Exact(term.fixedPercentPerYear).div(100).plus(1).pow(years);
  else
    for (const { key, weight } of term.weights ?? []) {
      const [base, now] = [valueOf(key, months.base), valueOf(key, months.now)];
      if (base === undefined || now === undefined || new Exact(base).lte(0)) return null;
      raw = raw.plus(new Exact(now).div(base).minus(1).times(weight));
    }
  const printed = raw.toDecimalPlaces(term.factorDecimals ?? DEFAULT_DECIMALS, Exact.ROUND_HALF_UP);
  const capped = typeof term.cap === 'string' ? Exact.min(printed, term.cap) : printed;
  const within = typeof term.floor === 'string' ? Exact.max(capped, term.floor) : capped;
  return within.toDecimalPlaces(term.factorDecimals ?? DEFAULT_DECIMALS, Exact.ROUND_HALF_UP);
}

/** Returns true when every price equals the original price times the factor, rounded once. */
function isMultiplied(
  { agreed, after }: SteppedCharge,
  factor: Exact,
  { term }: IndexClause,
  currency: string,
): boolean {
  const [were, are] = [pricesOf(agreed), pricesOf(after)];
  const isRounded = (side: 'amounts' | 'unitPrices', decimals: number): boolean =>
    Object.entries(were[side]).every(([place, price]) => {
      const due = factor.times(price).toDecimalPlaces(decimals, Exact.ROUND_HALF_UP);
      return are[side][place] !== undefined && due.eq(are[side][place]);
    });
  return (
    isRounded('amounts', minorDecimals(currency)) &&
    isRounded('unitPrices', term.priceDecimals ?? PRICE_DECIMALS)
  );
}

/** Checks that the buyer was notified as many days in advance as the clause requires. */
function checkNotice({ clause, stepOn, effectiveOn, notifiedOn }: AuditedIndexStep): AuditFinding[] {
  if (clause === null) return [];
  const noticeBy = plusDays(effectiveOn, -clause.noticeDays);
  if (notifiedOn <= noticeBy) return [];
  return [
    {
      code: 'index_step_told_late',
      severity: 'blocks',
      position: null,
      params: { stepOn, toldOn: notifiedOn, noticeBy },
    },
  ];
}

/**
 * Checks that a year has only one adjustment, and that no adjustment is calculated from prices that an earlier
 * adjustment had already changed.
 */
function checkSingleStep(step: AuditedIndexStep, earlier: readonly AuditedIndexStep[]): AuditFinding[] {
  const other = earlier.find((one) => yearsBetween(one.stepOn, step.stepOn) < 1 || compoundsStep(step, one));
  if (!other) return [];
  return [
    {
      code: 'index_step_twice',
      severity: 'blocks',
      position: null,
      params: { stepOn: step.stepOn, other: other.stepOn },
    },
  ];
}

/** Returns true when an adjustment is calculated from prices that an earlier adjustment had already changed. */
function compoundsStep(step: AuditedIndexStep, earlier: AuditedIndexStep): boolean {
  const earlierCharges = earlier.parts.flatMap(({ since, charges }) =>
    charges.map((charge) => ({ since, ...charge })),
  );
  return step.parts.some(({ since, charges }) =>
    charges.some(({ key, agreed }) =>
      earlierCharges.some(
        (one) =>
          one.key === key &&
          one.since === since &&
          !hasSamePrices(one.agreed, one.after) &&
          hasSamePrices(agreed, one.after),
      ),
    ),
  );
}
