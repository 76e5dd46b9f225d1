import { setTimeout as wait } from 'node:timers/promises';

/** Asks until the answer satisfies, and returns it; the last one after `seconds`, so that the test shows what was wrong with it. */
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
