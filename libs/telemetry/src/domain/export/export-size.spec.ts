import { MOST_DIRECT_STRETCHES, MOST_DIRECT_VALUES, needsJob } from './export-size.js';

it.each([
  [0, 0, false],
  [MOST_DIRECT_VALUES, MOST_DIRECT_STRETCHES - 1, false],
  [MOST_DIRECT_VALUES + 1, 0, true],
  [0, MOST_DIRECT_STRETCHES, true],
])('an export of %i values in %i segments needs a job: %s', (values, stretches, expected) => {
  expect(needsJob({ values, stretches })).toBe(expected);
});
