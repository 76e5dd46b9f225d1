/**
 * What of a meter somebody has to look at: a held step or stretch, a silence that nothing filled before its period was over
 * (`gap`), and an estimate that readings have shown to be another quantity since (`true_up`).
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

/** Why steps are held, whether the counter itself shows it or something beside it. */
export type HeldCode = Exclude<ExceptionKind, 'gap' | 'true_up'>;

/** What people can do about it: bill it, bill an estimate in its place, or bill nothing for it. */
export const DECISION_CHOICES = ['accept', 'estimate', 'ignore'] as const;
export type DecisionChoice = (typeof DECISION_CHOICES)[number];

/** A decision in force about the exception of its kind between two instants. Instants are milliseconds since 1970 UTC. */
export interface MeterDecision {
  readonly id: string;
  readonly kind: ExceptionKind;
  readonly from: number;
  readonly to: number;
  readonly choice: DecisionChoice;
  /** Decimal: what is billed in place of what the counter says; null to bill what it says, or nothing. */
  readonly quantity: string | null;
}

/** An exception as a derivation finds it. It is known by its meter, kind, `from` and `to`. */
export interface UsageException {
  readonly kind: ExceptionKind;
  readonly from: number;
  readonly to: number;
  readonly fromValue: string | null;
  readonly toValue: string | null;
  /** Decimal: what the readings say, or by how much they differ from the estimate; null where they say nothing. */
  readonly quantity: string | null;
  /** The decision in force; null while it waits for one. */
  readonly decisionId: string | null;
}

export const exceptionKey = ({ kind, from, to }: Pick<UsageException, 'kind' | 'from' | 'to'>): string =>
  `${kind} ${from} ${to}`;

/** What accepting an exception without stating a quantity would bill is known: a fall and a silence say nothing. */
export function saysQuantity(kind: ExceptionKind): boolean {
  return kind !== 'counter_fell' && kind !== 'gap';
}
