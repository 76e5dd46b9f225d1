import { camtReader } from '#receivables';
import { csvReader, LineMatcher, mt940Reader, readStatements } from '#receivables/domain';
import { countDifferences } from './differences.js';
import { judge, sharesOf } from './judge.js';
import { generateWorld } from './payments.js';
import { CSV_MAP, renderCamt, renderCsv, renderMt940 } from './render.js';

const { items, payments } = generateWorld(42, 3_000, 400);
const FORMATS = [
  ['CAMT', () => readStatements(camtReader(), renderCamt(payments))],
  ['MT940', () => readStatements(mt940Reader(), renderMt940(payments))],
  ['CSV', () => readStatements(csvReader(CSV_MAP), renderCsv(payments))],
] as const;

describe('payments in statements', () => {
  it.each(FORMATS)('are read back equal from %s', (_, read) => {
    const [statement] = read();
    expect(countDifferences(payments, statement!)).toBe(0);
    const first = statement!.lines[0]!;
    const changed = {
      ...statement!,
      lines: [{ ...first, amount: `${first.amount}1` }, ...statement!.lines.slice(1)],
    };
    expect(countDifferences(payments, changed)).toBe(1);
  });

  it('have the same identity in every format', () => {
    const withoutReference = payments.filter(({ reference }) => reference === '');
    const identities = [
      readStatements(camtReader(), renderCamt(withoutReference)),
      readStatements(mt940Reader(), renderMt940(withoutReference)),
      readStatements(csvReader(CSV_MAP), renderCsv(withoutReference)),
    ].map(([statement]) => statement?.lines.map(({ identity }) => identity));
    expect(identities[1]).toEqual(identities[0]);
    expect(identities[2]).toEqual(identities[0]);
  });

  it('are matched, and a wrong match is counted', () => {
    const [statement] = readStatements(camtReader(), renderCamt(payments));
    const matches = new LineMatcher(items).match(statement!.lines);
    const judgement = judge(payments, statement!.lines, matches);
    expect(judgement.wrong).toEqual([]);
    expect(sharesOf(judgement).intact).toBeGreaterThan(0.95);
    expect(sharesOf(judgement).difficult).toBeGreaterThan(0.8);
    const others = payments.map((payment) => ({ ...payment, itemIds: ['none'] }));
    expect(judge(others, statement!.lines, matches).wrong.length).toBe(
      matches.filter(({ certain }) => certain).length,
    );
  });
});
