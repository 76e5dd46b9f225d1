import type { FlowStep } from '../../../api/types.js';
import { summariseFlow, toCurve } from './flow-numbers.js';

const step = (minute: number, more: Partial<FlowStep> = {}): FlowStep => ({
  at: new Date(minute * 60_000).toISOString(),
  messages: 0,
  readings: 0,
  points: 0,
  duplicates: 0,
  late: 0,
  quarantined: 0,
  lagP50Ms: null,
  lagP99Ms: null,
  ...more,
});

const flow = {
  stepSeconds: 60,
  steps: [
    step(1, { duplicates: 2, quarantined: 1 }),
    step(2, { messages: 60, points: 600, late: 3, lagP50Ms: 4, lagP99Ms: 9 }),
    step(3, { messages: 1, points: 1, duplicates: 5 }),
  ],
};

it('shows the rate of the last complete step and the totals of the period', () => {
  expect(summariseFlow(flow)).toEqual({
    pointsPerSecond: 10,
    messagesPerSecond: 1,
    lagP50Ms: 4,
    lagP99Ms: 9,
    duplicates: 7,
    late: 3,
    quarantined: 1,
  });
});

it('has no rate before a step is complete', () => {
  expect(summariseFlow({ stepSeconds: 60, steps: [step(1, { points: 9 })] })).toMatchObject({
    pointsPerSecond: null,
    lagP99Ms: null,
  });
});

it('omits the incomplete step', () => {
  expect(toCurve(flow, ({ points }) => points / 60)).toEqual([
    [60_000, 0, 0, 0],
    [120_000, 10, 10, 10],
  ]);
});
