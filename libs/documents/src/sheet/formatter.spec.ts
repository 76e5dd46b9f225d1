import { Formatter } from './formatter.js';

describe('a printed quantity', () => {
  it.each([
    ['566.72580645161290322581', '566.725806451613\u00a0h'],
    ['480', '480\u00a0h'],
    ['1234.5', '1,234.5\u00a0h'],
  ])('%s has no more decimals than stored quantities', (quantity, printed) => {
    expect(new Formatter({ locale: 'en' }).quantity(quantity, 'h')).toBe(printed);
  });
});
