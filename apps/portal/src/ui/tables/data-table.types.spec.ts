import { toLines } from './data-table.types.js';

const GROUPS = [
  { key: 'open', label: 'Open', rows: ['a', 'b'] },
  { key: 'done', label: 'Done', rows: ['c'] },
];
const shown = (closed: readonly string[], groups = GROUPS): readonly string[] =>
  toLines(groups, new Set(closed)).map((line) =>
    line.kind === 'group' ? `# ${line.group.key}` : `${line.index} ${line.row}`,
  );

describe('groups of rows as lines', () => {
  it('have one header each and continuous numbering', () => {
    expect(shown([])).toEqual(['# open', '0 a', '1 b', '# done', '2 c']);
  });

  it('omit the rows of a collapsed group, and number the rest as displayed', () => {
    expect(shown(['open'])).toEqual(['# open', '# done', '0 c']);
  });

  it('have no header without a label', () => {
    const groups = [{ key: 'all', label: null, rows: ['a'] }];
    expect(toLines(groups, new Set())).toEqual([{ kind: 'row', row: 'a', index: 0 }]);
  });

  it('keep the header of a group without rows', () => {
    expect(shown([], [{ key: 'open', label: 'Open', rows: [] }])).toEqual(['# open']);
  });
});
