import { DomainError, type Transaction } from '#platform';

/** Returns the error with which a step is refused; null if it succeeds. Other errors are thrown. */
export async function findRefusal(step: () => Promise<void> | void): Promise<DomainError | null> {
  try {
    await step();
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** Runs a step like `findRefusal`, and rolls back the changes of the step if it is refused. */
export async function attempt(tx: Transaction, step: () => Promise<void>): Promise<DomainError | null> {
  await tx.manager.query('savepoint attempt');
  const refusal = await findRefusal(step);
  if (refusal !== null) await tx.manager.query('rollback to savepoint attempt');
  await tx.manager.query('release savepoint attempt');
  return refusal;
}
