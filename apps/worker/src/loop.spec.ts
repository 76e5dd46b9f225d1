import { setTimeout as wait } from 'node:timers/promises';
import { Loop } from './loop.js';

/** Long enough that only a test that hangs reaches it: timers can be arbitrarily late on a busy machine. */
const WITHIN = { timeout: 150_000, interval: 5 };

describe('Loop', () => {
  it('never overlaps steps, and finishes the current step when it is stopped', async () => {
    let running = 0;
    let most = 0;
    let done = 0;
    const loop = new Loop(
      async () => {
        most = Math.max(most, (running += 1));
        await wait(20);
        running -= 1;
        done += 1;
      },
      { intervalMs: 1, onError: () => undefined },
    );
    loop.start();
    loop.start();
    await vi.waitFor(() => expect(done).toBeGreaterThan(1), WITHIN);
    await loop.stop();
    const before = done;
    expect(running).toBe(0);
    expect(most).toBe(1);
    await wait(40);
    expect(done).toBe(before);
  });

  it('can be woken early, but not earlier than permitted', async () => {
    const began: number[] = [];
    const loop = new Loop(() => Promise.resolve(void began.push(performance.now())), {
      intervalMs: 600_000,
      minIntervalMs: 60,
      onError: () => undefined,
    });
    // The loop measures the interval from an instant before the step. If the process paused between that instant and
    // the step, an interval measured from the step would be too short.
    const started = performance.now();
    loop.start();
    await wait(5);
    loop.wake();
    loop.wake();
    await vi.waitFor(() => expect(began).toHaveLength(2), WITHIN);
    await wait(80);
    await loop.stop();
    expect(began).toHaveLength(2);
    expect(began[1]! - started).toBeGreaterThanOrEqual(55);
  });

  it('uses no more than its share of time, and still stops immediately', async () => {
    const began: number[] = [];
    const loop = new Loop(
      async () => {
        began.push(performance.now());
        await wait(30);
      },
      { intervalMs: 0, maxTimeShare: 0.25, onError: () => undefined },
    );
    loop.start();
    await vi.waitFor(
      () => {
        loop.wake();
        expect(began.length).toBeGreaterThan(1);
      },
      { ...WITHIN, interval: 20 },
    );
    await loop.stop();
    for (const [i, at] of began.slice(1).entries()) expect(at - began[i]!).toBeGreaterThanOrEqual(115);
  });

  it('can be stopped during a pause of several minutes', async () => {
    let steps = 0;
    const step = async () => {
      await wait(5);
      steps++;
    };
    const loop = new Loop(step, { intervalMs: 0, maxTimeShare: 0.00001, onError: () => undefined });
    loop.start();
    await vi.waitFor(() => expect(steps).toBe(1), WITHIN);
    await loop.stop();
    expect(steps).toBe(1);
  });

  it('remembers a wake-up during a step', async () => {
    let steps = 0;
    const loop = new Loop(
      async () => {
        steps += 1;
        if (steps === 1) loop.wake();
        await wait(5);
      },
      { intervalMs: 600_000, onError: () => undefined },
    );
    loop.start();
    await vi.waitFor(() => expect(steps).toBe(2), WITHIN);
    await loop.stop();
  });

  it('reports a failure, pauses longer while it persists, and records the last success', async () => {
    const failedAt: number[] = [];
    let isBroken = true;
    const loop = new Loop(() => (isBroken ? Promise.reject(new Error('gone')) : Promise.resolve()), {
      intervalMs: 5,
      onError: () => failedAt.push(performance.now()),
    });
    loop.start();
    await vi.waitFor(() => expect(failedAt.length).toBeGreaterThan(4), WITHIN);
    for (const [i, at] of failedAt.slice(1).entries())
      // A timer can be early by a millisecond.
      expect(at - failedAt[i]!).toBeGreaterThanOrEqual(10 * 2 ** i - 1);
    expect(loop.sinceSuccessMs).toBe(Infinity);
    const repairedAt = performance.now();
    isBroken = false;
    loop.wake();
    await vi.waitFor(
      () => expect(loop.sinceSuccessMs).toBeLessThanOrEqual(performance.now() - repairedAt),
      WITHIN,
    );
    await loop.stop();
  });
});
