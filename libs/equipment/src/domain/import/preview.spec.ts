import fc from 'fast-check';
import type { ImportContext } from './check-rows.js';
import type { ImportTable } from './fault.js';
import type { KnownRegistry } from './known-registry.js';
import { previewImport } from './preview.js';

const known: KnownRegistry = {
  hubs: [{ id: 'h1', code: 'WAW', name: 'Hub Warszawa', isArchived: false }],
  customers: [
    { id: 'c1', code: 'C-PL-1', name: 'Meble Przyklad', isArchived: false },
    { id: 'c4', code: 'C-PL-4', name: 'Mleczarnia Probna Sp. z o.o. (fikcyjna)', isArchived: false },
  ],
  sites: [
    { id: 's1', code: 'S-PL-1', name: 'Otwock', customerId: 'c1', zone: 'Europe/Warsaw', isArchived: false },
    {
      id: 's2',
      code: 'S-PL-4',
      name: 'Bialystok',
      customerId: 'c4',
      zone: 'Europe/Warsaw',
      isArchived: false,
    },
    {
      id: 's3',
      code: 'S-PL-5',
      name: 'Bialystok',
      customerId: 'c1',
      zone: 'Europe/Warsaw',
      isArchived: false,
    },
  ],
  models: [
    { id: 'm75', code: 'BH-75V', name: '75 kW PM VSD', isArchived: false },
    { id: 'm22', code: 'BH-22', name: '22 kW', isArchived: true },
    { id: 'm110', code: 'BH-110V', name: '110 kW PM VSD', isArchived: false },
  ],
  serials: new Map([['BH75V-2410-121', { site: 'Queretaro' }]]),
  deviceCodes: new Set(['GW-1']),
};

const context: ImportContext = {
  todayIn: () => '2026-11-24',
  makerZone: 'Asia/Shanghai',
  countries: [
    { code: 'PL', name: 'Poland' },
    { code: 'ID', name: 'Indonesia' },
  ],
  zones: [
    { code: 'Europe/Warsaw', name: '' },
    { code: 'Asia/Jakarta', name: '' },
  ],
};

/** Returns a table as parsed from a file: the headers, followed by rows that are numbered from 2. */
function table(headers: string, ...rows: string[]): ImportTable {
  return {
    headers: headers.split(';'),
    rows: rows.map((row, index) => ({ row: index + 2, cells: row.split(';') })),
  };
}

const faultsOf = (kind: 'customers' | 'sites' | 'machines', file: ImportTable): string[] =>
  previewImport(kind, file, known, context).faults.map(
    ({ row, column, code, proposal }) =>
      `${row} ${column} ${code}${proposal === undefined ? '' : ` -> ${proposal}`}`,
  );

