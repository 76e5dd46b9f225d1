import { StartRejected } from '../start-rejected.error.js';

/** Returns the message of a failed command: a sentence if the user can act on it, the stack if only a developer can help. */
export function explainFailure(error: unknown): string {
  if (error instanceof StartRejected) return error.message;
  const { code, message, stack } = error as Partial<NodeJS.ErrnoException>;
  // A full disk is reported by Node, by PostgreSQL to its client, or in the output of one of its programs.
  if (code === 'ENOSPC' || code === '53100' || message?.includes('No space left on device'))
    return `The disk is full: ${message}\nFree some space and run the command again.`;
  return stack ?? String(error);
}
