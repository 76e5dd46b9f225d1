import { GoToSequence } from './go-to-keys.js';

const key = (name: string, more: Partial<KeyboardEvent> = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

describe('g followed by a letter', () => {
  const press = (...keys: readonly [ReturnType<typeof key>, number][]) => {
    const sequence = new GoToSequence({ t: '/today', b: '/billing' });
    return keys.map(([pressed, at]) => sequence.press(pressed, at));
  };

  it('opens the page of the letter', () => {
    expect(press([key('g'), 0], [key('b'), 400])).toEqual([undefined, '/billing']);
  });

  it.each<[string, readonly [ReturnType<typeof key>, number][]]>([
    ['a letter alone', [[key('b'), 0]]],
    [
      'an unknown letter',
      [
        [key('g'), 0],
        [key('z'), 100],
      ],
    ],
    [
      'a name that every object has',
      [
        [key('g'), 0],
        [key('toString'), 100],
      ],
    ],
    [
      'a letter that follows too late',
      [
        [key('g'), 0],
        [key('b'), 1501],
      ],
    ],
    [
      'another key in between',
      [
        [key('g'), 0],
        [key('x'), 100],
        [key('b'), 200],
      ],
    ],
    [
      'a shortcut of the browser',
      [
        [key('g'), 0],
        [key('b', { ctrlKey: true }), 100],
      ],
    ],
  ])('does nothing for %s', (_, keys) => {
    expect(press(...keys).every((page) => page === undefined)).toBe(true);
  });

  it('starts again with a second g', () => {
    expect(press([key('g'), 0], [key('g'), 1400], [key('t'), 2600])[2]).toBe('/today');
  });
});
