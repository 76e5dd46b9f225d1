import fc from 'fast-check';
import { checkDigits97, mod97 } from './mod97.js';

const isDigit = (character: string): boolean => /\d/.test(character);

describe('check digits modulo 97', () => {
  it.each([
    ['GB', 'WEST12345698765432', '82'],
    ['DE', '370400440532013000', '89'],
    ['RF', '539007547034', '18'],
    ['RF', '1', '74'],
  ])('of %s and %s are %s', (scheme, rest, digits) => {
    expect(checkDigits97(scheme, rest)).toBe(digits);
  });

  it('make the remainder 1, and find every wrong digit, wrong letter and swapped pair of digits', () => {
    const characters = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...characters), { minLength: 2, maxLength: 21 }),
        fc.nat(),
        fc.constantFrom(...characters),
        (typed, position, other) => {
          const digits = checkDigits97('RF', typed.join(''));
          const remainderOf = (rest: readonly string[]): number => mod97(`${rest.join('')}RF${digits}`);
          expect(remainderOf(typed)).toBe(1);
          const index = position % typed.length;
          // A letter counts as two digits, so replacing a letter with a digit shifts all characters before it.
          const isSameKind = isDigit(typed[index]!) === isDigit(other);
          if (isSameKind && typed[index] !== other) expect(remainderOf(typed.with(index, other))).not.toBe(1);
          const next = (index + 1) % typed.length;
          const swapped = typed.with(index, typed[next]!).with(next, typed[index]!);
          const areDigits = isDigit(typed[index]!) && isDigit(typed[next]!);
          if (areDigits && next === index + 1 && typed[index] !== typed[next])
            expect(remainderOf(swapped)).not.toBe(1);
        },
      ),
    );
  });
});
