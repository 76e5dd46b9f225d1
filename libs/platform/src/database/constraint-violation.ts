import type { DomainError } from '../domain/domain-error.js';

/**
 * Runs a statement and translates a violated schema constraint into its domain error. Only the schema can prevent
 * conflicting changes by two simultaneous writers. Constraints have explicit names, so that code can distinguish them.
 * Other errors pass through unchanged. The transaction is aborted in either case.
 * @param errors the errors by constraint name
 */
export async function mapConstraintViolations<Result>(
  errors: Readonly<Record<string, () => DomainError>>,
  statement: () => Promise<Result>,
): Promise<Result> {
  try {
    return await statement();
  } catch (error) {
    const createError = errors[violatedConstraint(error) ?? ''];
    throw createError ? createError() : error;
  }
}

/**
 * Returns the name of the constraint that a PostgreSQL error reports as violated (SQLSTATE class 23); otherwise
 * undefined.
 */
function violatedConstraint(error: unknown): string | undefined {
  const { code, constraint } = (error ?? {}) as { code?: unknown; constraint?: unknown };
  return typeof code === 'string' && code.startsWith('23') && typeof constraint === 'string'
    ? constraint
    : undefined;
}
