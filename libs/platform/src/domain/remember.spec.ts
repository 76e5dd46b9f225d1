import { rememberByKey } from './remember.js';

describe('rememberByKey', () => {
  it('calls once per combination of texts', async () => {
    const calls: string[][] = [];
    const join = rememberByKey((left: string, right: string) => {
      calls.push([left, right]);
      return Promise.resolve(`${left}-${right}`);
    });
    expect(await join('a', 'b')).toBe('a-b');
    expect(await join('a', 'b')).toBe('a-b');
    expect(await join('a,', 'b')).toBe('a,-b');
    expect(await join('a', ',b')).toBe('a-,b');
    expect(calls).toEqual([
      ['a', 'b'],
      ['a,', 'b'],
      ['a', ',b'],
    ]);
  });
});
