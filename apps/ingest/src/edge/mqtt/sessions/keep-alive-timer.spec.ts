import { type TimeoutResult, KeepAliveTimer } from './keep-alive-timer.js';

const ticks = (timer: KeepAliveTimer, count: number, isRead: boolean): TimeoutResult[] =>
  Array.from({ length: count }, () => timer.tick(isRead));

it('ends a connection after one and a half times the keep-alive, or after the limit before one is agreed', () => {
  const timer = new KeepAliveTimer(2);
  expect(ticks(timer, 3, true)).toEqual(['nothing', 'nothing', 'gone']);
  timer.recordReceived();
  timer.setKeepAlive(3);
  expect(ticks(timer, 6, true)).toEqual(['nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'gone']);
});

it('has no effect without a keep-alive', () => {
  const timer = new KeepAliveTimer(2);
  timer.setKeepAlive(0);
  expect(new Set([...ticks(timer, 1000, true), ...ticks(timer, 1000, false)])).toEqual(new Set(['nothing']));
});

it.each([1, 2, 3, 10, 60])(
  'of a paused connection requires a response within a keep-alive of %i ticks',
  (keepAlive) => {
    const timer = new KeepAliveTimer(2);
    timer.setKeepAlive(keepAlive);
    const found = ticks(timer, 5 * keepAlive, false);
    expect(found).not.toContain('gone');
    for (let i = 0; i + keepAlive <= found.length; i++)
      expect(found.slice(i, i + keepAlive)).toContain('ping_may_lie_unread');
    expect(timer.tick(true)).toBe('nothing');
  },
);
