import { DomainError, type Transaction } from '#platform';
import type { ContractFields } from '../domain/contract-fields.js';
import type { ContractWish } from '../domain/contract-changes.js';
import { type BookEntry, chargesOfPlan } from '../domain/price-books/book-entry.js';
import { ContractPriceBook } from '../entities/contract-price-book.entity.js';
import { getVersion, type VersionContent } from './price-books.queries.js';

/** @throws DomainError contracts.price_book_version_not_found, contracts.price_book_other_currency */
export async function bookFor(tx: Transaction, versionId: string, currency: string): Promise<VersionContent> {
  const version = await getVersion(tx, versionId);
  if (version.currency === currency) return version;
  const params = { book: version.currency, contract: currency };
  throw new DomainError('contracts.price_book_other_currency', params, [
    { pointer: '/priceBookVersionId', code: 'contracts.price_book_other_currency', params },
  ]);
}

/**
 * A wish with the charges of its plan as a book says them. What counts something counts all meters of the wish; without any, nothing is
 * filled in, for a charge that counts nothing bills nothing.
 */
export function fillIn<Wish extends ContractWish & Pick<ContractFields, 'planId'>>(
  wish: Wish,
  entries: readonly BookEntry[],
  makeId: () => string,
): Wish {
  const meters = (wish.meters ?? []).map((meter) => ({ ...meter, id: meter.id ?? makeId() }));
  const charges = chargesOfPlan(
    entries,
    wish.planId,
    meters.map(({ id }) => id),
  );
  const isCounted = charges.every(({ pricing }) => pricing.model === 'flat') || meters.length > 0;
  return isCounted ? { ...wish, meters, charges } : wish;
}

export async function noteBook(tx: Transaction, contractId: string, versionId: string): Promise<void> {
  const { makerId } = tx.scope;
  await tx.manager.upsert(ContractPriceBook, { makerId, contractId, versionId, notedAt: tx.now }, [
    'makerId',
    'contractId',
  ]);
}
