import { vi } from 'vitest';

/** Waits until a check passes. The time limit only ends a test that hangs, before the test's own limit does. */
export const eventually = <Value>(check: () => Value | Promise<Value>): Promise<Value> =>
  vi.waitFor(check, { timeout: 120_000 });
