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

/** Calculates the deposit left after deductions. Deductions that exceed the deposit have to be claimed separately. */
export function refundDeposit(
  { amount }: DepositTerm,
  { deductions }: DepositFacts,
  precision: AmountPrecision,
): DepositResult {
  const left = (deductions ?? []).reduce((rest, deduction) => rest.minus(deduction), new Exact(amount));
  return { refund: asAmount(Exact.max(left, 0), precision) };
}
