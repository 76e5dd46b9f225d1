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

describe('a printed percentage', () => {
  it.each([
    ['en-GB', '7.5%'],
    ['zh-CN', '7.5%'],
    ['es-MX', '7.5\u00a0%'],
    ['id-ID', '7,5%'],
    ['pl-PL', '7,5%'],
  ])('is written as in %s', (locale, printed) => {
    const formatter = new Formatter({ locale });
    expect([formatter.percent('7.5'), formatter.quantity('7.5', '%')]).toEqual([printed, printed]);
  });
});

describe('a printed account number', () => {
  it.each([
    ['PL61109010140000071219812874', 'PL61 1090 1014 0000 0712 1981 2874'],
    ['pl61 1090 1014 0000 0712 1981 2874', 'PL61 1090 1014 0000 0712 1981 2874'],
    ['NO9386011117947', 'NO93 8601 1117 947'],
    ['012180001234567897', '012180001234567897'],
    ['0123 45-678', '0123 45-678'],
  ])('%s is never broken, and grouped if it is an IBAN', (account, printed) => {
    expect(new Formatter({ locale: 'en' }).account(account)).toBe(printed.replaceAll(' ', '\u00a0'));
  });
});
