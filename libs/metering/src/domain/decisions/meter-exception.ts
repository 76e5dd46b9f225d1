/**
 * Kinds of exceptions that need attention: a step or span on hold, a gap that was still open when its period ended
 * (`gap`), and an estimate that differs from later readings (`true_up`).
 */
export const EXCEPTION_KINDS = [
  'counter_fell',
  'possible_rollover',
  'implausible_rate',
  'rise_after_fall',
  'flow_while_off',
  'calibration_expired',
  'gap',
  'true_up',
] as const;

export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

/** Reasons for holds on steps, either from the counter itself or from other evidence. */
export type HoldKind = Exclude<ExceptionKind, 'gap' | 'true_up'>;

/** Possible decisions: bill the quantity, bill an estimate instead, or bill nothing. */
export const DECISION_CHOICES = ['accept', 'estimate', 'ignore'] as const;
export type DecisionChoice = (typeof DECISION_CHOICES)[number];

/**
 * A decision in force about an exception, which is identified by its kind and two instants. Instants are milliseconds
 * since 1970 UTC.
 */
export interface MeterDecision {
  readonly id: string;
  readonly kind: ExceptionKind;
  readonly from: number;
  readonly to: number;
  readonly choice: DecisionChoice;
  /** Quantity to bill instead of the metered one, decimal; null if the metered quantity or nothing is billed. */
  readonly quantity: string | null;
}

/** An exception that a derivation found, identified by its meter, kind, `from` and `to`. */
export interface UsageException {
  readonly kind: ExceptionKind;
  readonly from: number;
  readonly to: number;
  readonly fromValue: string | null;
  readonly toValue: string | null;
  /** Decimal: the metered quantity, or its difference from the estimate; null if unknown. */
  readonly quantity: string | null;
  /** Decision in force; null if there is none yet. */
  readonly decisionId: string | null;
}

export const exceptionKey = ({ kind, from, to }: Pick<UsageException, 'kind' | 'from' | 'to'>): string =>
  `${kind} ${from} ${to}`;

/**
 * Returns true when an exception can be accepted without entering a quantity. After a drop or during a gap, the
 * quantity is unknown.
 */
export function hasKnownQuantity(kind: ExceptionKind): boolean {
  return kind !== 'counter_fell' && kind !== 'gap';
}
