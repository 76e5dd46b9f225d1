import fc from 'fast-check';
import { Exact } from '#platform/domain';
import { QUALITY } from '../steps/counter-reading.js';
import { deriveUsage } from '../usage/derive-usage.js';
import { NO_RECORDS } from '../evidence/meter-records.js';
import type { MeterRule } from '../usage/meter-rule.js';
import type { RegisterChange } from '../steps/registers.js';
import { joinSpans, type Span } from '../windows/spans.js';
import type { Usage } from '../usage/usage.js';
import { previewMeter } from './preview-meter.js';
import type { MeterPreview } from './meter-preview.js';
import type { MeterDefinition } from './meter-definition.js';

/**
 * Previews and billing use one engine. These properties compare its two adapters: the same readings, delivered in any
 * order and with repetitions, must give the same quantity, quantity on hold and estimate.
 */

const MINUTE = 60_000;
const PERIOD: Span = { from: Date.parse('2026-06-01T00:00:00Z'), to: Date.parse('2026-06-01T12:00:00Z') };
const BEFORE = PERIOD.from - 600 * MINUTE;
const RUNS = { numRuns: 500, seed: 20261127 };

/** A meter's value at a minute. */
interface Shown {
  readonly at: number;
  readonly value: string;
}

interface History {
  readonly shown: readonly Shown[];
  readonly changes?: readonly RegisterChange[];
  readonly off?: readonly Span[];
  /** Indexes of the values as delivered: each at least once, in any order. */
  readonly delivered: readonly number[];
}

const NO_DEFINITION: MeterDefinition = {
  method: 'counter',
  factor: null,
  modulus: null,
  maxRatePerMinute: null,
  maxHoldSeconds: null,
  rounding: null,
  formula: null,
  reference: null,
  calibration: null,
  checksOff: true,
};

function billed({ shown, changes = [], off = [], delivered }: History, rule: Partial<MeterRule>): Usage {
  const readings = delivered.map((place) => ({
    ...shown[place]!,
    seq: String(place),
    receivedAt: shown[place]!.at,
    timeSource: 0,
    quality: QUALITY.good,
  }));
  return deriveUsage(
    readings,
    { modulus: null, maxRatePerHour: null, maxGapMinutes: 60, countsUnprovenRollover: true, ...rule },
    {
      ...PERIOD,
      zone: 'UTC',
      windows: [{ ...PERIOD, since: -Infinity, until: null }],
      knownUntil: Number.MAX_SAFE_INTEGER,
    },
    { ...NO_RECORDS, changes, off },
  );
}

function previewed(
  { shown, changes = [], off = [], delivered }: History,
  meter: Partial<MeterDefinition>,
  windowSeconds: number | null = null,
): MeterPreview {
  return previewMeter({
    meter: { ...NO_DEFINITION, ...meter },
    period: PERIOD,
    windowSeconds,
    knownBefore: null,
    readings: delivered.map((place) => ({
      ...shown[place]!,
      key: String(place),
      isEstimated: false,
      signal: null,
      subject: null,
      receivedAt: null,
    })),
    events: [...changes, ...off.map((span) => ({ type: 'all_off' as const, ...span }))],
  });
}

/** Billing stores shares with twelve decimals, previews with more. */
function agree(recorded: string | null, found: string | null): void {
  const difference = new Exact(recorded ?? 0).minus(found ?? 0).abs();
  if (difference.gt('0.00000001')) throw new Error(`previewed ${recorded}, billed ${found}`);
}

/**
 * Compares a preview with usage. If all counted quantities are on hold, the usage is on hold too, even if the meter
 * stood still in between. A preview, however, reports zero for that time (docs/rules/metering.md#quantities-on-hold).
 */
function agreeWholly(preview: MeterPreview, usage: Usage): void {
  agree(preview.quantity, usage.quantity);
  agree(preview.heldQuantity, usage.heldQuantity);
  agree(preview.estimatedQuantity, usage.estimatedQuantity);
  const isWaiting = preview.state === 'measured' && usage.state === 'held' && preview.quantity === '0';
  const state = preview.state === 'estimated' ? 'measured' : preview.state;
  if (state !== usage.state && !isWaiting) throw new Error(`previewed ${state}, billed ${usage.state}`);
}

