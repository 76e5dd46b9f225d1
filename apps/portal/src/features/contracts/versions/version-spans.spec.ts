import { daysOfMeter, versionOn, versionSpans } from './version-spans.js';

const version = (from: string) => ({
  from,
  amendmentIds: [],
  buyer: { id: 'b', name: 'B' },
  plan: { id: 'p', code: 'P', name: {}, structure: 's' },
  paymentDays: 30,
  kitsIncluded: false,
  exit: null,
  indexClause: null,
  pauses: [],
  invoiceTerms: null,
  performance: [],
  charges: [],
});
const CONTRACT = {
  startsOn: '2026-01-01',
  endsOn: '2026-04-10',
  versions: [version('2026-01-01'), version('2026-02-20')],
  machines: [
    { id: 'm-1', serial: 'S-1', from: '2026-01-01', endsOn: '2026-02-19', to: '2026-02-20' },
    { id: 'm-2', serial: 'S-2', from: '2026-02-20', endsOn: null, to: null },
  ],
  pausedDays: [{ from: '2026-01-11', to: '2026-01-30', feePercent: '0', use: 'billed' as const }],
};

describe('versionSpans', () => {
  it('draws versions, coverage of machines and today at their days', () => {
    const { versions, machines, pauses, today } = versionSpans(CONTRACT, '2026-03-12');
    expect(versions.map(({ left, width }) => [left, width])).toEqual([
      [0, 50],
      [50, 50],
    ]);
    expect(machines.map(({ serial, stays }) => [serial, stays])).toEqual([
      ['S-1', [{ left: 0, width: 50 }]],
      ['S-2', [{ left: 50, width: 50 }]],
    ]);
    expect(pauses.map(({ left, width }) => [left, width])).toEqual([[10, 20]]);
    expect(today).toBe(70);
  });

  it('extends an open-ended contract after its last change, and omits today if it is outside', () => {
    const open = versionSpans({ ...CONTRACT, endsOn: null }, '2026-01-05');
    expect(open.to > '2026-08-01').toBe(true);
    expect(versionSpans(CONTRACT, '2026-06-01').today).toBeNull();
  });
});

describe('versionOn', () => {
  it.each([
    ['2025-12-31', '2026-01-01'],
    ['2026-02-19', '2026-01-01'],
    ['2026-02-20', '2026-02-20'],
  ])('of %s is that of %s', (day, from) => {
    expect(versionOn(CONTRACT.versions, day).from).toBe(from);
  });
});

describe('daysOfMeter', () => {
  const counting = (from: string, ...meterIds: string[]) =>
    ({ from, charges: [{ meterIds }] }) as unknown as Parameters<typeof daysOfMeter>[0]['versions'][number];
  const versions = [
    counting('2026-01-01', 'old', 'always'),
    counting('2026-03-01', 'new', 'always'),
    counting('2026-05-01', 'new', 'always', 'last'),
  ];
  it.each([
    ['always', { from: null, to: null }],
    ['old', { from: null, to: '2026-02-28' }],
    ['new', { from: '2026-03-01', to: null }],
    ['last', { from: '2026-05-01', to: null }],
    ['never', null],
  ])('of a meter that is charged: %s', (id, days) => {
    expect(daysOfMeter({ versions }, id)).toEqual(days);
  });
});
