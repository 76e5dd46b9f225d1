import { setTimeout as wait } from 'node:timers/promises';

/**
 * Repeats the query until its result satisfies the condition, and returns it; after `seconds` it returns the last
 * result, so that the test shows the difference.
 */
export async function eventually<Answer>(
  ask: () => Promise<Answer> | Answer,
  satisfies: (answer: Answer) => boolean,
  seconds = 60,
): Promise<Answer> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer) || Date.now() > until) return answer;
    await wait(50);
  }
}
