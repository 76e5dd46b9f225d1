import { freeSeriesPrefix } from './series-prefix.js';

it.each([
  [[], 'PL'],
  [['MX'], 'PL'],
  [['PL'], 'PL2'],
  [['PL', 'PL3'], 'PL2'],
])('with %j taken is %s', (taken, prefix) => expect(freeSeriesPrefix('PL', taken)).toBe(prefix));
