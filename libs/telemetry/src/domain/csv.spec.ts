import { toCsvLine } from './csv.js';

describe('toCsvLine', () => {
  it.each([
    [[1.5, null, 'load'], '1.5;;load\r\n'],
    [[-0, 1e21, 5e-324], '0;1e+21;5e-324\r\n'],
    [['a;b', 'say "no"', 'two\nlines'], '"a;b";"say ""no""";"two\nlines"\r\n'],
  ])('%j', (fields, line) => expect(toCsvLine(fields)).toBe(line));
});