const decimal = (most: number, unit: string): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: most }).map((count) => new Exact(count).times(unit).toFixed());

/** Each reading once and some repeated, in any order. */
const delivery = (count: number): fc.Arbitrary<number[]> =>
  fc
    .array(fc.nat(Math.max(0, count - 1)), { maxLength: count === 0 ? 0 : 4 })
    .chain((again) =>
      fc.shuffledSubarray([...Array(count).keys(), ...again], { minLength: count + again.length }),
    );

const delivered = <Recorded extends Omit<History, 'delivered'>>(
  history: fc.Arbitrary<Recorded>,
): fc.Arbitrary<Recorded & History> =>
  history.chain((recorded) =>
    delivery(recorded.shown.length).map((places) => ({ ...recorded, delivered: places })),
  );

const minutes = (least: number, most: number): fc.Arbitrary<number> => fc.integer({ min: least, max: most });

/** The next event of a counter, a number of minutes after the previous one. */
const happening = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('grows' as const), by: decimal(4000, '0.01') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('changes' as const),
      isAtReading: fc.boolean(),
      isRead: fc.boolean(),
      by: decimal(2000, '0.01'),
      initial: decimal(500, '0.1'),
      type: fc.constantFrom('declared_reset' as const, 'exchange' as const),
    }),
  },
);
const fault = fc.oneof(
  { weight: 4, arbitrary: happening },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('shows' as const), value: decimal(1000, '1') }) },
);
type Happening = { readonly after: number } & (typeof fault extends fc.Arbitrary<infer Each> ? Each : never);

/** Simulates a counter from event to event. */
function follow(happenings: readonly Happening[]): Pick<History, 'shown'> & { changes: RegisterChange[] } {
  const shown: Shown[] = [];
  const changes: RegisterChange[] = [];
  let [at, value] = [BEFORE, new Exact(900)];
  let isFree = true;
  for (const each of happenings) {
    at += (isFree ? each.after : Math.max(1, each.after)) * MINUTE;
    isFree = true;
    if (each.kind === 'changes') {
      const final = each.isRead ? value.plus(each.by).toFixed() : null;
      if (at === changes.at(-1)?.at || at === shown.at(-1)?.at) at += MINUTE;
      changes.push({ type: each.type, at, final, initial: each.initial });
      value = new Exact(each.initial);
      if (!each.isAtReading) continue;
    } else value = each.kind === 'grows' ? value.plus(each.by) : new Exact(each.value);
    shown.push({ at, value: value.toFixed() });
    isFree = false;
  }
  return { shown, changes };
}

/** A counter with a reading after its period, so that billing has the same data as the preview. */
const follows = (one: typeof fault | typeof happening, after: fc.Arbitrary<number>) =>
  delivered(
    fc
      .tuple(
        fc.array(
          fc.tuple(one, after).map(([what, time]) => ({ ...what, after: time })),
          { maxLength: 16 },
        ),
        minutes(1, 600),
      )
      .map(([happenings, last]) => {
        const { shown, changes } = follow(happenings);
        const [known, changed] = [shown, changes].map((all) => all.filter(({ at }) => at < PERIOD.to)) as [
          Shown[],
          RegisterChange[],
        ];
        const at = PERIOD.to + last * MINUTE;
        return { shown: [...known, { at, value: '100000' }], changes: changed };
      }),
  );

const standstills = fc.array(fc.tuple(minutes(0, 719), minutes(1, 180)), { maxLength: 4 }).map((spans) =>
  joinSpans(
    spans.map(([start, length]) => ({
      from: PERIOD.from + start * MINUTE,
      to: Math.min(PERIOD.to, PERIOD.from + (start + length) * MINUTE),
    })),
  ),
);

const factor = fc.constantFrom(null, '0.1', '2.5', '1000');

