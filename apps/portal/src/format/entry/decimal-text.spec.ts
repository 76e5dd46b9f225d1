import fc from 'fast-check';
import {
  compareDecimals,
  type DecimalReading,
  editDecimal,
  readDecimal,
  showDecimal,
} from './decimal-text.js';

const LOCALES = ['en-GB', 'zh-CN', 'es-MX', 'es-ES', 'id-ID', 'pl-PL'] as const;
const number = (value: string): DecimalReading => ({ kind: 'number', value });
const MALFORMED: DecimalReading = { kind: 'malformed' };
const ambiguous = (grouped: string, fractional: string): DecimalReading => ({
  kind: 'ambiguous',
  grouped,
  fractional,
});

describe('a typed number', () => {
  it.each([
    ['1.234,56', '1234.56'],
    ['1,234.56', '1234.56'],
    ['1 234,56', '1234.56'],
    ['1\u202f234\u202f567,89', '1234567.89'],
    ['1\u00a0234\u00a0567,89', '1234567.89'],
    ['1’234.50', '1234.50'],
    ['1.234.567', '1234567'],
    ['1,234,567', '1234567'],
    ['1.234.567,8', '1234567.8'],
    ['0,026', '0.026'],
    ['0.026', '0.026'],
    ['12,5', '12.5'],
    ['12.5', '12.5'],
    ['1234,567', '1234.567'],
    ['1234.567', '1234.567'],
    ['1.2345', '1.2345'],
    [',5', '0.5'],
    ['.5', '0.5'],
    ['5,', '5'],
    ['+5', '5'],
    ['-5', '-5'],
    ['\u22125,5', '-5.5'],
    ['- 5', '-5'],
    ['-0,00', '0.00'],
    ['007', '7'],
    ['０１２３．５', '123.5'],
    ['12，5', '12.5'],
    ['3。5', '3.5'],
    ['12345678901234567890123456,123456789012', '12345678901234567890123456.123456789012'],
  ])('%s is %s in every language, typed or pasted', (text, value) => {
    for (const locale of LOCALES)
      for (const isPasted of [false, true])
        expect(readDecimal(text, locale, { isPasted }), locale).toEqual(number(value));
  });

  it.each([
    ['en-GB', '1,234', '1234'],
    ['en-GB', '1.234', '1.234'],
    ['zh-CN', '１，２３４', '1234'],
    ['es-MX', '1,234', '1234'],
    ['es-ES', '1.234', '1234'],
    ['es-ES', '1,234', '1.234'],
    ['id-ID', '1.234', '1234'],
    ['id-ID', '-1,234', '-1.234'],
    ['pl-PL', '1,234', '1.234'],
  ])('follows the notation of %s: %s is %s', (locale, text, value) => {
    expect(readDecimal(text, locale)).toEqual(number(value));
  });

  it.each([
    ['pl-PL', '1.234', '1234', '1.234'],
    ['pl-PL', '-12.345', '-12345', '-12.345'],
  ])('is ambiguous in %s if the language does not use the separator of %s', (locale, text, ...readings) => {
    expect(readDecimal(text, locale)).toEqual(ambiguous(...readings));
  });

  it.each(['1,234', '1.234', '12,345', '999.999'])(
    'is ambiguous in every language if %s was pasted, because it can come from another one',
    (text) => {
      const [whole = '', fraction = ''] = text.split(/[.,]/);
      for (const locale of LOCALES)
        expect(readDecimal(text, locale, { isPasted: true }), locale).toEqual(
          ambiguous(whole + fraction, `${whole}.${fraction}`),
        );
    },
  );

  it.each([
    ['1,234', 0, number('1234')],
    ['1.234', 2, number('1234')],
    ['1.234', 3, ambiguous('1234', '1.234')],
    // The fraction 1.20 has no more than two decimals.
    ['1,200', 2, ambiguous('1200', '1.200')],
  ])(
    'that was pasted as %s into a field with %d decimals has one reading if a fraction is too fine',
    (text, decimals, reading) => {
      for (const locale of LOCALES)
        expect(readDecimal(text, locale, { isPasted: true, decimals }), locale).toEqual(reading);
    },
  );

  it.each([
    '12,34,56',
    '1,23,456',
    '12.34.56',
    '1 23',
    '1,234 567',
    '1.234 567',
    '1e3',
    '12a',
    'abc',
    '.',
    ',',
    '-',
    '--5',
    '5-',
    '1/2',
    '½',
    'NaN',
    'Infinity',
    '0x10',
  ])('refuses %s', (text) => {
    for (const locale of LOCALES) expect(readDecimal(text, locale), locale).toEqual(MALFORMED);
  });

  it.each(['', ' ', '\u00a0'])('is empty without digits: %j', (text) => {
    expect(readDecimal(text, 'en-GB')).toEqual({ kind: 'empty' });
  });

  it.each([
    ['12,50 PLN', ['PLN'], number('12.50')],
    ['PLN 12,50', ['PLN'], number('12.50')],
    ['12.5\u00a0m³', ['m³'], number('12.5')],
    ['20 %', ['%'], number('20')],
    ['20％', ['%'], number('20')],
    ['12,50 EUR', ['PLN'], MALFORMED],
    ['PLN', ['PLN'], { kind: 'empty' } as const],
  ])('%s may contain only the unit of its field', (text, units, reading) => {
    expect(readDecimal(text, 'pl-PL', { units })).toEqual(reading);
  });
});

