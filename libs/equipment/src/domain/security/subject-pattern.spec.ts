import fc from 'fast-check';
import { matchSubject, parseSubjectPattern, PATTERN_FIELDS, renderSubject } from './subject-pattern.js';

describe('subject pattern', () => {
  it.each([
    ['{device.code}', { before: '', field: 'device.code', after: '' }],
    ['pump-{machine.serial}', { before: 'pump-', field: 'machine.serial', after: '' }],
    ['{device.code}.plant.example', { before: '', field: 'device.code', after: '.plant.example' }],
  ])('%s', (text, pattern) => {
    expect(parseSubjectPattern(text)).toEqual(pattern);
  });

  it.each([
    '',
    'pump',
    '{serial}',
    '{device.code}{device.code}',
    '{device.code',
    '{}',
    `${'x'.repeat(64)}{device.code}`,
  ])('rejects "%s"', (text) => {
    expect(parseSubjectPattern(text)).toBeUndefined();
  });

  it('matches whole names only', () => {
    const pattern = parseSubjectPattern('pump-{device.code}-x')!;
    expect(matchSubject(pattern, 'pump-7-x')).toBe('7');
    for (const name of ['pump--x', 'pump-7', '7-x', 'a-pump-7-x', 'PUMP-7-x', 'pump-x'])
      expect(matchSubject(pattern, name)).toBeUndefined();
  });

  it('parses what it has rendered', () => {
    const text = fc.stringMatching(/^[^{}]{0,20}$/);
    fc.assert(
      fc.property(
        text,
        fc.constantFrom(...PATTERN_FIELDS),
        text,
        fc.string({ minLength: 1 }),
        (before, field, after, value) => {
          const pattern = parseSubjectPattern(`${before}{${field}}${after}`)!;
          expect(matchSubject(pattern, renderSubject(pattern, value))).toBe(value);
        },
      ),
    );
  });
});
