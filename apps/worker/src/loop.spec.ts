import { setTimeout as wait } from 'node:timers/promises';
import { Loop } from './loop.js';

/** Timers can be late on a busy machine. */
const WITHIN = { timeout: 5000, interval: 5 };

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
    await wait(50);
    await loop.stop();
    const before = done;
    expect(running).toBe(0);
    expect(most).toBe(1);
    expect(done).toBeGreaterThan(1);
    await wait(40);
    expect(done).toBe(before);
  });

  it('can be woken early, but not earlier than permitted', async () => {
    const began: number[] = [];
    const loop = new Loop(() => Promise.resolve(void began.push(performance.now())), {
      intervalMs: 10_000,
      leastMs: 60,
      onError: () => undefined,
    });
    loop.start();
    await wait(5);
    loop.wake();
    loop.wake();
    await vi.waitFor(() => expect(began).toHaveLength(2), WITHIN);
    await wait(80);
    await loop.stop();
    expect(began).toHaveLength(2);
    expect(began[1]! - began[0]!).toBeGreaterThanOrEqual(55);
  });

  it('uses no more than its share of time, and still stops immediately', async () => {
    const began: number[] = [];
    const loop = new Loop(
      async () => {
        began.push(performance.now());
        await wait(30);
      },
      { intervalMs: 0, mostOfTime: 0.25, onError: () => undefined },
    );
    loop.start();
    for (let i = 0; i < 8; i++) {
      await wait(20);
      loop.wake();
    }
    await loop.stop();
    expect(began.length).toBeGreaterThan(1);
    for (const [i, at] of began.slice(1).entries()) expect(at - began[i]!).toBeGreaterThanOrEqual(115);
  });

  it('can be stopped during a pause of ten seconds', async () => {
    let steps = 0;
    const step = async () => {
      steps++;
      await wait(5);
    };
    const loop = new Loop(step, { intervalMs: 0, mostOfTime: 0.0001, onError: () => undefined });
    loop.start();
    await wait(50);
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
      { intervalMs: 10_000, onError: () => undefined },
    );
    loop.start();
    await vi.waitFor(() => expect(steps).toBe(2), WITHIN);
    await loop.stop();
  });

  it('reports a failure, pauses longer while it persists, and records the last success', async () => {
    const errors: unknown[] = [];
    let isBroken = true;
    const loop = new Loop(() => (isBroken ? Promise.reject(new Error('gone')) : Promise.resolve()), {
      intervalMs: 5,
      onError: (error) => errors.push(error),
    });
    loop.start();
    await wait(120);
    await vi.waitFor(() => expect(errors.length).toBeGreaterThan(1), WITHIN);
    expect(errors.length).toBeLessThan(8);
    expect(loop.sinceSuccessMs).toBe(Infinity);
    isBroken = false;
    loop.wake();
    await vi.waitFor(() => expect(loop.sinceSuccessMs).toBeLessThan(200), WITHIN);
    await loop.stop();
  });
});
