import { setTimeout as wait } from 'node:timers/promises';

/** Less than the usual limit of a test, so that the failure shows what was awaited; it only ends what hangs. */
const HANGS_AFTER_MS = 150_000;

/**
 * Repeats the query until its result satisfies the condition, and returns it; when it hangs it returns the last result, so
 * that the test shows the difference.
 */
export async function eventually<Answer>(
  ask: () => Promise<Answer> | Answer,
  satisfies: (answer: Answer) => boolean,
  hangsAfterMs = HANGS_AFTER_MS,
): Promise<Answer> {
  const deadline = Date.now() + hangsAfterMs;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer) || Date.now() > deadline) return answer;
    await wait(25);
  }
}

/**
 * Repeats the query until it has a result, and returns it.
 * @throws Error with the query's source when it hangs
 */
export async function until<T>(
  look: () => Promise<T | undefined | false> | T | undefined | false,
  hangsAfterMs = HANGS_AFTER_MS,
): Promise<T> {
  const found = await eventually(look, Boolean, hangsAfterMs);
  if (!found) throw new Error(`Not within ${hangsAfterMs / 1000} s: ${look.toString()}`);
  return found;
}
