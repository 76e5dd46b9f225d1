/**
 * SQLSTATE classes of data exceptions, violated constraints and exceeded limits. Storing the same content again would
 * fail again.
 */
const CONTENT_ERROR_CLASSES = /^(22|23|54)/;

/**
 * Returns true when the content caused a storage error. Any other error comes from the database: a full disk, a
 * shutdown, a lost connection, a read-only standby. Such an error is temporary, and the content is stored later.
 */
export function isContentError(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state !== undefined && CONTENT_ERROR_CLASSES.test(state);
}

/**
 * Matches an SQLSTATE. No SQLSTATE begins with E, but system error codes do, and some of them, such as EPIPE, also have
 * five characters.
 */
const SQLSTATE = /^[0-9A-DF-Z][0-9A-Z]{4}$/;

/** Returns the SQLSTATE of a database error; undefined for other errors. */
export function sqlStateOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && SQLSTATE.test(code) ? code : undefined;
}
