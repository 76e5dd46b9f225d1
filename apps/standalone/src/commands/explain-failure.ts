import { StartRefused } from '../start-refused.error.js';

/** What a command says when it failed: a sentence where there is something to do, the stack where only a developer can help. */
export function explainFailure(error: unknown): string {
  if (error instanceof StartRefused) return error.message;
  const { code, message, stack } = error as NodeJS.ErrnoException;
  // Told by Node, by PostgreSQL to its client, or in what one of its programs wrote.
  if (code === 'ENOSPC' || code === '53100' || message?.includes('No space left on device'))
    return `The disk is full: ${message}\nMake room there and run the command again.`;
  return stack ?? String(error);
}
