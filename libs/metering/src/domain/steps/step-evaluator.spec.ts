import type { MeterDecision } from '../decisions/meter-exception.js';
import { type MeterRecords, NO_RECORDS } from '../evidence/meter-records.js';
import { deriveUsage } from '../usage/derive-usage.js';
import type { MeteredPeriod } from '../usage/metered-period.js';
import type { MeterRule } from '../usage/meter-rule.js';
import type { Usage } from '../usage/usage.js';
import { QUALITY, type CounterReading } from './counter-reading.js';

const HOUR = 3_600_000;
const T0 = Date.parse('2026-11-10T00:00:00Z');
const NO_END = 8_640_000_000_000_000;
const at = (hour: number): number => T0 + hour * HOUR;
const span = (from: number, to: number): { from: number; to: number } => ({ from: at(from), to: at(to) });

const reading = (hour: number, value: string): CounterReading => ({
  at: at(hour),
  seq: String(hour),
  receivedAt: at(hour),
  timeSource: 0,
  value,
  quality: QUALITY.good,
});
const hourly = (...values: string[]): CounterReading[] => values.map((value, hour) => reading(hour, value));

interface Case {
  readonly readings: readonly CounterReading[];
  readonly records?: Partial<MeterRecords>;
  readonly rule?: Partial<MeterRule>;
  readonly from?: number;
  readonly to?: number;
  readonly window?: Partial<MeteredPeriod['windows'][number]>;
}

function derive({ readings, records, rule, from = 0, to = 4, window }: Case): Usage {
  return deriveUsage(
    readings,
    { modulus: null, maxRatePerHour: null, maxGapMinutes: 1440, ...rule },
    {
      zone: 'UTC',
      ...span(from, to),
      windows: [{ since: 0, ...span(from, to), until: null, ...window }],
      knownUntil: Number.MAX_SAFE_INTEGER,
    },
    { ...NO_RECORDS, ...records },
  );
}

const hourOf = (instant: string | number | null): number => (Number(new Date(instant ?? NaN)) - T0) / HOUR;
/** Returns reasons such as `gap 0-2 0>10 =10 holds`. */
const reasonsOf = ({ reasons }: Usage): string[] =>
  reasons.map(({ code, from, to, fromValue, toValue, quantity, holds, decision }) =>
    [
      `${code} ${hourOf(from)}-${hourOf(to)} ${fromValue}>${toValue} =${quantity}`,
      ...(holds ? ['holds'] : []),
      ...(decision ? [`${decision.id} ${decision.choice} ${decision.billed}`] : []),
    ].join(' '),
  );
/** Returns exceptions such as `gap 0-2 10>null =null`, with the id of the decision. */
const exceptionsOf = ({ exceptions }: Usage): string[] =>
  exceptions.map(
    ({ kind, from, to, fromValue, toValue, quantity, decisionId }) =>
      `${kind} ${hourOf(from)}-${hourOf(to)} ${fromValue}>${toValue} =${quantity}${decisionId === null ? '' : ` ${decisionId}`}`,
  );
const decided = (
  kind: MeterDecision['kind'],
  [from, to]: readonly [number, number],
  choice: MeterDecision['choice'],
  quantity: string | null = null,
): Partial<MeterRecords> => ({ decisions: [{ id: 'D', kind, ...span(from, to), choice, quantity }] });

const FLOW = hourly('0', '10', '20', '30', '40');

describe('a service', () => {
  const records = { unbilled: [{ kind: 'service' as const, ...span(1, 3) }] };

  it('does not bill the steps that end in it, up to its last instant', () => {
    const usage = derive({ readings: FLOW, records });
    expect(usage).toMatchObject({ state: 'measured', quantity: '20', unbilledQuantity: '20' });
    expect(reasonsOf(usage)).toEqual(['service 1-3 10>30 =20']);
    expect(usage.halfHours.filter(({ kind }) => kind === 'unbilled').map(({ to }) => hourOf(to))).toEqual([
      2, 3,
    ]);
  });

  it('makes the usage known, even if nothing else was billed', () => {
    const unbilled = [{ kind: 'test_run' as const, ...span(0, 4) }];
    expect(derive({ readings: FLOW, records: { unbilled } })).toMatchObject({
      state: 'measured',
      quantity: '0',
    });
  });

  it('never covers a step after a gap', () => {
    const usage = derive({
      readings: [reading(0, '0'), reading(2, '10'), reading(3, '20')],
      records: { unbilled: [{ kind: 'service', ...span(0, 2) }] },
      rule: { maxGapMinutes: 60 },
      to: 3,
    });
    expect(usage).toMatchObject({ quantity: '20', unbilledQuantity: '0' });
    expect(reasonsOf(usage)).toEqual(['gap 0-2 0>10 =10']);
  });
});

