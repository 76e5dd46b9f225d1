import { DomainError, type Transaction } from '#platform';
import type { ContractFields } from '../domain/contract/contract-fields.js';
import type { ContractWish } from '../domain/contract/contract-changes.js';
import { type BookEntry, chargesOfPlan } from '../domain/price-books/book-entry.js';
import type { AmendmentWish } from '../domain/amendments/amended-content.js';
import type { ContractContent } from '../domain/contract/contract-fields.js';
import { AmendmentPriceBook } from '../entities/amendment-price-book.entity.js';
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

/**
 * An amendment's wish with the charges of its plan as a book says them, where it names none itself. A charge that the contract has keeps
 * what it counts and covers, a new one counts all meters; what is due once stays, for a book prices what is due again.
 * @param current what the contract says on the first day of the amendment without it
 */
export function amendByBook(
  wish: AmendmentWish,
  entries: readonly BookEntry[],
  current: ContractContent,
): AmendmentWish {
  if (wish.charges) return wish;
  const meterIds = current.meters.map(({ id }) => id);
  const priced = chargesOfPlan(entries, wish.planId ?? current.planId, meterIds).map((charge) => {
    const same = current.charges.find(({ key }) => key === charge.key);
    if (!same) return charge;
    const isCounted = charge.pricing.model !== 'flat' && same.meterIds.length > 0;
    return {
      ...charge,
      meterIds: isCounted ? same.meterIds : charge.meterIds,
      machineIds: charge.perMachine ? same.machineIds : [],
    };
  });
  const once = current.charges.filter(
    ({ key, due }) => due === 'once' && !priced.some((charge) => charge.key === key),
  );
  return { ...wish, charges: [...priced, ...once] };
}

/** Notes which version an amendment's prices are taken from; none where it is null. */
export async function noteBookOfAmendment(
  tx: Transaction,
  amendmentId: string,
  versionId: string | null,
): Promise<void> {
  const { makerId } = tx.scope;
  await tx.manager.delete(AmendmentPriceBook, { makerId, amendmentId });
  if (versionId !== null) await tx.manager.insert(AmendmentPriceBook, { makerId, amendmentId, versionId });
}

/** @param notedAt amendments of its charges after that are told apart */
export async function noteBook(
  tx: Transaction,
  contractId: string,
  versionId: string,
  notedAt: Date = tx.now,
): Promise<void> {
  const { makerId } = tx.scope;
  await tx.manager.upsert(ContractPriceBook, { makerId, contractId, versionId, notedAt }, [
    'makerId',
    'contractId',
  ]);
}
