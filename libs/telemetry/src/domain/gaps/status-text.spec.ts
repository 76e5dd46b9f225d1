import { parseStatus } from './status-text.js';

describe('parseStatus', () => {
  it.each([
    ['online', { online: true }],
    [' offline\n', { online: false }],
    ['{"status":"offline","reason":"power"}', { online: false }],
    ['{"status":"online"}', { online: true }],
  ])('%j', (text, expected) => expect(parseStatus(Buffer.from(text))).toEqual(expected));

  it.each(['', 'ONLINE', '{"status":true}', '{"status"', '{}', '1', '"online"', '\u0000'])(
    'rejects %j',
    (text) => {
      expect(parseStatus(Buffer.from(text))).toEqual({
        code: 'status_malformed',
        params: { expected: 'online, offline' },
      });
    },
  );
});