describe('flow while all machines were off', () => {
  const off = (...spans: [number, number][]): Partial<MeterRecords> => ({
    off: spans.map(([from, to]) => span(from, to)),
  });

  it('is one exception for each time in which they were off', () => {
    const usage = derive({ readings: FLOW, records: off([0, 2], [3, 4]) });
    expect(usage).toMatchObject({ quantity: '10', heldQuantity: '30', unknownSeconds: 0 });
    expect(exceptionsOf(usage)).toEqual(['flow_while_off 0-2 0>20 =20', 'flow_while_off 3-4 30>40 =10']);
    expect(reasonsOf(usage)).toEqual([
      'flow_while_off 0-2 0>20 =20 holds',
      'flow_while_off 3-4 30>40 =10 holds',
    ]);
  });

  it('needs the whole time of a step, and a quantity', () => {
    expect(derive({ readings: FLOW, records: off([0.5, 2]) })).toMatchObject({ heldQuantity: '10' });
    const still = derive({ readings: hourly('5', '5', '6'), records: off([0, 2]), to: 2 });
    expect(exceptionsOf(still)).toEqual(['flow_while_off 1-2 5>6 =1']);
  });

  it('is not the reason of a step that is on hold anyway', () => {
    const usage = derive({
      readings: hourly('50', '5', '6'),
      records: { ...off([0, 1]), uncertified: [span(0, 1)] },
      to: 2,
    });
    expect(exceptionsOf(usage)).toEqual(['counter_fell 0-1 50>5 =null']);
  });

  it.each([
    [
      'accept',
      null,
      { quantity: '40', heldQuantity: '0', unbilledQuantity: '0', estimatedQuantity: '0' },
      '20',
    ],
    [
      'ignore',
      null,
      { quantity: '20', heldQuantity: '0', unbilledQuantity: '20', estimatedQuantity: '0' },
      '0',
    ],
    ['estimate', '6', { quantity: '26', unbilledQuantity: '0', estimatedQuantity: '6' }, '6'],
    ['accept', '8', { quantity: '28', unbilledQuantity: '0', estimatedQuantity: '0' }, '8'],
  ] as const)('is billed after the decision to %s (%s)', (choice, quantity, expected, billed) => {
    const decision = decided('flow_while_off', [0, 2], choice, quantity);
    const usage = derive({ readings: FLOW, records: { ...off([0, 2]), ...decision } });
    expect(usage).toMatchObject({ state: 'measured', ...expected });
    expect(exceptionsOf(usage)).toEqual(['flow_while_off 0-2 0>20 =20 D']);
    expect(reasonsOf(usage)).toEqual([`flow_while_off 0-2 0>20 =20 D ${choice} ${billed}`]);
  });

  it('needs a decision about exactly its time and kind', () => {
    for (const decision of [
      decided('flow_while_off', [0, 1], 'accept'),
      decided('flow_while_off', [1, 2], 'accept'),
      decided('implausible_rate', [0, 2], 'accept'),
    ])
      expect(derive({ readings: FLOW, records: { ...off([0, 2]), ...decision } })).toMatchObject({
        heldQuantity: '20',
      });
  });
});

describe('time without a certificate', () => {
  it('is on hold from its first instant, within the period', () => {
    const usage = derive({ readings: FLOW, records: { uncertified: [{ from: at(1), to: NO_END }] } });
    expect(usage).toMatchObject({ quantity: '10', heldQuantity: '30' });
    expect(exceptionsOf(usage)).toEqual(['calibration_expired 1-4 10>40 =30']);
    expect(reasonsOf(usage)).toEqual(['calibration_expired 1-4 10>40 =30 holds']);
    const before = derive({ readings: FLOW, records: { uncertified: [{ from: at(-9), to: at(2) }] } });
    expect(exceptionsOf(before)).toEqual(['calibration_expired 0-2 0>20 =20']);
  });

  it('has one exception, although flow was on hold in between', () => {
    const usage = derive({
      readings: FLOW,
      records: { uncertified: [{ from: at(0), to: NO_END }], off: [span(1, 2)] },
    });
    expect(exceptionsOf(usage)).toEqual(['calibration_expired 0-4 0>40 =30', 'flow_while_off 1-2 10>20 =10']);
  });

  it('is decided as a whole', () => {
    const uncertified = [{ from: at(1), to: NO_END }];
    const usage = derive({
      readings: FLOW,
      records: { uncertified, ...decided('calibration_expired', [1, 4], 'ignore') },
    });
    expect(usage).toMatchObject({ quantity: '10', heldQuantity: '0', unbilledQuantity: '30' });
  });
});

