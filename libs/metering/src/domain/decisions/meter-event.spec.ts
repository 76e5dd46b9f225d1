import fc from 'fast-check';
import { type Certificate, certificatesOn, recordsOfEvents, type DeclaredEvent } from './meter-event.js';

const AT = Date.parse('2026-11-10T00:00:00Z');

const event = (kind: DeclaredEvent['kind'], more: Partial<DeclaredEvent>): DeclaredEvent => ({
  kind,
  fromAt: null,
  toAt: null,
  finalValue: null,
  initialValue: null,
  firstDay: null,
  lastDay: null,
  isOwn: false,
  ...more,
});

const certificate = (firstDay: string, lastDay: string) => event('certificate', { firstDay, lastDay });

const uncertifiedSpans = (events: readonly DeclaredEvent[], zone = 'Europe/Warsaw') =>
  recordsOfEvents(events, zone).uncertified.map(({ from, to }) => [
    new Date(from).toISOString(),
    to === 8_640_000_000_000_000 ? null : new Date(to).toISOString(),
  ]);

describe('recordsOfEvents', () => {
  it.each<[string, DeclaredEvent[], (string | null)[][]]>([
    ['a meter that was never certified needs no certificate', [], []],
    [
      'a certificate is valid through its last local day',
      [certificate('2024-11-01', '2026-10-31')],
      [['2026-10-31T23:00:00.000Z', null]],
    ],
    [
      'a later certificate covers the time from its first day',
      [certificate('2024-11-01', '2026-10-31'), certificate('2026-11-12', '2028-11-11')],
      [
        ['2026-10-31T23:00:00.000Z', '2026-11-11T23:00:00.000Z'],
        ['2028-11-11T23:00:00.000Z', null],
      ],
    ],
    [
      'a certificate that follows directly leaves no gap',
      [certificate('2026-11-01', '2028-10-31'), certificate('2024-11-01', '2026-10-31')],
      [['2028-10-31T23:00:00.000Z', null]],
    ],
    [
      'a certificate of the meter itself replaces its instrument’s',
      [
        certificate('2024-11-01', '2030-10-31'),
        event('certificate', { firstDay: '2025-11-01', lastDay: '2026-10-31', isOwn: true }),
      ],
      [['2026-10-31T23:00:00.000Z', null]],
    ],
  ])('%s', (_name, events, uncertified) => {
    expect(uncertifiedSpans(events)).toEqual(uncertified);
  });

  it('counts the earlier of two overlapping service times', () => {
    const hours = (kind: 'service' | 'test_run', from: number, to: number) =>
      event(kind, { fromAt: AT + from * 3_600_000, toAt: AT + to * 3_600_000 });
    const { unbilled } = recordsOfEvents([hours('test_run', 1, 4), hours('service', 0, 2)], 'UTC');
    expect(
      unbilled.map(({ kind, from, to }) => [kind, (from - AT) / 3_600_000, (to - AT) / 3_600_000]),
    ).toEqual([
      ['service', 0, 2],
      ['test_run', 2, 4],
    ]);
  });

  it('converts changes of the register, by time and by their first value', () => {
    const change = (
      kind: 'declared_reset' | 'exchange',
      at: number,
      initialValue: string,
      finalValue?: string,
    ) => event(kind, { fromAt: AT + at, initialValue, finalValue: finalValue ?? null });
    const { changes } = recordsOfEvents(
      [change('exchange', 5, '7', '900'), change('declared_reset', 9, '0'), change('exchange', 5, '-2')],
      'UTC',
    );
    expect(changes).toEqual([
      { type: 'exchange', at: AT + 5, final: null, initial: '-2' },
      { type: 'exchange', at: AT + 5, final: '900', initial: '7' },
      { type: 'declared_reset', at: AT + 9, final: null, initial: '0' },
    ]);
  });

  it('converts times in which flow is not checked, which may have no end', () => {
    const unchecked = (from: number, to: number | null) =>
      event('unchecked', { fromAt: AT + from, toAt: to === null ? null : AT + to });
    const spans = (...events: DeclaredEvent[]) =>
      recordsOfEvents(events, 'UTC').unchecked.map(({ from, to }) => [
        from - AT,
        to === 8_640_000_000_000_000 ? null : to - AT,
      ]);
    expect(spans(unchecked(20, null), unchecked(1, 5), unchecked(5, 9))).toEqual([
      [1, 9],
      [20, null],
    ]);
    expect(recordsOfEvents([unchecked(1, 5)], 'UTC')).toMatchObject({
      changes: [],
      unbilled: [],
      uncertified: [],
    });
  });

  it('counts services before test runs of the same time, and orders what is left by time', () => {
    const span = (kind: 'service' | 'test_run', from: number, to: number) =>
      event(kind, { fromAt: AT + from, toAt: AT + to });
    const unbilled = (...events: DeclaredEvent[]) =>
      recordsOfEvents(events, 'UTC').unbilled.map(({ kind, from, to }) => [kind, from - AT, to - AT]);
    const same = [span('test_run', 0, 5), span('service', 0, 5)];
    expect(unbilled(...same)).toEqual([['service', 0, 5]]);
    expect(unbilled(...same.toReversed())).toEqual([['service', 0, 5]]);
    expect(unbilled(span('test_run', 0, 9), span('service', 0, 5))).toEqual([
      ['service', 0, 5],
      ['test_run', 5, 9],
    ]);
    expect(unbilled(span('service', 7, 8), span('test_run', 0, 2), span('service', 3, 4))).toEqual([
      ['test_run', 0, 2],
      ['service', 3, 4],
      ['service', 7, 8],
    ]);
  });

  it('does not depend on the order in which events were recorded', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-11-${String(number).padStart(2, '0')}`);
    const any = fc.oneof(
      fc.tuple(day, day).map(([a, b]) => certificate(a < b ? a : b, a < b ? b : a)),
      fc
        .tuple(
          fc.constantFrom('service' as const, 'test_run' as const),
          fc.nat(50),
          fc.integer({ min: 1, max: 9 }),
        )
        .map(([kind, from, length]) => event(kind, { fromAt: AT + from, toAt: AT + from + length })),
      fc.nat(50).map((at) => event('exchange', { fromAt: AT + at, initialValue: String(at) })),
    );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), (events) => {
        expect(recordsOfEvents(events.toReversed(), 'UTC')).toEqual(recordsOfEvents(events, 'UTC'));
      }),
    );
  });
});

describe('certificates in force', () => {
  const of = (number: string, firstDay: string, lastDay: string, isOwn = false): Certificate => ({
    ...{ number, firstDay, lastDay, isOwn },
    issuedBy: 'GUM',
    tolerancePercent: null,
  });
  const [old, now, own] = [
    of('old', '2022-11-01', '2024-10-31'),
    of('now', '2024-11-01', '2026-10-31'),
    of('own', '2026-11-20', '2027-11-19', true),
  ];

  it.each<[string, Certificate[], string, string, string[]]>([
    ['none if the meter was never certified', [], '2026-11-01', '2026-11-30', []],
    ['the one that covers', [old, now], '2026-10-01', '2026-10-31', ['now']],
    ['the last one that expired if none covers', [now, old], '2026-11-01', '2026-11-30', ['now']],
    ['all that cover, in order', [now, old], '2024-10-01', '2024-11-30', ['old', 'now']],
    ['only those of the meter itself', [old, now, own], '2026-11-01', '2026-11-30', ['own']],
    ['none of later days', [own], '2026-10-01', '2026-10-31', []],
    ['one that begins on the last day', [own], '2026-11-01', '2026-11-20', ['own']],
    ['one that ends on the first day', [old], '2024-10-31', '2024-11-30', ['old']],
    ['the last one to expire of several', [old, now], '2027-01-01', '2027-01-31', ['now']],
    [
      'all of one day, whatever their order',
      [
        of('b', '2024-11-01', '2026-10-31'),
        of('a', '2024-10-01', '2026-10-31'),
        of('c', '2024-12-01', '2026-10-31'),
      ],
      '2025-01-01',
      '2025-01-31',
      ['a', 'b', 'c'],
    ],
  ])('are %s', (_name, certificates, firstDay, lastDay, expected) => {
    expect(certificatesOn(certificates, firstDay, lastDay).map(({ number }) => number)).toEqual(expected);
  });
});
