import { groupBy, type Transaction } from '#platform';
import { isPayment } from '../domain/imports/import-summary.js';
import { type Suggestion, toSuggestion, toSuggestions } from '../domain/imports/suggestion.js';
import { LineMatcher } from '../domain/matching/match-lines.js';
import { withoutKnownLines } from '../domain/statements/line-identity.js';
import type { StatementLine } from '../domain/statements/statement.js';
import {
  findKnownIdentities,
  loadLearntPayers,
  loadMatchableItems,
  type OwnAccount,
} from './import-context.queries.js';
import type { OwnStatement } from './read-import.js';

/** A new line of a file. */
export interface NewLine {
  readonly statement: OwnStatement;
  readonly line: StatementLine;
  readonly isPayment: boolean;
  /** The conclusive match of the payment. */
  readonly certain: Suggestion | null;
  /** Possible allocations, best first; empty if there is a conclusive match. */
  readonly suggestions: readonly Suggestion[];
}

export interface MatchedImport {
  readonly lines: readonly NewLine[];
  readonly repeated: number;
  /** Returns the currency of an allocated document. */
  readonly currencyOf: (documentId: string) => string;
}

/** Finds the new lines of statements, and matches the payments among them with open invoices of the same seller. */
export async function matchImport(
  tx: Transaction,
  statements: readonly OwnStatement[],
): Promise<MatchedImport> {
  const payers = await loadLearntPayers(tx);
  const currencies = new Map<string, string>();
  const currencyOf = (documentId: string): string => currencies.get(documentId)!;
  const lines: NewLine[] = [];
  let repeated = 0;
  for (const [legalEntityId, ofSeller] of groupBy(statements, ({ account }) => account.legalEntityId)) {
    const fresh = [];
    for (const ofAccount of groupBy(ofSeller, ({ account }) => account.id).values()) {
      const found = await findFreshLines(tx, ofAccount[0]!.account, ofAccount);
      fresh.push(...found.fresh);
      repeated += found.repeated;
    }
    const items = await loadMatchableItems(tx, legalEntityId);
    for (const { id, currency } of items) currencies.set(id, currency);
    const payments = fresh.filter(({ line }) => isPayment(line)).map(({ line }) => line);
    const matches = new LineMatcher(items, { payers }).match(payments);
    const matchOf = new Map(matches.map((match) => [match.line, match]));
    for (const { statement, line } of fresh) {
      const match = matchOf.get(line.identity);
      const certain = match?.certain ? toSuggestion(match.certain, line, currencyOf) : null;
      const suggestions = match && !certain ? toSuggestions(match.suggestions, line, currencyOf) : [];
      lines.push({ statement, line, isPayment: match !== undefined, certain, suggestions });
    }
  }
  return { lines, repeated, currencyOf };
}

interface FreshLine {
  readonly statement: OwnStatement;
  readonly line: StatementLine;
}

async function findFreshLines(
  tx: Transaction,
  { id }: OwnAccount,
  statements: readonly OwnStatement[],
): Promise<{ readonly fresh: FreshLine[]; readonly repeated: number }> {
  const all = statements.flatMap((statement) =>
    statement.statement.lines.map((line) => ({ statement, line })),
  );
  const known = await findKnownIdentities(
    tx,
    id,
    all.map(({ line }) => line.identity),
  );
  const lines = withoutKnownLines(
    all.map(({ line }) => line),
    known,
  );
  const fresh = new Set(lines.fresh);
  return { fresh: all.filter(({ line }) => fresh.has(line)), repeated: lines.repeated.length };
}
