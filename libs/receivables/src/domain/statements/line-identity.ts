import { createHash } from 'node:crypto';
import type { StatementAccount, StatementLine, UnidentifiedLine } from './statement.js';

/**
 * Gives each line of a statement its identity: a hash of account, dates, amount and references, and the ordinal among
 * equal lines of the statement. The same line therefore has the same identity in another file, while two equal
 * payments in one statement remain two lines.
 */
export class LineIdentities {
  readonly #counts = new Map<string, number>();
  #statement: string | null = null;

  /** Starts a statement. Pages of one statement, which have the same number, are counted together. */
  open(account: StatementAccount, statementId: string | null): void {
    const statement = `${account.number ?? ''} ${account.currency ?? ''} ${statementId ?? ''}`;
    if (statementId === null || statement !== this.#statement) this.#counts.clear();
    this.#statement = statement;
  }

  identify(account: StatementAccount, line: UnidentifiedLine): StatementLine {
    const facts = factsOf(account, line);
    const key = digestOf(facts);
    const ordinal = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, ordinal);
    const identity = digestOf(`${facts}\u0000${ordinal}`).slice(0, 40);
    // Copies the line, because substrings of the file's text would keep the whole text in memory.
    return structuredClone({ identity, ...line });
  }
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Returns the facts that don't depend on the format. Texts are compared by letters and digits only, because banks wrap
 * them differently.
 */
function factsOf({ number }: StatementAccount, line: UnidentifiedLine): string {
  const plain = (text: string | null): string => (text ?? '').toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  return [
    number ?? '',
    line.bookingDate,
    line.valueDate ?? line.bookingDate,
    line.amount,
    line.currency,
    plain(line.bankReference),
    plain(line.endToEndId),
    line.remittance.references.map(plain).join(' '),
    plain(line.remittance.text),
    line.counterparty.account ?? '',
  ].join('\u0000');
}

/**
 * Removes lines that were imported before, or that occur in two overlapping statements of the same import.
 * @param known identities of stored lines
 */
export function withoutKnownLines(
  lines: Iterable<StatementLine>,
  known: ReadonlySet<string>,
): { fresh: StatementLine[]; repeated: StatementLine[] } {
  const seen = new Set(known);
  const [fresh, repeated]: [StatementLine[], StatementLine[]] = [[], []];
  for (const line of lines) {
    (seen.has(line.identity) ? repeated : fresh).push(line);
    seen.add(line.identity);
  }
  return { fresh, repeated };
}
