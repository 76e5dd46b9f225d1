import fc from 'fast-check';
import { toMakerSlug } from './maker-slug.js';

describe("a maker's slug", () => {
  it.each([
    ['Beihu Screw Air Demo Co., Ltd. (fictional)', 'beihu-screw-air-demo-co-ltd-fictional'],
    ['Čerpadla Žďár s.r.o.', 'cerpadla-zdar-s-r-o'],
    ['北湖螺杆空气', 'maker-1'],
    ['7', 'maker-1'],
    ['  --A1--  ', 'a1'],
  ])('of %s is %s', (name, slug) => {
    expect(toMakerSlug(name, 'maker-1')).toBe(slug);
  });

  it('is always one topic level without wildcards or separators', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(toMakerSlug(name, 'maker-1')).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      }),
    );
  });
});
