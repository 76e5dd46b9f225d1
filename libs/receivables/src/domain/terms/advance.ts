import { asAmount } from '#contracts/domain';
import { type AmountPrecision, assertNoFaults, Exact, type FieldFault } from '#platform/domain';

/** Terms of an advance on receivables. Decimals are strings. */
export interface AdvanceTerm {
  /** Share of the eligible amount that the lender advances, such as 0.80. */
  readonly share: string;
  /** Yearly interest rate as a fraction, such as 0.072. */
  readonly rate: string;
  /** Days for which interest is charged in advance. */
  readonly days: number;
}

export interface AdvanceFacts {
  /** Open amount of the receivables. */
  readonly face: string;
  /** Disputed part of the open amount, which is not eligible. */
  readonly disputed?: string | null | undefined;
}

export interface AdvanceResult {
  readonly eligible: string;
  readonly advance: string;
  readonly fee: string;
  readonly paidOut: string;
  /** Part of the eligible amount that the lender keeps until the buyer has paid. */
  readonly reserve: string;
}

/** Interest is calculated for the actual days over a year of 360 days, as is customary in the money market. */
const DAYS_OF_YEAR = 360;

/**
 * Calculates an advance on receivables. Each amount is derived from the rounded amounts before it, so that the fee and
 * the amount paid out add up to the advance (docs/rules/receivables.md#advances).
 * @throws DomainError receivables.term_invalid
 */
export function priceAdvance(
  term: AdvanceTerm,
  facts: AdvanceFacts,
  precision: AmountPrecision,
): AdvanceResult {
  assertNoFaults('receivables.term_invalid', findFaults(term, facts));
  const eligible = asAmount(new Exact(facts.face).minus(facts.disputed ?? 0), precision);
  const advance = asAmount(new Exact(eligible).times(term.share), precision);
  const interest = new Exact(advance).times(term.rate).times(term.days).div(DAYS_OF_YEAR);
  const fee = asAmount(interest, precision);
  return {
    eligible,
    advance,
    fee,
    paidOut: asAmount(new Exact(advance).minus(fee), precision),
    reserve: asAmount(new Exact(eligible).minus(advance), precision),
  };
}

function findFaults({ share, rate, days }: AdvanceTerm, { face, disputed }: AdvanceFacts): FieldFault[] {
  const isFeeAboveAdvance = new Exact(rate).times(days).gt(DAYS_OF_YEAR);
  return [
    ...(new Exact(share).gt(1) ? [fault('/term/share', 'share_above_one', { share })] : []),
    ...(isFeeAboveAdvance ? [fault('/term/rate', 'fee_above_advance', { rate, days })] : []),
    ...(new Exact(disputed ?? 0).gt(face)
      ? [fault('/facts/disputed', 'disputed_above_face', { disputed: disputed ?? '0', face })]
      : []),
  ];
}

const fault = (pointer: string, code: string, params: FieldFault['params'] = {}): FieldFault => ({
  pointer,
  code: `receivables.${code}`,
  params,
});
