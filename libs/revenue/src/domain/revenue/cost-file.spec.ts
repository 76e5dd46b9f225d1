import { previewTable } from '#equipment/domain';
import {
  checkCostRows,
  COST_COLUMNS,
  costKey,
  type CostContext,
  exampleCost,
  readAmount,
  readMonth,
} from './cost-file.js';

const context: CostContext = {
  contracts: [
    {
      id: 'c1',
      code: 'K-PL-1',
      name: 'K-PL-1',
      currency: 'PLN',
      machines: [
        { id: 'm1', code: 'BH-1', name: 'BH-1' },
        { id: 'm2', code: 'BH-2', name: 'BH-2' },
      ],
      tickets: [{ id: 't1', code: 'TK-1', name: 'TK-1', machineId: 'm1' }],
      deliveries: [{ id: 'k1', code: 'KD-1', name: 'KD-1', machineId: 'm2' }],
    },
  ],
  hasRate: (from, to) => from === to || from === 'EUR',
  known: new Set(),
};

const HEADERS = [
  'contract',
  'kind',
  'month',
  'date',
  'amount',
  'currency',
  'rate',
  'serial',
  'ticket',
  'delivery',
  'note',
];

const preview = (rows: readonly string[][], more: Partial<CostContext> = {}) => {
  const table = { headers: HEADERS, rows: rows.map((cells, index) => ({ row: index + 2, cells })) };
  return previewTable(COST_COLUMNS, table, (fields) => checkCostRows(table, fields, { ...context, ...more }));
};
const row = (changes: Readonly<Record<string, string>> = {}): string[] => {
  const cells: Record<string, string> = {
    contract: 'K-PL-1',
    kind: 'parts',
    month: '2026-10',
    amount: '12.50',
    ...changes,
  };
  return HEADERS.map((header) => cells[header] ?? '');
};
const faults = (changes: Readonly<Record<string, string>>) =>
  preview([row(changes)]).faults.map(({ column, code, proposal }) => [
    column,
    code,
    ...(proposal ? [proposal] : []),
  ]);

describe('a file of costs', () => {
  it('becomes costs in the contract’s currency unless it names another one', () => {
    const { faults: none, checked } = preview([
      row({ note: 'separator' }),
      row({
        kind: 'labour_travel',
        month: '',
        date: '2026-11-03',
        amount: '80,5',
        currency: 'EUR',
        serial: 'BH-1',
        ticket: 'TK-1',
      }),
    ]);
    expect(none).toEqual([]);
    expect(checked).toEqual([
      {
        contractId: 'c1',
        fields: {
          kind: 'parts',
          month: '2026-10',
          day: null,
          amount: '12.50',
          currency: 'PLN',
          rate: null,
          machineId: null,
          ticketId: null,
          kitDeliveryId: null,
          note: 'separator',
        },
      },
      {
        contractId: 'c1',
        fields: {
          kind: 'labour_travel',
          month: '2026-11',
          day: '2026-11-03',
          amount: '80.5',
          currency: 'EUR',
          rate: null,
          machineId: 'm1',
          ticketId: 't1',
          kitDeliveryId: null,
          note: '',
        },
      },
    ]);
  });

  it.each([
    [{ contract: 'K-PL-01' }, [['contract', 'import.contract_unknown', 'K-PL-1']]],
    [{ kind: 'part' }, [['kind', 'import.not_one_of', 'parts']]],
    [{ month: '' }, [['month', 'import.value_missing']]],
    [{ month: '10/2026' }, [['month', 'import.not_a_month', '2026-10']]],
    [{ date: '03.10.2026' }, [['date', 'import.not_a_day', '2026-10-03']]],
    [{ date: '2026-11-03' }, [['date', 'billing.cost_day_elsewhere']]],
    [{ amount: '' }, [['amount', 'import.value_missing']]],
    [{ amount: '1,500' }, [['amount', 'import.not_a_number']]],
    [{ amount: '0' }, [['amount', 'billing.cost_amount_zero']]],
    [{ amount: '1.005' }, [['amount', 'billing.cost_amount_finer']]],
    [{ currency: 'zl' }, [['currency', 'import.currency_malformed']]],
    [{ currency: 'MXN' }, [['rate', 'billing.cost_rate_missing']]],
    [{ rate: '4.2' }, [['rate', 'billing.cost_rate_needless']]],
    [{ serial: 'BH-11' }, [['serial', 'import.machine_unknown', 'BH-1']]],
    [{ ticket: 'TK-9' }, [['ticket', 'import.ticket_unknown', 'TK-1']]],
    [{ serial: 'BH-2', ticket: 'TK-1' }, [['ticket', 'billing.cost_ticket_elsewhere']]],
    [{ serial: 'BH-1', delivery: 'KD-1' }, [['delivery', 'billing.cost_delivery_elsewhere']]],
    [{ ticket: 'TK-1', delivery: 'KD-1' }, [['delivery', 'billing.cost_for_two']]],
  ])('reports errors of %j', (changes, expected) => {
    expect(faults(changes as Record<string, string>)).toEqual(expected);
  });

  it('reports a duplicate row, and a row that is already recorded', () => {
    expect(preview([row(), row({ amount: '12.5' })]).faults).toMatchObject([
      { row: 3, code: 'import.repeated_in_file', params: { firstRow: 2 } },
    ]);
    const [first] = preview([row()]).checked;
    const known = new Set([costKey('c1', { ...first!.fields, amount: '12.5' })]);
    expect(preview([row()], { known }).faults).toMatchObject([{ row: 2, code: 'billing.cost_known' }]);
  });

  it.each([
    ['1250.40', { value: '1250.40' }],
    ['-3', { value: '-3' }],
    ['−3,5', { value: '-3.5' }],
    ['0,1234', { value: '0.1234' }],
    ['1 250.40', { code: 'import.not_a_number' }],
    ['1e3', { code: 'import.not_a_number' }],
    ['12,345', { code: 'import.not_a_number' }],
  ])('reads %j as an amount', (text, cell) => {
    expect(readAmount(text)).toEqual(cell);
  });

  it('never confuses months', () => {
    expect(readMonth('2026-13')).toEqual({ code: 'import.not_a_month' });
    expect(readMonth('3.2026')).toEqual({ code: 'import.not_a_month', proposal: '2026-03' });
  });
});

describe('the example of the template', () => {
  const NOW = new Date('2027-01-15T08:00:00Z');

  it.each([
    [[], { month: '2026-12' }],
    [
      [{ code: 'K-PL-1', currency: 'PLN' }],
      { contract: 'K-PL-1', month: '2026-12', currency: 'PLN', amount: '1250.40' },
    ],
    [
      [
        { code: 'K-JP-1', currency: 'JPY' },
        { code: 'K-PL-1', currency: 'PLN' },
      ],
      { contract: 'K-JP-1', month: '2026-12', currency: 'JPY', amount: '125000' },
    ],
  ])('with the contracts %j is %j', (contracts, example) =>
    expect(exampleCost(contracts, NOW)).toEqual(example),
  );

  it('passes the check', () => {
    const example = exampleCost(context.contracts, NOW);
    const cells = COST_COLUMNS.map(({ field, example: usual }) => example[field] ?? usual);
    const table = { headers: COST_COLUMNS.map(({ field }) => field), rows: [{ row: 2, cells }] };
    expect(
      previewTable(COST_COLUMNS, table, (fields) => checkCostRows(table, fields, context)).faults,
    ).toEqual([]);
  });
});
