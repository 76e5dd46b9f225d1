import type { LineMatch, Proposal, StatementLine } from '#receivables/domain';
import { DIFFICULT, INTACT, type Payment, type PaymentKind } from './payments.js';

/** Counts of one kind of payment. */
export interface KindCounts {
  total: number;
  certain: number;
  first: number;
  wrong: number;
}

export interface Judgement {
  readonly kinds: Map<PaymentKind, KindCounts>;
  /** Lines that were matched with certainty, but with other items than the payer meant. */
  readonly wrong: { payment: Payment; match: LineMatch }[];
}

/** Compares matches with the payments that were rendered. Lines are found by the reference of the bank. */
export function judge(
  payments: readonly Payment[],
  lines: readonly StatementLine[],
  matches: readonly LineMatch[],
  into: Judgement = { kinds: new Map(), wrong: [] },
): Judgement {
  const byReference = new Map(payments.map((payment) => [payment.bankReference, payment]));
  lines.forEach((line, at) => {
    const payment = byReference.get(line.bankReference ?? '')!;
    const match = matches[at]!;
    const counts = into.kinds.get(payment.kind) ?? { total: 0, certain: 0, first: 0, wrong: 0 };
    into.kinds.set(payment.kind, counts);
    counts.total++;
    if (match.certain && !means(match.certain, payment)) {
      counts.wrong++;
      into.wrong.push({ payment, match });
    } else if (match.certain) counts.certain++;
    else if (match.suggestions[0] && means(match.suggestions[0], payment)) counts.first++;
  });
  return into;
}

function means({ allocations }: Proposal, { itemIds }: Payment): boolean {
  const found = allocations.map(({ itemId }) => itemId).sort();
  return found.join() === [...itemIds].sort().join();
}

export interface Shares {
  /** Share of the payments with an intact reference that were matched conclusively. */
  readonly intact: number;
  /**
   * Share of the difficult payments with a correct conclusive match or first suggestion: of all kinds, and of the worst
   * kind.
   */
  readonly difficult: number;
  readonly worst: number;
}

export function sharesOf({ kinds }: Judgement): Shares {
  const share = (of: ReadonlySet<PaymentKind>, count: (counts: KindCounts) => number): number => {
    const counts = [...kinds].filter(([kind]) => of.has(kind)).map(([, one]) => one);
    return sum(counts.map(count)) / Math.max(1, sum(counts.map(({ total }) => total)));
  };
  const right = ({ certain, first }: KindCounts): number => certain + first;
  const worst = [...DIFFICULT].map((kind) => share(new Set([kind]), right));
  return {
    intact: share(INTACT, ({ certain }) => certain),
    difficult: share(DIFFICULT, right),
    worst: Math.min(...worst),
  };
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
