import type { Verdict } from '../support/proof.js';
import type { MutationFixture } from './mutation-fixture.js';
import type { Attempt, Ledger } from './ledger.js';
import { quarantined, storedAttributes, storedRows } from './stored.js';

interface Line {
  mutants: number;
  stored: number;
  known: number;
  aside: number;
  partly: number;
  nothing: number;
  disagreements: number;
}

/** Compares the stored data with the expected data. */
export class Comparison {
  private constructor(
    private readonly attempts: readonly Attempt[],
    /** Differences that can't be assigned to a single mutant. */
    private readonly unaccounted: readonly string[],
    private readonly values: number,
    private readonly entries: number,
    private readonly merged: number,
  ) {}

  static async of({ product, person }: MutationFixture, ledger: Ledger): Promise<Comparison> {
    const databaseUrl = product.databaseUrl();
    const found = await storedRows(person, Date.now());
    const aside = await quarantined(databaseUrl);
    const attributes = await storedAttributes(databaseUrl);
    const unaccounted: string[] = [];
    let [values, entries, merged] = [0, 0, 0];
    for (const code of new Set([...ledger.codes, ...found.keys(), ...aside.keys()])) {
      const rows = found.get(code) ?? new Map<string, number>();
      for (const count of rows.values()) values += count;
      merged += compareRows(code, ledger, rows, unaccounted);
      const [kept, expected] = [aside.get(code) ?? 0, ledger.quarantinedOf(code)];
      entries += kept;
      if (kept !== expected)
        unaccounted.push(`${code}: ${kept} messages in quarantine, expected ${expected}`);
      compareAttributes(code, ledger, attributes.get(code), unaccounted);
    }
    return new Comparison(ledger.attempts, unaccounted, values, entries, merged);
  }

  /** Returns one line per format and kind of mutation. */
  table(): string {
    const lines = new Map<string, Line>();
    for (const { format, kind, stored, known, aside, complaints } of this.attempts) {
      const key = `${format.padEnd(31)} ${kind.padEnd(22)}`;
      const line = lines.get(key) ?? {
        mutants: 0,
        stored: 0,
        known: 0,
        aside: 0,
        partly: 0,
        nothing: 0,
        disagreements: 0,
      };
      lines.set(key, line);
      line.mutants++;
      if (stored + known > 0 && aside > 0) line.partly++;
      else if (aside > 0) line.aside++;
      else if (stored > 0) line.stored++;
      else if (known > 0) line.known++;
      else line.nothing++;
      if (complaints.length > 0) line.disagreements++;
    }
    const head = `${'format'.padEnd(31)} ${'mutation'.padEnd(22)} mutants  stored duplicates  quarantined  both       no data      different`;
    const rows = [...lines]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, line]) =>
        [
          key,
          String(line.mutants).padStart(7),
          String(line.stored).padStart(7),
          String(line.known).padStart(10),
          String(line.aside).padStart(12),
          String(line.partly).padStart(5),
          String(line.nothing).padStart(13),
          String(line.disagreements).padStart(14),
        ].join(' '),
      );
    return [head, ...rows].join('\n');
  }

  /** Returns descriptions of differences, at most `most`. */
  examples(most: number): string[] {
    const named = this.disagreeing.map(
      ({ format, kind, head, complaints }) =>
        `DIFFERENT  ${format}, ${kind}: ${complaints.join('; ')}\n  ${JSON.stringify(head)}`,
    );
    return [...this.unaccounted.map((line) => `DIFFERENT  ${line}`), ...named].slice(0, most);
  }

  verdicts(count: number): Verdict[] {
    const { attempts, disagreeing, unaccounted, values, entries, merged } = this;
    const isStored = ({ stored, known }: Attempt): boolean => stored + known > 0;
    const isAside = ({ aside }: Attempt): boolean => aside > 0;
    return [
      {
        bar: 'Mutants sent, each acknowledged',
        figure: `${attempts.length}; ${attempts.filter(isStored).length} stored or duplicate, ${attempts.filter(isAside).length} quarantined, ${attempts.filter((each) => isStored(each) && isAside(each)).length} partly both, ${attempts.filter((each) => !isStored(each) && !isAside(each)).length} without data`,
        holds: attempts.length === count,
      },
      {
        bar: 'Mutants with another result than the independent decoder expects',
        figure: `${disagreeing.length} of ${attempts.length}; ${values} stored values compared${merged > 0 ? `, ${merged} received twice within a millisecond and stored once` : ''}`,
        holds: disagreeing.length === 0 && values > 0,
      },
      {
        bar: 'Values, attributes and quarantined messages that are unexpected or missing',
        figure: `${unaccounted.length}; ${entries} messages in quarantine`,
        holds: unaccounted.length === 0 && entries > 0,
      },
    ];
  }

  private get disagreeing(): Attempt[] {
    return this.attempts.filter(({ complaints }) => complaints.length > 0);
  }
}

/** @returns number of rows that arrived twice within one millisecond and are stored once */
function compareRows(
  code: string,
  ledger: Ledger,
  found: ReadonlyMap<string, number>,
  unaccounted: string[],
): number {
  let merged = 0;
  const expected = ledger.rowsOf(code);
  for (const [row, attempts] of expected) {
    const count = found.get(row) ?? 0;
    if (count === attempts.length) continue;
    // A reading without a time and sequence number is distinguished from an equal reading only by its arrival.
    if (row.startsWith('["arrival",null') && count > 0 && count < attempts.length)
      merged += attempts.length - count;
    else attempts.at(-1)!.complaints.push(`${row} is stored ${count} times, expected ${attempts.length}`);
  }
  for (const [row, count] of found)
    if (!expected.has(row)) unaccounted.push(`${code}: ${row} is stored ${count} times, expected none`);
  return merged;
}

function compareAttributes(
  code: string,
  ledger: Ledger,
  found: ReadonlyMap<string, unknown> = new Map(),
  unaccounted: string[],
): void {
  const expected = ledger.attributesOf(code);
  for (const name of new Set([...expected.keys(), ...found.keys()])) {
    const [is, should] = [inOrder(found.get(name)), inOrder(expected.get(name))];
    if (is !== should)
      unaccounted.push(`${code}: attribute ${JSON.stringify(name)} is ${is}, expected ${should}`);
  }
}

/** Returns a JSON value as text, with sorted keys. */
function inOrder(value: unknown): string | undefined {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
