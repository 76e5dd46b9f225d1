import { createInterface } from 'node:readline/promises';
import { StartRejected } from '../start-rejected.error.js';

/**
 * Asks for confirmation before data is destroyed. Returns only if the answer is yes.
 * @param what a sentence about the data that will be lost
 * @param yes whether the command line has already confirmed
 */
export async function assertConfirmed(what: string, yes: boolean): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY)
    throw new StartRejected(`${what}\nThere is no terminal to confirm on. Add --yes to confirm.`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl-C at the prompt means no.
  const answer = await terminal
    .question(`${what} Continue? [y/N] `)
    .catch(() => '\n')
    .finally(() => terminal.close());
  if (!/^y(es)?$/i.test(answer.trim())) throw new StartRejected('Nothing was changed.');
}
