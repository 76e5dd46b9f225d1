import { type AmountPrecision, Exact } from '#platform/domain';
import { asAmount } from '../amount.js';

export interface DepositTerm {
  readonly amount: string;
}

export interface DepositFacts {
  readonly deductions?: readonly string[] | null | undefined;
}

export interface DepositResult {
  readonly refund: string;
}

/** What is left of a deposit after what is kept back; what goes beyond it has to be claimed elsewhere. */
export function refundDeposit(
  { amount }: DepositTerm,
  { deductions }: DepositFacts,
  precision: AmountPrecision,
): DepositResult {
  const left = (deductions ?? []).reduce((rest, deduction) => rest.minus(deduction), new Exact(amount));
  return { refund: asAmount(Exact.max(left, 0), precision) };
}
