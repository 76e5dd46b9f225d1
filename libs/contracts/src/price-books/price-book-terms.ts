import { DomainError, type Transaction } from '#platform';
import type { ContractFields } from '../domain/contract/contract-fields.js';
import type { ContractInput } from '../domain/contract/contract-changes.js';
import { type BookEntry, chargesOfPlan } from '../domain/price-books/book-entry.js';
import type { AmendmentInput } from '../domain/amendments/amended-content.js';
import type { ContractContent } from '../domain/contract/contract-fields.js';
import { AmendmentPriceBook } from '../entities/amendment-price-book.entity.js';
import { ContractPriceBook } from '../entities/contract-price-book.entity.js';
import { getVersion, type VersionContent } from './price-books.queries.js';

/**
 * Returns a price book version, which must be in the contract's currency.
 * @throws DomainError contracts.price_book_version_not_found, contracts.price_book_other_currency
 */
export async function getVersionInCurrency(
  tx: Transaction,
  versionId: string,
  currency: string,
): Promise<VersionContent> {
  const version = await getVersion(tx, versionId);
  if (version.currency === currency) return version;
  const params = { book: version.currency, contract: currency };
  throw new DomainError('contracts.price_book_other_currency', params, [
    { pointer: '/priceBookVersionId', code: 'contracts.price_book_other_currency', params },
  ]);
}

/**
 * Fills in the charges of a contract's plan from a price book. Usage-based charges count all meters of the input. If
 * the plan has usage-based charges but the input has no meters, no charges are filled in, because the usage-based
 * charges would bill nothing.
 */
export function fillCharges<Input extends ContractInput & Pick<ContractFields, 'planId'>>(
  input: Input,
  entries: readonly BookEntry[],
  makeId: () => string,
): Input {
  const meters = (input.meters ?? []).map((meter) => ({ ...meter, id: meter.id ?? makeId() }));
  const charges = chargesOfPlan(
    entries,
    input.planId,
    meters.map(({ id }) => id),
  );
  const isCounted = charges.every(({ pricing }) => pricing.model === 'flat') || meters.length > 0;
  return isCounted ? { ...input, meters, charges } : input;
}

/**
 * Fills in the charges of an amendment's plan from a price book, unless the input contains charges. An existing charge
 * keeps its meters and machines; a new charge counts all meters. One-time charges are kept, because a price book
 * contains only recurring prices.
 * @param current the terms on the amendment's first day without the amendment
 */
export function fillAmendmentCharges(
  input: AmendmentInput,
  entries: readonly BookEntry[],
  current: ContractContent,
): AmendmentInput {
  if (input.charges) return input;
  const meterIds = current.meters.map(({ id }) => id);
  const priced = chargesOfPlan(entries, input.planId ?? current.planId, meterIds).map((charge) => {
    const existing = current.charges.find(({ key }) => key === charge.key);
    if (!existing) return charge;
    const isCounted = charge.pricing.model !== 'flat' && existing.meterIds.length > 0;
    return {
      ...charge,
      meterIds: isCounted ? existing.meterIds : charge.meterIds,
      machineIds: charge.perMachine ? existing.machineIds : [],
    };
  });
  const oneTime = current.charges.filter(
    ({ key, due }) => due === 'once' && !priced.some((charge) => charge.key === key),
  );
  return { ...input, charges: [...priced, ...oneTime] };
}

/**
 * Records the price book version on which an amendment's prices are based. Removes the record if the version is null.
 */
export async function recordAmendmentPriceBook(
  tx: Transaction,
  amendmentId: string,
  versionId: string | null,
): Promise<void> {
  const { makerId } = tx.scope;
  await tx.manager.delete(AmendmentPriceBook, { makerId, amendmentId });
  if (versionId !== null) await tx.manager.insert(AmendmentPriceBook, { makerId, amendmentId, versionId });
}

/**
 * Records the price book version on which a contract's prices are based.
 * @param notedAt amendments of the charges after this time are marked as changes
 */
export async function recordPriceBook(
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
