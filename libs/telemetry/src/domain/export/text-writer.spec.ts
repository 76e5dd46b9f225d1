import fc from 'fast-check';
import { TextWriter } from './text-writer.js';

const written = (write: (writer: TextWriter) => void): string => {
  const writer = new TextWriter(4);
  write(writer);
  return Buffer.from(writer.take()).toString('utf8');
};
const plain = (value: number): string => (Object.is(value, -0) ? '0' : String(value));

describe('TextWriter', () => {
  it.each([
    0,
    -0,
    5,
    -5,
    10,
    99,
    100,
    0.1,
    0.5,
    -0.25,
    1.1,
    7.4,
    85.1234,
    123456.789,
    1e-6,
    1.5e-6,
    1e-7,
    1 / 3,
    1e15,
    1e15 - 1,
    1e21,
    999999999999999,
    0.000001,
    9007199254740991,
    -2.5e-10,
    5e-324,
    Number.MAX_VALUE,
  ])('writes %d like String', (value) => {
    for (let guess = 0; guess <= 6; guess++)
      expect(written((writer) => void writer.number(value, guess))).toBe(plain(value));
  });

  it('writes any number like String, whatever was written before', () => {
    const decimal = fc
      .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.nat({ max: 8 }))
      .map(([digits, places]) => digits / 10 ** places);
    const value = fc.oneof(decimal, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer());
    fc.assert(
      fc.property(fc.array(value), (values) => {
        let guess = 0;
        const text = written((writer) => {
          for (const each of values) {
            guess = writer.number(each, guess);
            writer.text(' ');
          }
        });
        expect(text).toBe(values.map((each) => `${plain(each)} `).join(''));
      }),
    );
  });

  it('writes times in ISO 8601', () => {
    const instants = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 });
    fc.assert(
      fc.property(fc.array(fc.tuple(instants, fc.nat({ max: 90_000_000 }))), (pairs) => {
        const times = pairs.flatMap(([ms, step]) => [ms, Math.min(ms + step, 253_402_300_799_999)]);
        const text = written((writer) => times.forEach((ms) => writer.time(ms)));
        expect(text).toBe(times.map((ms) => new Date(ms).toISOString()).join(''));
      }),
    );
  });

  it('copies its own content, and starts over after take', () => {
    const writer = new TextWriter(1);
    writer.text('ä;');
    writer.copyWithin(0, writer.length);
    expect(Buffer.from(writer.take()).toString('utf8')).toBe('ä;ä;');
    expect(writer.length).toBe(0);
    expect(writer.take()).toHaveLength(0);
  });
});
