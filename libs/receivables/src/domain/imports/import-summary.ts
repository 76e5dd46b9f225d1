import { Exact } from '#platform/domain';
import type { StatementFormat, StatementLine } from '../statements/statement.js';
import type { Suggestion } from './suggestion.js';

/** A statement of a file. Amounts are exact decimals in major units. */
export interface StatementSummary {
  readonly bankAccountId: string;
  readonly account: string;
  readonly currency: string;
  readonly statementNumber: string | null;
  readonly openingBalance: string | null;
  readonly closingBalance: string | null;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly lines: number;
  readonly received: string;
  readonly sent: string;
}

/** Contents of a file, and the result of its import. */
export interface ImportSummary {
  readonly format: StatementFormat;
  readonly statements: readonly StatementSummary[];
  readonly lines: number;
  /** Number of lines that were imported before. */
  readonly repeated: number;
  /** Number of new lines with incoming payments. */
  readonly payments: number;
  /** Number of new payments with a conclusive match. */
  readonly matched: number;
  /** Number of new payments without a conclusive match but with a suggestion. */
  readonly suggested: number;
  /** Number of new lines that are not incoming payments: outgoing payments and reversals. */
  readonly others: number;
}

/** Returns true when a line is an incoming payment. Reversals and outgoing payments need a person. */
export function isPayment({ amount, isReversal }: Pick<StatementLine, 'amount' | 'isReversal'>): boolean {
  return !isReversal && new Exact(amount).isPositive() && !new Exact(amount).isZero();
}

/** Returns the first and last booking date and the sums of both directions. */
export function summarizeLines(
  lines: readonly Pick<StatementLine, 'amount' | 'bookingDate'>[],
): Pick<StatementSummary, 'firstDay' | 'lastDay' | 'lines' | 'received' | 'sent'> {
  let [received, sent] = [new Exact(0), new Exact(0)];
  let [firstDay, lastDay]: [string | null, string | null] = [null, null];
  for (const { amount, bookingDate } of lines) {
    const exact = new Exact(amount);
    if (exact.isNegative()) sent = sent.plus(exact);
    else received = received.plus(exact);
    if (firstDay === null || bookingDate < firstDay) firstDay = bookingDate;
    if (lastDay === null || bookingDate > lastDay) lastDay = bookingDate;
  }
  return { firstDay, lastDay, lines: lines.length, received: received.toFixed(), sent: sent.toFixed() };
}

/** Counts new payments with a conclusive match, and other new payments with a suggestion. */
export function countMatches(
  payments: readonly { readonly certain: Suggestion | null; readonly suggestions: readonly Suggestion[] }[],
): Pick<ImportSummary, 'matched' | 'suggested'> {
  return {
    matched: payments.filter(({ certain }) => certain !== null).length,
    suggested: payments.filter(({ suggestions }) => suggestions.length > 0).length,
  };
}
