import { newId, type Transaction } from '#platform';
import { UserAccount } from '../entities/user-account.entity.js';

/**
 * Returns the id of the account of an email address: the existing account, or a new one, by default without a name and
 * a password.
 * @param existingId from `IdentityQueries.findSignIn`, because a person who only belongs to other makers is invisible
 *   in this transaction
 */
export async function ensureUserAccount(
  tx: Transaction,
  existingId: string | undefined,
  account: { email: string; locale: string; zone?: string; name?: string; passwordHash?: string | null },
): Promise<string> {
  if (existingId !== undefined) return existingId;
  const id = newId();
  // RETURNING can't be used: until a membership exists, the new row is invisible to the maker that inserted it.
  await tx.manager
    .createQueryBuilder()
    .insert()
    .into(UserAccount)
    .values({
      zone: 'UTC',
      name: '',
      passwordHash: null,
      ...account,
      id,
      passwordChangedAt: null,
      createdAt: tx.now,
      version: 1,
    })
    .updateEntity(false)
    .execute();
  return id;
}
