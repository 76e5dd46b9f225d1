import { recogniseDialect } from './dialect.js';

describe('recogniseDialect', () => {
  it.each([
    [['a;b;c', '1.5;2;3'], { delimiter: ';', decimal: '.' }],
    [['a;b', '1,5;2,25', '3,5;4'], { delimiter: ';', decimal: ',' }],
    [['a,b', '1.5,2'], { delimiter: ',', decimal: '.' }],
    [['a\tb', '1,5\t2,5'], { delimiter: '\t', decimal: ',' }],
    [['"a,x"|b', '"1,5"|2'], { delimiter: '|', decimal: ',' }],
    [['one', '1.5'], { delimiter: ';', decimal: '.' }],
  ])('%j', (lines, expected) => expect(recogniseDialect(lines)).toEqual(expected));
});