const digits = (max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: max }).map((all) => all.join(''));
const decimals = fc
  .tuple(fc.boolean(), digits(26), fc.option(digits(12), { nil: '' }))
  .map(([isNegative, whole, fraction]) => {
    const digits = whole.replace(/^0+(?=\d)/, '');
    const isZero = /^0*$/.test(digits + fraction);
    return `${isNegative && !isZero ? '-' : ''}${digits}${fraction === '' ? '' : `.${fraction}`}`;
  });
const locales = fc.constantFrom(...LOCALES);

describe('an exact decimal', () => {
  it('keeps every digit when it is shown and read again, in every language', () => {
    fc.assert(
      fc.property(decimals, locales, (value, locale) => {
        expect(readDecimal(showDecimal(value, locale), locale)).toEqual(number(value));
        expect(readDecimal(editDecimal(value, locale), locale)).toEqual(number(value));
      }),
    );
  });

  it('is never read as a different number when it is pasted from another language', () => {
    fc.assert(
      fc.property(decimals, locales, locales, (value, from, to) => {
        const reading = readDecimal(showDecimal(value, from), to, { isPasted: true });
        if (reading.kind === 'ambiguous') expect([reading.grouped, reading.fractional]).toContain(value);
        else expect(reading).toEqual(number(value));
      }),
    );
  });

  it.each([
    ['1234567.5', 'en-GB', '1,234,567.5', '1234567.5'],
    ['1234567.5', 'es-MX', '1,234,567.5', '1234567.5'],
    ['1234567.5', 'es-ES', '1.234.567,5', '1234567,5'],
    ['1234567.5', 'id-ID', '1.234.567,5', '1234567,5'],
    ['-1234567.50', 'pl-PL', '\u22121\u00a0234\u00a0567,50', '-1234567,50'],
    ['12..5', 'pl-PL', '12..5', '12..5'],
    ['', 'pl-PL', '', ''],
  ])('%s is shown in %s as %s and edited as %s', (value, locale, shown, edited) => {
    expect(showDecimal(value, locale)).toBe(shown);
    expect(editDecimal(value, locale)).toBe(edited);
  });

  it.each([
    ['1', '1.00', 0],
    ['-1.5', '1', -1],
    ['0.3', '0.25', 1],
    ['9007199254740993', '9007199254740992', 1],
    ['-0.1', '-0.2', 1],
  ])('compares %s with %s', (a, b, expected) => {
    expect(compareDecimals(a, b)).toBe(expected);
    expect(compareDecimals(b, a)).toBe(expected === 0 ? 0 : -expected);
  });
});
