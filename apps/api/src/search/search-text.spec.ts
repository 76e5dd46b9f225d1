import { minorRangeOf, parseSearchText } from './search-text.js';

const amount = (whole: string, fraction = '') => ({ whole, fraction });

describe('a search text', () => {
  it.each([
    ['  Kielce   COMPRESSOR ', ['kielce', 'compressor']],
    ['INV-0042', ['inv-0042']],
    ['', []],
    ['a b c d e f g', ['a', 'b', 'c', 'd', 'e', 'f']],
  ])('has words: %j', (text, words) => {
    expect(parseSearchText(text).words).toEqual(words);
  });

  it.each([
    ['986.04', [amount('986', '04')]],
    ['986,04', [amount('986', '04')]],
    ['986', [amount('986')]],
    ['1,234.56', [amount('1234', '56')]],
    ['1.234,56', [amount('1234', '56')]],
    ["1'234.5", [amount('1234', '5')]],
    ['1\u202f234,56', [amount('1234', '56')]],
    ['1 234 567', [amount('1234567')]],
    ['1,234', [amount('1', '234'), amount('1234')]],
    ['EUR 986.04', [amount('986', '04')]],
    ['986.04 PLN', [amount('986', '04')]],
    ['€986', [amount('986')]],
    ['0042', [amount('42')]],
    ['INV-0042', []],
    ['12a', []],
    ['', []],
    ['99999999999999', []],
  ])('can be read as an amount: %j', (text, amounts) => {
    expect(parseSearchText(text).amounts).toEqual(amounts);
  });
});

describe('the range of a typed amount in minor units', () => {
  it.each([
    ['of a currency with two decimals', amount('986', '04'), 2, { from: '98604', to: '98604' }],
    ['if decimals are left out', amount('986'), 2, { from: '98600', to: '98699' }],
    ['if one decimal is left out', amount('986', '0'), 2, { from: '98600', to: '98609' }],
    ['of a currency without decimals', amount('986'), 0, { from: '986', to: '986' }],
    ['of a currency with three decimals', amount('986', '04'), 3, { from: '986040', to: '986049' }],
    ['of a currency with fewer decimals than typed', amount('986', '04'), 0, null],
  ])('%s', (_, typed, decimals, range) => {
    expect(minorRangeOf(typed, decimals)).toEqual(range);
  });
});
