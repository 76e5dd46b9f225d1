import type { DomainError } from '../domain/domain-error.js';

/**
 * Runs a statement and states a violated constraint of the schema as the fact it stands for: the schema is the guard
 * that two simultaneous writers can't both pass, and its constraints are named by hand so that they can be told apart.
 * Other errors pass through unchanged. The transaction is lost either way.
 * @param facts by constraint name
 */
export async function refusing<Result>(
  facts: Readonly<Record<string, () => DomainError>>,
  statement: () => Promise<Result>,
): Promise<Result> {
  try {
    return await statement();
  } catch (error) {
    const fact = facts[violatedConstraint(error) ?? ''];
    throw fact ? fact() : error;
  }
}

/** Name of the constraint that an error of PostgreSQL says was violated (SQLSTATE class 23), else undefined. */
function violatedConstraint(error: unknown): string | undefined {
  const { code, constraint } = (error ?? {}) as { code?: unknown; constraint?: unknown };
  return typeof code === 'string' && code.startsWith('23') && typeof constraint === 'string'
    ? constraint
    : undefined;
}
