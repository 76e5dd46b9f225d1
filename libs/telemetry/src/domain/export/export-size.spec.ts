import { MAX_DIRECT_SEGMENTS, MAX_DIRECT_VALUES, needsJob } from './export-size.js';

it.each([
  [0, 0, false],
  [MAX_DIRECT_VALUES, MAX_DIRECT_SEGMENTS - 1, false],
  [MAX_DIRECT_VALUES + 1, 0, true],
  [0, MAX_DIRECT_SEGMENTS, true],
])('an export of %i values in %i segments needs a job: %s', (values, stretches, expected) => {
  expect(needsJob({ values, stretches })).toBe(expected);
});
