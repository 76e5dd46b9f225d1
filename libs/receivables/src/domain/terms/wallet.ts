import { asAmount } from '#contracts/domain';
import { type AmountPrecision, assertNoFaults, Exact, type FieldFault, roundAt } from '#platform/domain';

export interface WalletTerm {
  /** Price of one credit, as a decimal string. */
  readonly rate: string;
}

/** Either the amount to pay or the credits to buy, as decimal strings. */
export interface WalletFacts {
  readonly amount?: string | null | undefined;
  readonly credits?: string | null | undefined;
}

export interface WalletResult {
  readonly credits: string;
  readonly amount: string;
}

/** Decimals of stored quantities. */
const CREDIT_DECIMALS = 12;

/**
 * Converts between the credits of a wallet and the amount paid for them. The amount is rounded before it is converted
 * (docs/rules/receivables.md#wallet-credits).
 * @throws DomainError receivables.term_invalid
 */
export function convertCredits(
  { rate }: WalletTerm,
  { amount, credits }: WalletFacts,
  precision: AmountPrecision,
): WalletResult {
  assertNoFaults('receivables.term_invalid', findFaults(rate, { amount, credits }));
  if (isGiven(credits))
    return {
      credits: new Exact(credits).toFixed(),
      amount: asAmount(new Exact(credits).times(rate), precision),
    };
  const paid = asAmount(new Exact(amount ?? 0), precision);
  return {
    credits: roundAt(new Exact(paid).div(rate), CREDIT_DECIMALS, 'half_away').toFixed(),
    amount: paid,
  };
}

function findFaults(rate: string, { amount, credits }: WalletFacts): FieldFault[] {
  return [
    ...(new Exact(rate).isZero() ? [{ pointer: '/term/rate', code: 'receivables.rate_zero' }] : []),
    ...(isGiven(amount) === isGiven(credits)
      ? [{ pointer: '/facts/amount', code: 'receivables.amount_or_credits' }]
      : []),
  ];
}

const isGiven = (value: string | null | undefined): value is string => value !== null && value !== undefined;
