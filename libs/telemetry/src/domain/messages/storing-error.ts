/** Data exceptions, violated constraints and exceeded limits: storing the same content again fails again. */
const CONTENT_ERROR_CLASSES = /^(22|23|54)/;

/**
 * Returns true when the content caused a storage error. Any other error comes from the database: a full disk, a
 * shutdown, a lost connection, a read-only standby. It is temporary, and the content waits until it is over.
 */
export function isContentError(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state !== undefined && CONTENT_ERROR_CLASSES.test(state);
}

/**
 * Five characters; no SQLSTATE class begins with E, like the system's error codes, of which EPIPE has the same
 * length.
 */
const SQLSTATE = /^[0-9A-DF-Z][0-9A-Z]{4}$/;

/** Returns the SQLSTATE of a database error; undefined for other errors. */
export function sqlStateOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && SQLSTATE.test(code) ? code : undefined;
}
