import { assertNotInFuture, resolveStepTime } from './step-time.js';

const at = (minute: number): Date => new Date(Date.UTC(2026, 9, 20, 12, minute));

describe('the time of a work step', () => {
  it.each([
    ['is when it occurred', 10, 10],
    ['is the earliest possible time if a clock is slightly slow', -5, 0],
    ['is the earliest possible time if it occurred at that time', 0, 0],
  ])('%s', (_, occurred, counted) => {
    expect(resolveStepTime(at(occurred), at(0))).toEqual(at(counted));
  });

  it('is rejected long before the ticket’s problem began', () => {
    expect(() => resolveStepTime(at(-6), at(0))).toThrow(
      expect.objectContaining({
        code: 'service.occurred_before_last_step',
        params: { occurredAt: at(-6).toISOString(), lastStepAt: at(0).toISOString() },
        fields: [expect.objectContaining({ pointer: '/occurredAt' })],
      }),
    );
  });

  it('can be ahead by the tolerance for clocks, but no further', () => {
    expect(() => assertNotInFuture(undefined, at(0))).not.toThrow();
    expect(() => assertNotInFuture(at(5), at(0))).not.toThrow();
    expect(() => assertNotInFuture(at(6), at(0))).toThrow(
      expect.objectContaining({ code: 'service.occurred_in_future' }),
    );
  });
});
