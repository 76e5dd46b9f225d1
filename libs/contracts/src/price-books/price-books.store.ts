import { AuditTrail } from '#organization';
import { assertNoFaults, DomainError, newId, mapConstraintViolations, type Transaction } from '#platform';
import { plusDays } from '../domain/calendar/local-dates.js';
import { findVersionFaults, type VersionInput } from '../domain/price-books/book-faults.js';
import type { BookPlan } from '../domain/price-books/book-file.js';
import { PriceBookVersion } from '../entities/price-book-version.entity.js';
import { PriceBook } from '../entities/price-book.entity.js';
import { getBook } from './price-books.queries.js';

export interface NewBook {
  readonly id?: string;
  readonly code: string;
  readonly name: string;
  /** ISO 4217; can't be changed later. */
  readonly currency: string;
}

/**
 * Inserts a price book without versions.
 * @returns its id
 * @throws DomainError contracts.price_book_invalid (with fields), contracts.price_book_code_taken
 */
export async function insertBook(
  tx: Transaction,
  { id = newId(), code, name, currency }: NewBook,
): Promise<string> {
  assertNoFaults('contracts.price_book_invalid', [
    ...(/^[A-Za-z0-9._-]{1,40}$/.test(code)
      ? []
      : [{ pointer: '/code', code: 'contracts.price_book_code_malformed', params: { value: code } }]),
    ...(name.trim() === '' ? [{ pointer: '/name', code: 'contracts.value_missing' }] : []),
  ]);
  const codeTakenError = () =>
    new DomainError('contracts.price_book_code_taken', { code }, [
      { pointer: '/code', code: 'contracts.price_book_code_taken', params: { code } },
    ]);
  await mapConstraintViolations({ price_book_code_uq: codeTakenError, price_book_pk: codeTakenError }, () =>
    tx.manager.insert(PriceBook, {
      makerId: tx.scope.makerId,
      id,
      code,
      name: name.trim(),
      currency,
      createdAt: tx.now,
    }),
  );
  const after = { code, name, currency };
  await AuditTrail.write(tx, {
    action: 'contracts.price_book_created',
    entity: 'price_book',
    entityId: id,
    after,
  });
  return id;
}

/** Locks a price book against new versions until the transaction ends. */
export async function lockBook(tx: Transaction, bookId: string): Promise<void> {
  await tx.manager.query(`select from price_book where maker_id = $1 and id = $2 for update`, [
    tx.scope.makerId,
    bookId,
  ]);
}

/**
 * Adds the next version of a locked price book. An earlier version that applies on the first day of the new version
 * ends on the day before it; contracts keep their prices.
 * @throws DomainError as `PriceBooksService.addVersion`
 */
export async function insertVersion(tx: Transaction, bookId: string, input: VersionInput): Promise<void> {
  const { makerId } = tx.scope;
  const { currency, versions } = await getBook(tx, bookId);
  const plans = await listPlans(tx);
  assertNoFaults(
    'contracts.price_book_version_invalid',
    findVersionFaults(input, currency, new Set(plans.map(({ id }) => id))),
  );
  const { validFrom, validTo, entries } = input;
  await tx.manager.query(
    `update price_book_version set during = daterange(lower(during), $3::date)
      where maker_id = $1 and book_id = $2 and during @> $3::date`,
    [makerId, bookId, validFrom],
  );
  const id = newId();
  const number = (versions[0]?.number ?? 0) + 1;
  const later = versions.find((one) => one.validFrom !== null && one.validFrom > validFrom);
  await mapConstraintViolations(
    {
      price_book_version_overlap_ex: () =>
        new DomainError('contracts.price_book_overlaps', { number: later?.number ?? null }, [
          {
            pointer: '/validTo',
            code: 'contracts.price_book_overlaps',
            params: { number: later?.number ?? null },
          },
        ]),
    },
    () =>
      tx.manager.insert(PriceBookVersion, {
        makerId,
        id,
        bookId,
        number,
        during: `[${validFrom},${validTo === null ? '' : plusDays(validTo, 1)})`,
        entries: [...entries],
        recordedAt: tx.now,
        recordedBy: tx.scope.userId,
      }),
  );
  await AuditTrail.write(tx, {
    action: 'contracts.price_book_version_added',
    entity: 'price_book_version',
    entityId: id,
    after: { bookId, number, validFrom, validTo, entries: entries.length },
  });
}

/** Lists all plans of the maker by code. */
export async function listPlans(tx: Transaction): Promise<BookPlan[]> {
  return tx.manager.query(
    `select id, code, coalesce(name_i18n ->> 'en', code) as name from plan where maker_id = $1 order by code`,
    [tx.scope.makerId],
  );
}