describe('a fall of the counter', () => {
  const readings = hourly('100', '5', '10', '15', '20');

  it('leaves the usage of its time unknown', () => {
    expect(derive({ readings })).toMatchObject({ quantity: '15', heldQuantity: '0', unknownSeconds: 3600 });
  });

  it.each([
    ['accept', '7', '22', '0', '7'],
    ['estimate', '7', '22', '7', '7'],
    ['ignore', null, '15', '0', '0'],
    ['accept', null, '15', '0', null],
  ] as const)('is decided by %s with %s', (choice, quantity, total, estimated, billed) => {
    const usage = derive({ readings, records: decided('counter_fell', [0, 1], choice, quantity) });
    expect(usage).toMatchObject({ quantity: total, estimatedQuantity: estimated, unknownSeconds: 0 });
    expect(reasonsOf(usage)).toEqual([`counter_fell 0-1 100>5 =null D ${choice} ${billed}`]);
  });

  it('is known after a decision, even if nothing is billed', () => {
    const usage = derive({
      readings: hourly('100', '5'),
      records: decided('counter_fell', [0, 1], 'ignore'),
      to: 1,
    });
    expect(usage).toMatchObject({ state: 'measured', quantity: '0' });
  });
});

describe('a proven rollover', () => {
  const rule = { modulus: '100000', maxRatePerHour: '600' };
  const readings = hourly('99812.6', '412.3', '500');

  it('counts with a note', () => {
    const usage = derive({ readings, rule, to: 2 });
    expect(usage).toMatchObject({ quantity: '687.4', exceptions: [] });
    expect(reasonsOf(usage)).toEqual(['rollover 0-1 99812.6>412.3 =599.7']);
  });

  it('follows a decision from when it was only possible', () => {
    const usage = derive({ readings, rule, to: 2, records: decided('possible_rollover', [0, 1], 'ignore') });
    expect(usage).toMatchObject({ quantity: '87.7', unbilledQuantity: '599.7' });
    expect(exceptionsOf(usage)).toEqual(['possible_rollover 0-1 99812.6>412.3 =599.7 D']);
  });
});

describe('a gap at the end', () => {
  const readings = hourly('0', '10');

  it('leaves the usage of its time unknown', () => {
    const usage = derive({ readings, to: 48 });
    expect(usage).toMatchObject({ quantity: '10', unknownSeconds: 47 * 3600 });
    expect(exceptionsOf(usage)).toEqual(['gap 1-48 10>null =null']);
    expect(reasonsOf(usage)).toEqual(['silent_at_end 1-48 null>null =null']);
  });

  it.each([
    ['estimate', '47', '57', '47', '47'],
    ['accept', '47', '57', '0', '47'],
    ['ignore', null, '10', '0', '0'],
  ] as const)('is decided by %s with %s', (choice, quantity, total, estimated, billed) => {
    const usage = derive({ readings, to: 48, records: decided('gap', [1, 48], choice, quantity) });
    expect(usage).toMatchObject({ quantity: total, estimatedQuantity: estimated, unknownSeconds: 0 });
    expect(exceptionsOf(usage)).toEqual(['gap 1-48 10>null =null D']);
    expect(reasonsOf(usage)).toEqual([`gap 1-48 10>null =null D ${choice} ${billed}`]);
  });

  it('makes the usage known after a decision, even if it is zero', () => {
    const records = decided('gap', [0, 48], 'ignore');
    expect(derive({ readings: hourly('0'), to: 48, records })).toMatchObject({
      state: 'measured',
      quantity: '0',
    });
    const none = decided('gap', [0, 48], 'estimate', '0');
    expect(derive({ readings: hourly('0'), to: 48, records: none })).toMatchObject({ quantity: '0' });
    const some = decided('gap', [0, 48], 'estimate', '1');
    expect(derive({ readings: hourly('0'), to: 48, records: some })).toMatchObject({ quantity: '1' });
  });
});

