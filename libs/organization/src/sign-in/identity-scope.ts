import type { Scope } from '#platform';

const NO_MAKER = '00000000-0000-0000-0000-000000000000';

/**
 * Returns the scope for identifying a person. It can read the rows of the person and of their membership before their
 * access is known.
 */
export function identityScope(makerId: string, userId: string): Scope {
  return { makerId, userId, customers: 'all', actor: 'user' };
}

/**
 * Returns the scope for rows without a maker that belong to a person or to no user, such as accounts and counts of
 * wrong passwords. No rows of any maker are visible in it.
 */
export function personScope(userId: string | null): Scope {
  return { makerId: NO_MAKER, userId, customers: [], actor: userId === null ? 'system' : 'user' };
}
