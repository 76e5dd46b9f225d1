import { ReadingList } from './reading-list.js';
import { shapeOf } from './shape.js';

const said = (text: string) => shapeOf(['note', 'pressure_bar'], [text, undefined], null, 0);

describe("the size of a list's texts", () => {
  const list = (texts: readonly string[]): ReadingList<string> => {
    const readings = new ReadingList<string>();
    texts.forEach((text, i) => readings.add('device', 'topic', i, i, i, said(text), [7]));
    return readings;
  };

  it('grows with every new text', () => {
    const texts = Array.from({ length: 50 }, (_, i) => `${i}`.padStart(1000, '.'));
    expect(list(texts).shapeChars).toBeGreaterThanOrEqual(50_000);
  });

  it('counts repeated texts once, in any order', () => {
    const twice = list(['load', 'idle', 'load', 'idle']);
    expect(twice.shapeChars).toBe(list(['idle', 'load']).shapeChars);
    expect(twice.count).toBe(4);
  });
});
