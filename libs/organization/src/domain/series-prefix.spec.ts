import { chooseSeriesPrefix } from './series-prefix.js';

it.each([
  [[], 'PL'],
  [['MX'], 'PL'],
  [['PL'], 'PL2'],
  [['PL', 'PL3'], 'PL2'],
])('with %j taken is %s', (taken, prefix) => expect(chooseSeriesPrefix('PL', taken)).toBe(prefix));
