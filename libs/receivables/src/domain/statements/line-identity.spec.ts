import { readStatements } from './statement.js';
import { withoutKnownLines } from './line-identity.js';
import { mt940Reader } from './mt940/read-mt940.js';

const statement = (id: string, lines: readonly string[]): string =>
  [
    ':20:S',
    ':25:123456',
    `:28C:${id}`,
    ':60F:C261031EUR0,',
    ...lines,
    `:62F:C261102EUR${lines.length * 10},`,
    '',
  ].join('\n');
const line = (reference: string): string => `:61:261102C10,NTRFNONREF//${reference}`;
const linesOf = (text: string) => readStatements(mt940Reader(), text).flatMap(({ lines }) => lines);

describe('statement lines that were imported before', () => {
  it('are recognized in another file, and equal payments of one statement stay separate', () => {
    const first = linesOf(statement('1', [line('A'), line('A'), line('B')]));
    expect(new Set(first.map(({ identity }) => identity)).size).toBe(3);
    const again = linesOf(statement('2', [line('B'), line('A'), line('A'), line('A')]));
    const { fresh, repeated } = withoutKnownLines(again, new Set(first.map(({ identity }) => identity)));
    expect([fresh.length, repeated.length]).toEqual([1, 3]);
  });

  it('are taken once if one file contains overlapping statements', () => {
    const lines = linesOf(statement('1', [line('A'), line('B')]) + statement('2', [line('B'), line('C')]));
    const { fresh } = withoutKnownLines(lines, new Set());
    expect(fresh.map(({ bankReference }) => bankReference)).toEqual(['A', 'B', 'C']);
  });
});