describe('an estimate that readings replaced', () => {
  const rule = { maxGapMinutes: 10_000 };
  const readings = [...hourly('0', '10'), reading(47, '60'), reading(48, '61')];
  const estimated = (quantity: string): Partial<MeterRecords> =>
    decided('gap', [1, 47], 'estimate', quantity);

  it('is compared with the steps of its time', () => {
    const usage = derive({ readings, rule, to: 48, records: estimated('47') });
    expect(usage).toMatchObject({ quantity: '61', estimatedQuantity: '0' });
    expect(exceptionsOf(usage)).toEqual(['true_up 1-47 47>50 =3']);
    expect(reasonsOf(usage)).toEqual(['true_up 1-47 47>50 =3']);
  });

  it('needs no review if it was right', () => {
    expect(exceptionsOf(derive({ readings, rule, to: 48, records: estimated('50') }))).toEqual([]);
  });

  it('is reviewed once', () => {
    const decisions = [
      ...estimated('47').decisions!,
      { id: 'R', kind: 'true_up' as const, ...span(1, 47), choice: 'accept' as const, quantity: null },
    ];
    const usage = derive({ readings, rule, to: 48, records: { decisions } });
    expect(exceptionsOf(usage)).toEqual(['true_up 1-47 47>50 =3 R']);
    expect(reasonsOf(usage)).toEqual(['true_up 1-47 47>50 =3 R accept 3']);
  });

  it('is compared in the period in which it ends', () => {
    expect(exceptionsOf(derive({ readings, rule, to: 46, records: estimated('47') }))).toEqual([]);
  });

  it('has no quantity if nothing was to be billed', () => {
    expect(
      exceptionsOf(derive({ readings, rule, to: 48, records: decided('gap', [1, 47], 'ignore') })),
    ).toEqual([]);
  });
});

describe('a step on hold across the start, of which the previous period estimated a part', () => {
  const readings = [reading(0, '0'), reading(12, '100'), reading(13, '101')];
  const rule = { maxRatePerHour: '2' };
  const before = {
    id: 'B',
    kind: 'gap' as const,
    ...span(0, 10),
    choice: 'estimate' as const,
    quantity: '30',
  };
  const derived = (choice: MeterDecision['choice'], quantity: string | null, gap: object = {}): Usage =>
    derive({
      readings,
      rule,
      from: 10,
      to: 13,
      records: {
        decisions: [
          { ...before, ...gap },
          { id: 'D', kind: 'implausible_rate', ...span(0, 12), choice, quantity },
        ],
      },
    });

  it.each([
    ['accept', null, '71'],
    ['accept', '80', '51'],
    ['estimate', '80', '51'],
  ] as const)('bills the rest after the decision to %s %s', (choice, quantity, total) => {
    const usage = derived(choice, quantity);
    expect(usage.quantity).toBe(total);
    expect(reasonsOf(usage)).toContain('estimated_before 0-10 null>null =30');
  });

  it('bills nothing of it after the decision to ignore it', () => {
    const usage = derived('ignore', null);
    expect(usage).toMatchObject({ quantity: '1', unbilledQuantity: '100' });
    expect(reasonsOf(usage).join()).not.toContain('estimated_before');
  });

  it.each<[string, object]>([
    ['after another reading', { from: at(1) }],
    ['of another kind', { kind: 'counter_fell' }],
    ['that ends in this period', { to: at(11) }],
    ['without a quantity', { quantity: null, choice: 'ignore' }],
  ])('bills all of it with a decision %s', (_, gap) => {
    expect(derived('accept', null, gap).quantity).toBe('101');
  });

  it('bills all of a step that begins with the period', () => {
    const usage = derive({
      readings,
      rule,
      from: 0,
      to: 13,
      records: {
        decisions: [
          { ...before, ...span(0, 0) },
          { id: 'D', kind: 'implausible_rate', ...span(0, 12), choice: 'accept', quantity: null },
        ],
      },
    });
    expect(usage.quantity).toBe('101');
  });
});

describe('a long step across the bounds of a period', () => {
  const readings = [reading(0, '0'), reading(48, '480'), reading(49, '490')];

  it('is divided by time, as an estimate', () => {
    const first = derive({ readings, to: 12 });
    expect(first).toMatchObject({ quantity: '120', estimatedQuantity: '120' });
    expect(reasonsOf(first)).toEqual(['split 0-48 0>480 =120']);
    const rest = derive({ readings, from: 12, to: 49 });
    expect(rest).toMatchObject({ quantity: '370', estimatedQuantity: '360' });
  });

  it('needs a certificate in each period', () => {
    const usage = derive({ readings, to: 12, records: { uncertified: [{ from: at(0), to: NO_END }] } });
    expect(usage).toMatchObject({ state: 'held', heldQuantity: '120' });
    expect(exceptionsOf(usage)).toEqual(['calibration_expired 0-12 0>480 =120']);
  });

  it('is decided as a whole in the period in which it ends, if it is on hold', () => {
    const rule = { maxRatePerHour: '5' };
    expect(derive({ readings, rule, to: 12 })).toMatchObject({ state: 'unknown', heldQuantity: '0' });
    const last = derive({ readings, rule, from: 12, to: 49 });
    expect(exceptionsOf(last)).toEqual([
      'implausible_rate 0-48 0>480 =480',
      'implausible_rate 48-49 480>490 =10',
    ]);
    const fallen = [reading(0, '500'), reading(48, '20')];
    expect(derive({ readings: fallen, to: 12 })).toMatchObject({ state: 'unknown', estimatedQuantity: '0' });
  });
});
