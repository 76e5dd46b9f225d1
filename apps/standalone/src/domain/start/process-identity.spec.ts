import fc from 'fast-check';
import { isSameProcess, parseProcessRecord, readStartTicks } from './process-identity.js';

describe('isSameProcess', () => {
  const record = { pid: 42, startedAt: 'boot/100' };
  it.each([
    ['gone', undefined, false],
    ['running', { pid: 42, startedAt: 'boot/100' }, true],
    ['pid taken by another program', { pid: 42, startedAt: 'boot/900' }, false],
    ['machine booted since', { pid: 42, startedAt: 'other-boot/100' }, false],
  ])('%s', (_name, observed, expected) => expect(isSameProcess(record, observed)).toBe(expected));
});

describe('parseProcessRecord', () => {
  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"pid":"1","startedAt":"x"}',
    '{"pid":1,"startedAt":"x"}',
    '{"pid":7}',
    '{"pid":7.5,"startedAt":"x"}',
  ])('rejects %j', (text) => expect(parseProcessRecord(text)).toBeUndefined());

  it('parses what it has written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2 }), fc.string({ minLength: 1 }), (pid, startedAt) => {
        expect(parseProcessRecord(JSON.stringify({ pid, startedAt }))).toEqual({ pid, startedAt });
      }),
    );
  });
});

describe('readStartTicks', () => {
  const stat = (command: string, state = 'S') =>
    `5742 (${command}) ${state} 1 5742 5742 0 -1 4194560 2000 0 3 0 5 6 0 0 20 0 1 0 123456 239964160 8229`;

  it.each(['node', 'a b) (c', ') S 1'])('ignores the name of the command: %j', (command) =>
    expect(readStartTicks(stat(command))).toBe('123456'),
  );

  it('treats a zombie as gone', () => expect(readStartTicks(stat('node', 'Z'))).toBeUndefined());
});
