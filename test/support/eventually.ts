import { setTimeout as wait } from 'node:timers/promises';

/**
 * Shorter than the timeout of a test, so that a failure shows the awaited condition. It only ends a wait that hangs.
 */
const TIMEOUT_MS = 150_000;

/**
 * Repeats the query until its result satisfies the condition, and returns the result. After the time limit, returns
 * the last result, so that the test shows the difference.
 */
export async function eventually<Answer>(
  query: () => Promise<Answer> | Answer,
  satisfies: (answer: Answer) => boolean,
  timeoutMs = TIMEOUT_MS,
): Promise<Answer> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await query();
    if (satisfies(answer) || Date.now() > deadline) return answer;
    await wait(25);
  }
}

/**
 * Repeats the query until it has a result, and returns the result.
 * @throws Error with the source of the query after the time limit
 */
export async function until<T>(
  check: () => Promise<T | undefined | false> | T | undefined | false,
  timeoutMs = TIMEOUT_MS,
): Promise<T> {
  const found = await eventually(check, Boolean, timeoutMs);
  if (!found) throw new Error(`Timeout after ${timeoutMs / 1000} s: ${check.toString()}`);
  return found;
}
