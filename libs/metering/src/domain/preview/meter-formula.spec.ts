import fc from 'fast-check';
import { DomainError, Exact } from '#platform/domain';
import { MeterFormula } from './meter-formula.js';

const VALUES: Readonly<Record<string, string>> = { a: '7', b: '0.1', 'c.d': '3' };
const valueOf = (name: string) => (name in VALUES ? new Exact(VALUES[name]!) : null);
const work = (text: string) => MeterFormula.parse(text).evaluate(valueOf)?.toFixed() ?? null;

describe('a formula', () => {
  it.each([
    ['a', '7'],
    ['a - b - b', '6.8'],
    ['2 * a + c.d', '17'],
    ['2*(a+c.d)', '20'],
    ['a - -b', '7.1'],
    ['-a*2', '-14'],
    [' a / 2 ', '3.5'],
    ['a / (b - 0.1)', null],
    ['a + unknown', null],
  ])('%s is %s', (text, value) => expect(work(text)).toBe(value));

  it.each([
    ['', 0],
    ['a +', 3],
    ['a b', 1],
    ['(a', 2],
    ['a)', 1],
    ['a ** b', 3],
    ['a; b', 1],
    ['a[0]', 1],
    ['1e9', 1],
    ['f(a)', 1],
  ])('%s has a syntax error at %s', (text, position) => {
    try {
      MeterFormula.parse(text);
    } catch (error) {
      expect(error).toBeInstanceOf(DomainError);
      expect(error).toMatchObject({ code: 'metering.formula_invalid', params: { position } });
      return;
    }
    throw new Error('it was read');
  });

  it('lists each name once', () => {
    expect(MeterFormula.parse('total - rejects + total').names).toEqual(['total', 'rejects']);
  });

  it('parses or rejects any text without other errors', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab1.+-*/() ') }), (text) => {
        try {
          MeterFormula.parse(text).evaluate(() => new Exact(1));
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
        }
      }),
    );
  });
});
