import type { Scope } from '#platform';

const NO_MAKER = '00000000-0000-0000-0000-000000000000';

/**
 * Returns the scope for identifying a person: it reads the person's and their membership's rows before their access
 * is known.
 */
export function identityScope(makerId: string, userId: string): Scope {
  return { makerId, userId, customers: 'all', actor: 'user' };
}

/**
 * Returns the scope for rows that belong to a person or to no one, and to no maker: accounts, counts of wrong
 * passwords. No tenant's rows are visible in it.
 */
export function personScope(userId: string | null): Scope {
  return { makerId: NO_MAKER, userId, customers: [], actor: userId === null ? 'system' : 'user' };
}
