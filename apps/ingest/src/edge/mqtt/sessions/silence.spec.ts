import { type Finding, Silence } from './silence.js';

const ticks = (silence: Silence, count: number, isRead: boolean): Finding[] =>
  Array.from({ length: count }, () => silence.tick(isRead));

it('ends a connection after one and a half times the keep-alive, or after the limit before one is agreed', () => {
  const silence = new Silence(2);
  expect(ticks(silence, 3, true)).toEqual(['nothing', 'nothing', 'gone']);
  silence.heard();
  silence.agree(3);
  expect(ticks(silence, 6, true)).toEqual(['nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'gone']);
});

it('has no effect without a keep-alive', () => {
  const silence = new Silence(2);
  silence.agree(0);
  expect(new Set([...ticks(silence, 1000, true), ...ticks(silence, 1000, false)])).toEqual(
    new Set(['nothing']),
  );
});

it.each([1, 2, 3, 10, 60])(
  'of a paused connection requires a response within a keep-alive of %i ticks',
  (keepAlive) => {
    const silence = new Silence(2);
    silence.agree(keepAlive);
    const found = ticks(silence, 5 * keepAlive, false);
    expect(found).not.toContain('gone');
    for (let i = 0; i + keepAlive <= found.length; i++)
      expect(found.slice(i, i + keepAlive)).toContain('ping_may_lie_unread');
    expect(silence.tick(true)).toBe('nothing');
  },
);
