import { vi } from 'vitest';

/**
 * Waits until a check passes. Only a test that hangs reaches the time limit, which is shorter than that of the test, so
 * that the failure shows the check.
 */
export const eventually = <Value>(check: () => Value | Promise<Value>): Promise<Value> =>
  vi.waitFor(check, { timeout: 120_000 });
