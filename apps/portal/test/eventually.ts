import { vi } from 'vitest';

/** Waits until a check holds; a busy machine may take some seconds to get there. */
export const eventually = <Value>(check: () => Value | Promise<Value>): Promise<Value> =>
  vi.waitFor(check, { timeout: 8_000 });