const gauge = (unit: string): fc.Arbitrary<History> =>
  delivered(
    fc.record({
      shown: fc
        .uniqueArray(fc.tuple(minutes(0, 1380), decimal(5000, unit)), {
          selector: ([at]) => at,
          maxLength: 20,
        })
        .map((all) =>
          all.map(([at, value]) => ({ at: BEFORE + at * MINUTE, value })).sort((a, b) => a.at - b.at),
        ),
      off: standstills,
    }),
  );

describe('a preview and a bill', () => {
  it('evaluate the steps of a counter alike', () => {
    const example = fc.record({
      course: follows(fault, minutes(0, 180)),
      off: standstills,
      factor,
      modulus: fc.constantFrom(null, '1000', '10000'),
      perMinute: fc.constantFrom(null, '0.5', '1', '7'),
    });
    fc.assert(
      fc.property(example, ({ course: history, off, factor, modulus, perMinute }) => {
        const recorded = { ...history, off };
        const maxRatePerHour = perMinute && new Exact(perMinute).times(60).toFixed();
        agreeWholly(
          previewed(recorded, { factor, modulus, maxRatePerMinute: perMinute, maxHoldSeconds: 172_800 }),
          billed(recorded, { factor, modulus, maxRatePerHour, maxGapMinutes: 2880 }),
        );
      }),
      RUNS,
    );
  });

  it('divide long steps of a counter at the bounds of a period alike', () => {
    const example = fc.record({
      course: follows(happening, minutes(0, 600)),
      factor,
      hold: minutes(1, 300),
    });
    fc.assert(
      fc.property(example, ({ course: history, factor, hold }) => {
        agreeWholly(
          previewed(history, { factor, maxHoldSeconds: hold * 60 }),
          billed(history, { factor, maxGapMinutes: hold }),
        );
      }),
      RUNS,
    );
  });

  it('apply a gauge’s value for the same time, with the same quantity', () => {
    const example = fc.record({
      course: gauge('0.06'),
      factor: fc.constantFrom('1', '0.1', '2.5'),
      hold: minutes(1, 400),
    });
    fc.assert(
      fc.property(example, ({ course: history, factor, hold }) => {
        // A preview counts a level in seconds, billing in hours.
        const perHour = new Exact(factor).times(3600).toFixed();
        agreeWholly(
          previewed(history, { method: 'integral', factor, maxHoldSeconds: hold * 60 }),
          billed(history, { method: 'integral', factor: perHour, maxGapMinutes: hold }),
        );
      }),
      RUNS,
    );
  });

  it('count the same events', () => {
    const example = fc.record({ course: gauge('1'), factor });
    fc.assert(
      fc.property(example, ({ course: history, factor }) => {
        const recorded = { ...history, off: [] };
        const [preview, usage] = [
          previewed(recorded, { method: 'count', factor }),
          billed(recorded, { method: 'event_count', factor }),
        ];
        // A preview's input is complete. Without messages, billing can't know whether there were any events.
        if (usage.state === 'unknown') agree(preview.quantity, '0');
        else agreeWholly(preview, usage);
      }),
      RUNS,
    );
  });

  it('find the same highest mean of an interval', () => {
    const example = fc.record({
      course: gauge('0.1'),
      interval: fc.constantFrom(15, 30, 60),
      hold: minutes(1, 400),
      factor,
    });
    fc.assert(
      fc.property(example, ({ course: history, interval, hold, factor }) => {
        const recorded = { ...history, off: [] };
        const { windows } = previewed(
          recorded,
          { method: 'mean', factor, maxHoldSeconds: hold * 60 },
          interval * 60,
        );
        const known = windows!.filter((mean) => mean !== null);
        const usage = billed(recorded, {
          method: 'peak_demand',
          factor,
          intervalMinutes: interval,
          maxGapMinutes: hold,
        });
        agree(known.length === 0 ? null : Exact.max(...known).toFixed(), usage.quantity);
        if ((known.length === 0) !== (usage.state === 'unknown'))
          throw new Error(`previewed ${known.length} means, billed ${usage.state}`);
      }),
      RUNS,
    );
  });
});
