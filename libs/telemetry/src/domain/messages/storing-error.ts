/** Data exceptions, violated constraints and exceeded limits: storing the same again fails in the same way. */
const FAULTS_OF_CONTENT = /^(22|23|54)/;

/**
 * Whether an error of storing lies in what was to be stored. Any other is the database's: a full disk, a shutdown, a lost
 * connection, a standby that does not write. It passes, and until then what was to be stored waits.
 */
export function isFaultOfContent(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state !== undefined && FAULTS_OF_CONTENT.test(state);
}

/** Five signs; no class of them begins with the E of the system's own codes, of which EPIPE is as long. */
const SQLSTATE = /^[0-9A-DF-Z][0-9A-Z]{4}$/;

/** The SQLSTATE that the database gave an error; undefined for one that is not from there. */
export function sqlStateOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && SQLSTATE.test(code) ? code : undefined;
}
