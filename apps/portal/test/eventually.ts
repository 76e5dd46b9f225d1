import { vi } from 'vitest';

/** Waits until a check passes, which can take seconds on a busy machine. */
export const eventually = <Value>(check: () => Value | Promise<Value>): Promise<Value> =>
  vi.waitFor(check, { timeout: 8_000 });
