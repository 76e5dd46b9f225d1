import { createInterface } from 'node:readline/promises';
import { StartRefused } from '../start-refused.error.js';

/**
 * Asks before something is destroyed; returns only after a yes.
 * @param what a sentence that names what will be lost
 * @param yes the answer was given on the command line
 */
export async function confirmOrRefuse(what: string, yes: boolean): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY)
    throw new StartRefused(`${what}\nThere is no terminal to ask on; add --yes to confirm.`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl-C at the question is a no.
  const answer = await terminal
    .question(`${what} Continue? [y/N] `)
    .catch(() => '\n')
    .finally(() => terminal.close());
  if (!/^y(es)?$/i.test(answer.trim())) throw new StartRefused('Nothing was changed.');
}