describe('previewImport of machines', () => {
  const headers = 'serial_no;type;client;plant;commissioned;owner;controller';

  it('accepts a valid file and returns what it would create', () => {
    const preview = previewImport(
      'machines',
      table(
        headers,
        'BH75V-2611-161;BH-75V;C-PL-1;S-PL-1;2026-11-20;maker;CTRL-161',
        'BH75V-2611-162;75 kW PM VSD;;S-PL-4;2026-11-20;;',
      ),
      known,
      context,
    );
    expect(preview.faults).toEqual([]);
    expect(preview.valid).toBe(2);
    expect(preview.columns.map(({ field }) => field)).toEqual([
      'serial',
      'model',
      'customer',
      'site',
      'commissioned_on',
      'owner',
      'device',
    ]);
    expect(preview.checked).toEqual({
      kind: 'machines',
      rows: [
        {
          serial: 'BH75V-2611-161',
          modelId: 'm75',
          siteId: 's1',
          customerId: 'c1',
          owner: 'maker',
          shippedOn: '2026-11-20',
          commissionedOn: '2026-11-20',
          zone: 'Europe/Warsaw',
          connection: '',
          deviceCode: 'CTRL-161',
        },
        expect.objectContaining({ modelId: 'm75', siteId: 's2', owner: 'maker', deviceCode: null }),
      ],
    });
  });

  it.each<[string, string, string[]]>([
    [
      'a missing letter in the model',
      'X-1;BH-75;C-PL-1;S-PL-1;2026-11-20;maker;',
      ['2 type import.model_unknown -> BH-75V'],
    ],
    [
      'a serial that is already registered',
      'BH75V-2410-121;BH-75V;C-PL-1;S-PL-1;2026-11-20;maker;',
      ['2 serial_no import.already_exists'],
    ],
    [
      'an invisible character in a serial',
      'X\u200b-1;BH-75V;C-PL-1;S-PL-1;2026-11-20;maker;',
      ['2 serial_no import.invisible_sign'],
    ],
    [
      'a line break in a serial',
      'X-1\nX-2;BH-75V;C-PL-1;S-PL-1;2026-11-20;maker;',
      ['2 serial_no import.invisible_sign'],
    ],
    [
      'a day that doesn’t exist',
      'X-1;BH-75V;C-PL-1;S-PL-1;31.11.2026;maker;',
      ['2 commissioned import.not_a_day'],
    ],
    [
      'a day in another form',
      'X-1;BH-75V;C-PL-1;S-PL-1;20.11.2026;maker;',
      ['2 commissioned import.not_a_day -> 2026-11-20'],
    ],
    [
      'a day in the future',
      'X-1;BH-75V;C-PL-1;S-PL-1;2026-12-01;maker;',
      ['2 commissioned import.day_in_future'],
    ],
    [
      'accents and the beginning of a name',
      'X-1;BH-75V;Mleczarnia Próbna;S-PL-4;2026-11-20;maker;',
      ['2 client import.customer_unknown -> C-PL-4'],
    ],
    [
      'a site of another customer',
      'X-1;BH-75V;C-PL-1;S-PL-4;2026-11-20;maker;',
      ['2 plant import.site_of_other_customer'],
    ],
    [
      'a site by a name that two sites have',
      'X-1;BH-75V;;Bialystok;2026-11-20;maker;',
      ['2 plant import.name_ambiguous'],
    ],
    [
      'an unknown site',
      'X-1;BH-75V;C-PL-1;Otwok;2026-11-20;maker;',
      ['2 plant import.site_unknown -> S-PL-1'],
    ],
    ['an unknown owner', 'X-1;BH-75V;C-PL-1;S-PL-1;2026-11-20;makr;', ['2 owner import.not_one_of -> maker']],
    [
      'a device that is already registered',
      'X-1;BH-75V;C-PL-1;S-PL-1;2026-11-20;maker;GW-1',
      ['2 controller import.already_exists'],
    ],
    [
      'a device code with a space',
      'X-1;BH-75V;C-PL-1;S-PL-1;2026-11-20;maker;GW 2',
      ['2 controller import.device_code_malformed'],
    ],
    ['commissioned without a site', 'X-1;BH-75V;;;2026-11-20;maker;', ['2 plant import.value_missing']],
    [
      'neither shipped nor commissioned',
      'X-1;BH-75V;C-PL-1;S-PL-1;;maker;',
      ['2 shipped_on import.value_missing'],
    ],
    ['an empty serial', ';BH-75V;C-PL-1;S-PL-1;2026-11-20;maker;', ['2 serial_no import.value_missing']],
    [
      'an additional cell',
      'X-1;BH-75V;C-PL-1;S-PL-1;2026-11-20;maker;;extra',
      ['2 controller import.row_too_long'],
    ],
    [
      'several faults',
      'X-1;GA-30;C-PL-1;S-PL-1;x;maker;',
      ['2 type import.model_unknown', '2 commissioned import.not_a_day'],
    ],
  ])('%s', (_what, row, faults) => {
    expect(faultsOf('machines', table(headers, row))).toEqual(faults);
  });

  it('names the first row of a repeated serial and device', () => {
    const file = table(
      'serial;model;shipped_on;device',
      'A;BH-75V;2026-11-01;D-1',
      'B;BH-75V;2026-11-01;D-2',
      'A;BH-75V;2026-11-01;D-1',
    );
    const { faults, valid } = previewImport('machines', file, known, context);
    expect(faults.map(({ row, column, code, params }) => [row, column, code, params.firstRow])).toEqual([
      [4, 'serial', 'import.repeated_in_file', 2],
      [4, 'device', 'import.repeated_in_file', 2],
    ]);
    expect(valid).toBe(2);
  });

  it('rejects a commissioning before the shipment', () => {
    const file = table(
      'serial;model;site;shipped_on;commissioned_on',
      'A;BH-75V;S-PL-1;2026-11-10;2026-11-09',
    );
    expect(faultsOf('machines', file)).toEqual(['2 commissioned_on import.commissioned_before_shipped']);
  });

  it('reports a missing column once, not in every row', () => {
    const { faults, valid } = previewImport('machines', table('serial', 'A', 'B'), known, context);
    expect(faults.map(({ row, column, code }) => [row, column, code])).toEqual([
      [1, 'model', 'import.column_missing'],
      [2, 'shipped_on', 'import.value_missing'],
      [3, 'shipped_on', 'import.value_missing'],
    ]);
    expect(valid).toBe(0);
  });

  it('shows an invalid cell as written in the file', () => {
    const [fault] = previewImport(
      'machines',
      table(headers, 'X-1; BH-75 ;C-PL-1;S-PL-1;2026-11-20;maker;'),
      known,
      context,
    ).faults;
    expect(fault).toEqual({
      row: 2,
      column: 'type',
      field: 'model',
      value: 'BH-75',
      code: 'import.model_unknown',
      params: { nearest: '75 kW PM VSD' },
      proposal: 'BH-75V',
    });
  });
});

