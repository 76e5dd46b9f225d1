import fc from 'fast-check';
import {
  colouredSignals,
  MAX_SIGNALS,
  placeSignals,
  readSlots,
  type SignalSlots,
  slotsOf,
  slotsText,
} from './signal-slots.js';

describe('signals by colour', () => {
  it.each<[string, SignalSlots, string[], SignalSlots]>([
    ['the first signals in order', [], ['a', 'b'], ['a', 'b']],
    ['an added signal after the others', ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c']],
    ['a free colour, but keep the others', ['a', 'b', 'c'], ['a', 'c'], ['a', '', 'c']],
    ['the free colour again', ['a', '', 'c'], ['a', 'c', 'd'], ['a', 'd', 'c']],
    [
      'no colour for more signals than colours',
      ['a', 'b', 'c', 'd', 'e', 'f'],
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
      ['a', 'b', 'c', 'd', 'e', 'f'],
    ],
  ])('have %s', (_what, slots, chosen, expected) => {
    expect(placeSignals(slots, chosen)).toEqual(expected);
  });

  it('keep the colour of every signal that remains', () => {
    const keys = fc.uniqueArray(fc.constantFrom<string[]>('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), {
      maxLength: MAX_SIGNALS,
    });
    fc.assert(
      fc.property(keys, keys, (before, after) => {
        const slots = placeSignals([], before);
        const next = placeSignals(slots, after);
        for (const { key, hue } of colouredSignals(slots))
          if (after.includes(key)) expect(colouredSignals(next)).toContainEqual({ key, hue });
        expect(
          colouredSignals(next)
            .map(({ key }) => key)
            .sort(),
        ).toEqual([...after].sort());
      }),
    );
  });

  it.each<[string, string, SignalSlots]>([
    ['a free colour', 'a,,c', ['a', '', 'c']],
    ['no signals', '', ['']],
    ['a repeated signal', 'a,a,b', ['a', '', 'b']],
    ['too many signals', 'a,b,c,d,e,f,g', ['a', 'b', 'c', 'd', 'e', 'f']],
  ])('are read from an address with %s', (_what, text, expected) => {
    expect(readSlots(text)).toEqual(expected);
  });

  it('are written to an address without trailing free colours', () => {
    expect(slotsText(['a', '', 'c', '', ''])).toBe('a,,c');
    expect(readSlots(undefined)).toBeUndefined();
    expect(slotsText(slotsOf(colouredSignals(['a', '', 'c'])))).toBe('a,,c');
    expect(slotsText(slotsOf([]))).toBe('');
  });
});
