import fc from 'fast-check';
import { MAX_TEXT, type NativePayload, parseNativePayload } from '../messages/native-format.js';
import { composeReading } from './compose-reading.js';
import { toMessageText } from './to-message-text.js';

const readingOf = (text: string) => {
  const payload = parseNativePayload(Buffer.from(text)) as NativePayload;
  expect(payload).toMatchObject({ faulty: [] });
  return composeReading(payload.messages[0]!, 0);
};
const again = (text: string) => {
  const { timeMs, seq, shape, numbers } = readingOf(text);
  return toMessageText(timeMs, seq, shape, numbers);
};

describe('toMessageText', () => {
  it.each([
    ['{"ts":1764000000000,"seq":7,"g":{"a":1.5}}'],
    ['{"ts":1764000000000,"seq":7,"g":{"a":1.5,"b":null},"state":"load","e":{"code":"A 1"},"q":{"a":2}}'],
    ['{"ts":1764000000000,"seq":7,"g":{"n":9007199254740993}}'],
    ['{"ts":1764000000000,"g":{"a":1}}'],
    ['{"ts":1764000000000,"seq":0,"g":{"state":null}}'],
    ['{"ts":1764000000000,"seq":0,"g":{"state":3}}'],
    ['{"ts":1764000000000,"seq":0,"e":{"a":"\\"\\\\ é\\n"}}'],
  ])('writes %s unchanged', (text) => {
    expect(again(text)).toBe(text);
  });

  it('writes a message that is read as the same reading', () => {
    const key = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{0,6}$/);
    const token = fc.oneof(
      fc
        .double({ noNaN: true, noDefaultInfinity: true })
        .filter((n) => n === 0 || Math.abs(n) > 1e-300)
        .map(String),
      fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }).map(String),
      fc.constantFrom('1e22', '-0', '0.1', '1E-7', '123456789012345678'),
    );
    const text = fc.string({ unit: 'grapheme-ascii', maxLength: Math.min(30, MAX_TEXT) });
    const message = fc
      .record({
        seq: fc.option(fc.maxSafeNat()),
        numbers: fc.dictionary(key, fc.oneof(token, fc.constant('null')), { minKeys: 1, maxKeys: 6 }),
        counters: fc.dictionary(key, token, { maxKeys: 3 }),
        state: fc.option(text),
        events: fc.dictionary(key, text, { maxKeys: 3 }),
        quality: fc.integer({ min: 0, max: 3 }),
      })
      .filter(({ numbers, counters, state, events }) => {
        const keys = [numbers, counters, events].flatMap(Object.keys).concat(state === null ? [] : ['state']);
        return new Set(keys).size === keys.length;
      })
      .map(({ seq, numbers, counters, state, events, quality }) => {
        const section = (of: Record<string, string>) =>
          `{${Object.entries(of)
            .map(([name, value]) => `"${name}":${value}`)
            .join()}}`;
        const parts = ['"ts":1764000000000', `"g":${section(numbers)}`, `"c":${section(counters)}`];
        if (seq !== null) parts.push(`"seq":${seq}`);
        if (state !== null) parts.push(`"state":${JSON.stringify(state)}`);
        parts.push(`"e":${JSON.stringify(events)}`, `"q":{"${Object.keys(numbers)[0]}":${quality}}`);
        return `{${parts.join()}}`;
      });
    fc.assert(
      fc.property(message, (sent) => {
        const reading = readingOf(sent);
        expect(readingOf(again(sent))).toEqual(reading);
      }),
    );
  });
});
