import fc from 'fast-check';
import { compareVersions, explainVerdict, checkHome } from './home-check.js';

const product = { productVersion: '0.2.0', postgresMajor: 18 };

describe('checkHome', () => {
  it.each([
    ['a new home', {}, true],
    ['the same version', { productVersion: '0.2.0', postgresMajor: 18 }, true],
    ['an older version', { productVersion: '0.1.9', postgresMajor: 18 }, true],
    ['a newer version', { productVersion: '0.10.0', postgresMajor: 18 }, false],
    ['an older PostgreSQL', { productVersion: '0.2.0', postgresMajor: 17 }, false],
    ['a newer PostgreSQL', { productVersion: '0.2.0', postgresMajor: 19 }, false],
  ])('%s', (_name, home, usable) => expect(checkHome(home, product).usable).toBe(usable));

  it.each([{ productVersion: '1.0.0' }, { postgresMajor: 17 }])('explains the solution for %j', (home) => {
    const verdict = checkHome(home, product);
    if (verdict.usable) throw new Error('expected a rejection');
    expect(explainVerdict(verdict, '/data/home')).toMatch(
      /\/data\/home[\s\S]*\n.*(Run version|backup -- --portable)/,
    );
  });
});

describe('compareVersions', () => {
  it.each([
    ['1.0.0', '1.0.0', 0],
    ['1.10.0', '1.9.9', 1],
    ['1.0.0-rc.1', '1.0.0', -1],
    ['1.0.0-rc.10', '1.0.0-rc.9', 1],
    ['1.0.0+build.7', '1.0.0', 0],
  ])('%s against %s', (left, right, sign) => expect(Math.sign(compareVersions(left, right))).toBe(sign));

  it('orders any two versions consistently', () => {
    const version = fc
      .tuple(fc.nat(50), fc.nat(50), fc.nat(50), fc.constantFrom('', '-rc.1', '-rc.2'))
      .map(([a, b, c, pre]) => `${a}.${b}.${c}${pre}`);
    fc.assert(
      fc.property(version, version, (left, right) => {
        const there = Math.sign(compareVersions(left, right));
        expect(there + Math.sign(compareVersions(right, left))).toBe(0);
        expect(there === 0).toBe(left === right);
      }),
    );
  });
});
