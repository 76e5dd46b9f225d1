import { readSpan, roundSpan, spanText } from './span-text.js';

const at = (text: string): number => Date.parse(text);
const HOUR = 3_600_000;

describe('a span in an address', () => {
  it('is read as it was written', () => {
    const span = { from: at('2026-11-24T13:00:00Z'), to: at('2026-11-25T13:00:00.250Z') };
    expect(spanText(span)).toBe('2026-11-24T13:00:00Z~2026-11-25T13:00:00.250Z');
    expect(readSpan(spanText(span))).toEqual(span);
  });

  it.each([
    undefined,
    '',
    'yesterday',
    '2026-11-24T13:00:00Z',
    '2026-11-24T13:00:00Z~',
    '2026-11-24T13:00:00Z~2026-11-24T13:00:00Z',
    '2026-11-25T13:00:00Z~2026-11-24T13:00:00Z',
    '2026-11-24T13:00:00Z~2026-11-25T13:00:00Z~2026-11-26T13:00:00Z',
  ])('is ignored if it is invalid: %s', (text) => {
    expect(readSpan(text)).toBeUndefined();
  });
});

describe('roundSpan', () => {
  it.each([
    ['seconds in an hour', 1, '2026-11-24T13:00:12Z', '2026-11-24T13:20:49Z'],
    ['minutes in a day', 24, '2026-11-24T13:00:00Z', '2026-11-24T13:21:00Z'],
    ['hours in a month, but at least one', 720, '2026-11-24T13:00:00Z', '2026-11-24T14:00:00Z'],
  ])('rounds to %s', (_what, hours, from, to) => {
    const drawn = { from: at('2026-11-24T13:00:12.400Z'), to: at('2026-11-24T13:20:48.600Z') };
    expect(roundSpan(drawn, hours * HOUR)).toEqual({ from: at(from), to: at(to) });
  });
});