describe('previewImport of customers', () => {
  const headers = 'code;name;country;language;hub';

  it.each<[string, string, string[]]>([
    ['a valid row', 'C-PL-9;Nowa;PL;pl;WAW', []],
    ['a code that is taken', 'C-PL-1;Nowa;PL;pl;WAW', ['2 code import.already_exists']],
    ['a country by name', 'C-PL-9;Nowa;Poland;pl;WAW', ['2 country import.country_unknown -> PL']],
    ['an unknown language', 'C-PL-9;Nowa;PL;qq;WAW', ['2 language import.language_unknown']],
    ['an unknown hub', 'C-PL-9;Nowa;PL;pl;WAV', ['2 hub import.hub_unknown -> WAW']],
    ['a code with a space', 'C PL 9;Nowa;PL;pl;WAW', ['2 code import.code_malformed']],
    ['a short row', 'C-PL-9;Nowa;PL', []],
  ])('%s', (_what, row, faults) => {
    expect(faultsOf('customers', table(headers, row))).toEqual(faults);
  });
});

describe('previewImport of sites', () => {
  const headers = 'code;name;customer;country;zone;lat;lon';

  it.each<[string, string, string[]]>([
    ['a valid row', 'S-9;Plant;C-PL-1;PL;Europe/Warsaw;52,11;21,26', []],
    ['without coordinates', 'S-9;Plant;C-PL-1;PL;Europe/Warsaw;;', []],
    ['half a coordinate', 'S-9;Plant;C-PL-1;PL;Europe/Warsaw;52.11;', ['2 lon import.coordinate_missing']],
    [
      'a latitude beyond the pole',
      'S-9;Plant;C-PL-1;PL;Europe/Warsaw;152.11;21',
      ['2 lat import.out_of_range'],
    ],
    [
      'a zone with a typo',
      'S-9;Plant;C-PL-1;PL;Europe/Warsav;;',
      ['2 zone import.zone_unknown -> Europe/Warsaw'],
    ],
    ['a fixed offset', 'S-9;Plant;C-PL-1;PL;+01:00;;', ['2 zone import.zone_unknown']],
    ['without a customer', 'S-9;Plant;;PL;Europe/Warsaw;;', ['2 customer import.value_missing']],
    ['a code that is taken', 'S-PL-1;Plant;C-PL-1;PL;Europe/Warsaw;;', ['2 code import.already_exists']],
  ])('%s', (_what, row, faults) => {
    expect(faultsOf('sites', table(headers, row))).toEqual(faults);
  });
});

describe('for any file', () => {
  it('every row is either valid or has a fault', () => {
    const cell = fc.constantFrom(
      '',
      'A',
      'B',
      'BH-75V',
      'BH-75',
      'S-PL-1',
      'C-PL-1',
      'C-PL-4',
      '2026-11-01',
      '2027-01-01',
      'maker',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 7 }), { maxLength: 8 }), (rows) => {
        const file = {
          headers: 'serial;model;site;customer;shipped_on;owner'.split(';'),
          rows: rows.map((cells, i) => ({ row: i + 2, cells })),
        };
        const { faults, valid } = previewImport('machines', file, known, context);
        expect(valid + new Set(faults.map((fault) => fault.row)).size).toBe(rows.length);
        for (const fault of faults) expect(file.headers).toContain(fault.column);
      }),
    );
  });
});
