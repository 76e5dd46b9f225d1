import fc from 'fast-check';
import type { Checkpoint } from './checkpoint.js';
import { findStart } from './checkpoint.js';
import {
  startProgress,
  findAlarms,
  applyRuleEdits,
  applyReadings,
  type MachineReading,
  type MachineRule,
  type Progress,
} from './evaluate-machine.js';
import type { RuleVersion } from './rule-versions.js';

const KEYS = ['pressure', 'temperature'];
const HOUR = 3_600_000;

const version = (validFrom: number, over: Partial<RuleVersion> = {}): RuleVersion => ({
  direction: 'above',
  onLimit: 100,
  offLimit: 95,
  onDelaySeconds: 0,
  maxGapSeconds: null,
  severity: 'warning',
  enabled: true,
  validFrom,
  ...over,
});

const rules: MachineRule[] = [
  { id: 'hot', signalKey: 'temperature', versions: [version(0, { onDelaySeconds: 7200 })] },
  {
    id: 'low',
    signalKey: 'pressure',
    versions: [
      version(0, { direction: 'below', onLimit: 6, offLimit: 6.5 }),
      version(60 * HOUR, { direction: 'below', onLimit: 5, offLimit: 6.5 }),
    ],
  },
];

const reading = (hour: number, pressure: number | null, temperature: number | null): MachineReading => ({
  at: hour * HOUR,
  deviceKey: 1,
  seq: String(hour),
  keys: KEYS,
  values: [pressure, temperature],
  qualities: null,
});

const found = (progress: Progress) =>
  Object.fromEntries(rules.map(({ id }) => [id, findAlarms(progress, id)]));
const inOrder = (readings: readonly MachineReading[]) => [...readings].sort((a, b) => a.at - b.at);

const days = fc
  .uniqueArray(
    fc.record({
      hour: fc.integer({ min: 0, max: 100 }),
      pressure: fc.option(fc.integer({ min: 4, max: 8 })),
      temperature: fc.option(fc.integer({ min: 90, max: 105 })),
    }),
    {
      selector: ({ hour }) => hour,
      maxLength: 60,
    },
  )
  .map((rows) => rows.map(({ hour, pressure, temperature }) => reading(hour, pressure, temperature)));

describe('a machine', () => {
  it('is evaluated by each of its rules, with a checkpoint for each of its days', () => {
    const progress = applyReadings(startProgress([], undefined), rules, [
      reading(1, 5.5, 101),
      reading(4, 7, 102),
      reading(30, 7, 80),
      reading(70, 5.5, 80),
    ]);
    expect(findAlarms(progress, 'hot')).toMatchObject([
      { conditionSince: HOUR, raisedAt: 4 * HOUR, clearedAt: 30 * HOUR },
    ]);
    expect(findAlarms(progress, 'low')).toMatchObject([{ raisedAt: HOUR, clearedAt: 4 * HOUR }]);
    expect(
      progress.checkpoints.map(({ dayEnd, marks }) => [dayEnd / HOUR, marks.map(({ to }) => to / HOUR)]),
    ).toEqual([
      [24, [4]],
      [48, [30]],
      [72, [70]],
    ]);
  });

  it('keeps only the end of a past day', () => {
    const first = applyReadings(startProgress([], undefined), rules, [reading(1, 7, 80)]);
    const later = applyReadings(applyReadings(first, rules, [reading(2, 7, 80)]), rules, [reading(3, 7, 80)]);
    expect(later.checkpoints.map(({ marks }) => marks.length)).toEqual([3]);
    const nextDay = applyReadings(later, rules, [reading(25, 7, 80)]);
    expect(nextDay.checkpoints.map(({ marks }) => marks.map(({ to }) => to / HOUR))).toEqual([[3], [25]]);
  });

  it('applies an edit once, even without readings', () => {
    const before = applyReadings(startProgress([], undefined), rules, [reading(1, 5.5, 80)]);
    expect(applyRuleEdits(before, rules, 59 * HOUR)).toBe(before);
    const after = applyRuleEdits(before, rules, 61 * HOUR);
    expect(after.mark?.to).toBe(60 * HOUR);
    expect(applyRuleEdits(after, rules, 62 * HOUR)).toBe(after);
  });

  it('does not wait for signals that a message lacks', () => {
    const other = { ...reading(2, 4, 4), keys: ['flow'], values: [3] };
    const progress = applyReadings(startProgress([], undefined), rules, [reading(1, 5.5, 80), other]);
    expect(findAlarms(progress, 'low')).toMatchObject([{ raisedAt: HOUR, clearedAt: null }]);
    expect(progress.mark?.to).toBe(2 * HOUR);
  });

  it('has the same result for any order of arrival', () => {
    fc.assert(
      fc.property(
        days.chain((readings) =>
          fc.tuple(
            fc.constant(readings),
            fc.shuffledSubarray(readings, { minLength: readings.length }),
            fc.array(fc.nat(60), { maxLength: 8 }),
          ),
        ),
        ([readings, shuffled, cuts]) => {
          const whole = applyReadings(startProgress([], undefined), rules, inOrder(readings));
          // Delivers readings in pieces. After each piece, evaluates again from the checkpoint before its earliest
          // reading.
          let stored: Checkpoint[] = [];
          const alarms: Record<string, Map<number, number | null>> = { hot: new Map(), low: new Map() };
          const edges = [...new Set([0, ...cuts, shuffled.length])]
            .filter((cut) => cut <= shuffled.length)
            .sort((a, b) => a - b);
          for (let i = 1; i < edges.length; i++) {
            const piece = shuffled.slice(edges[i - 1], edges[i]);
            if (piece.length === 0) continue;
            const from = Math.min(...piece.map(({ at }) => at));
            const start = findStart(
              stored,
              from,
              rules.map(({ id, versions }) => ({ id, validFrom: versions[0]!.validFrom })),
            );
            const known = inOrder(shuffled.slice(0, edges[i])).filter(({ at }) => at > (start?.to ?? -1));
            const progress = applyReadings(startProgress(stored, start), rules, known);
            for (const { id } of rules) {
              const settled = start?.to ?? -1;
              for (const [raisedAt, clearedAt] of alarms[id]!)
                if (clearedAt === null || clearedAt > settled) alarms[id]!.delete(raisedAt);
              for (const alarm of findAlarms(progress, id)) alarms[id]!.set(alarm.raisedAt, alarm.clearedAt);
            }
            const kept = stored.filter(({ dayEnd }) => start && dayEnd <= start.to);
            stored = JSON.parse(JSON.stringify([...kept, ...progress.checkpoints])) as Checkpoint[];
          }
          const expected = found(whole);
          for (const { id } of rules) {
            expect([...alarms[id]!].sort((a, b) => a[0] - b[0])).toEqual(
              expected[id]!.map(({ raisedAt, clearedAt }) => [raisedAt, clearedAt]),
            );
          }
          if (readings.length > 0)
            expect(stored.at(-1)!.marks.at(-1)).toEqual(JSON.parse(JSON.stringify(whole.mark)));
        },
      ),
      { numRuns: 300 },
    );
  });
});
