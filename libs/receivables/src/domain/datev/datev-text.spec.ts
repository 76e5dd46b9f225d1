import fc from 'fast-check';
import { toDatevNumber, toDatevText } from './datev-text.js';

it.each([
  ['Müller & Söhne', 'Müller & Söhne'],
  ['Zakład Łódź', 'Zaklad Lódz'],
  ['杭州 Ltd', '?? Ltd'],
  ['a\tb\nc', 'a b c'],
  ['"quoted"', '"quoted"'],
  ['=SUM(1)', "'=SUM(1)"],
  ['-12.50', '-12.50'],
])('writes %j as %j', (text, written) => {
  expect(toDatevText(text, 60)).toBe(written);
});

it.each([
  ['PL-2026-00042', 'PL-2026-00042'],
  ['R 12/7 (a)', 'R12/7a'],
  ['1'.repeat(40), '1'.repeat(36)],
])('writes the number %j as %j', (number, written) => {
  expect(toDatevNumber(number)).toBe(written);
});

it('writes each character as one byte, and never more than allowed', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.integer({ min: 1, max: 60 }),
      (text, max) => {
        const written = toDatevText(text, max);
        expect(written.length).toBeLessThanOrEqual(max);
        expect(Buffer.from(written, 'latin1').toString('latin1')).toBe(written);
        expect(written).not.toMatch(/\p{Cc}/u);
      },
    ),
  );
});
