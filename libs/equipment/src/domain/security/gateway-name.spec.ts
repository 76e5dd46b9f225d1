import fc from 'fast-check';
import { toDeviceCode } from './gateway-name.js';

describe('toDeviceCode', () => {
  it.each([
    ['P-1001', 'P-1001'],
    ['Device A', 'Device-A'],
    [' line 1 / press ', 'line-1-press'],
    ['压机 7', '-7'],
    ['压机', undefined],
    ['', undefined],
    ['x'.repeat(65), undefined],
  ])('converts %s to the code %s', (name, code) => expect(toDeviceCode(name)).toBe(code));

  it('returns valid device codes', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const code = toDeviceCode(name);
        if (code !== undefined) expect(code).toMatch(/^[A-Za-z0-9._-]{1,64}$/);
      }),
    );
  });
});
