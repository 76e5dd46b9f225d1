import fc from 'fast-check';
import { IMPORT_COLUMNS, IMPORT_KINDS, matchColumns } from './columns.js';

const { customers, sites, machines } = IMPORT_COLUMNS;

describe('matchColumns', () => {
  it.each<[string, Parameters<typeof matchColumns>, (string | null)[], string[], number[]]>([
    ['the template', [customers, ['code', 'name', 'country']], ['code', 'name', 'country'], [], []],
    [
      'aliases, in any case',
      [machines, ['Serial No', 'TYPE', 'client', 'plant']],
      ['serial', 'model', 'customer', 'site'],
      [],
      [],
    ],
    ['Chinese headers', [machines, ['序列号', '型号']], ['serial', 'model'], [], []],
    ['an unknown column', [machines, ['serial', 'model', 'remark']], ['serial', 'model', null], [], []],
    ['a missing column', [machines, ['serial']], ['serial'], ['model'], []],
    ['the same column twice', [machines, ['serial', 'model', 'Serial']], ['serial', 'model', null], [], [2]],
    [
      'an exact name before an alias',
      [sites, ['plant', 'code', 'name', 'customer', 'country', 'zone']],
      [null, 'code', 'name', 'customer', 'country', 'zone'],
      [],
      [],
    ],
    [
      'a mapping before a name',
      [machines, ['serial', 'kind', 'model'], { kind: 'model', model: null }],
      ['serial', 'model', null],
      [],
      [],
    ],
    [
      'a mapping to an unknown field',
      [machines, ['serial', 'a', 'model'], { a: 'constructor', model: 'model' }],
      ['serial', null, 'model'],
      [],
      [],
    ],
  ])('%s', (_what, args, fields, missing, doubled) => {
    expect(matchColumns(...args)).toEqual({ fields, missing, doubled });
  });

  it('never maps two columns to one field', () => {
    const header = fc.constantFrom(
      'serial',
      'Serial no',
      'model',
      'type',
      'site',
      'plant',
      'x',
      '',
      'customer',
      'client',
    );
    fc.assert(
      fc.property(fc.array(header), (headers) => {
        const given = matchColumns(machines, headers).fields.filter((field) => field !== null);
        expect(new Set(given).size).toBe(given.length);
      }),
    );
  });

  it.each(IMPORT_KINDS)('matches every column of the template of %s by its name', (kind) => {
    const names = IMPORT_COLUMNS[kind].map(({ field }) => field);
    expect(matchColumns(IMPORT_COLUMNS[kind], names)).toEqual({ fields: names, missing: [], doubled: [] });
  });
});
