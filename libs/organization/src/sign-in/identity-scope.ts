import type { Scope } from '#platform';

const NO_MAKER = '00000000-0000-0000-0000-000000000000';

/** Finding out who somebody is: the person's own rows and their membership's, before it is known what they may see. */
export function identityScope(makerId: string, userId: string): Scope {
  return { makerId, userId, customers: 'all', actor: 'user' };
}

/** What concerns a person or nobody, and no maker: their account, the count of guesses. No tenant's row is visible in it. */
export function personScope(userId: string | null): Scope {
  return { makerId: NO_MAKER, userId, customers: [], actor: userId === null ? 'system' : 'user' };
}
