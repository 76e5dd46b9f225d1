import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { type ImportTable, previewTable, readImportFile, type TablePreview } from '#equipment';
import { AuditTrail } from '#organization';
import { DomainError, newId, refusing, type Scope, type Transaction, UnitOfWork } from '#platform';
import { plusDays } from '../domain/calendar/local-dates.js';
import type { BookEntry } from '../domain/price-books/book-entry.js';
import { findVersionFaults, type VersionWish } from '../domain/price-books/book-faults.js';
import { BOOK_COLUMNS, bookRows, checkBookRows, type PlanOfBook } from '../domain/price-books/book-file.js';
import { PriceBookVersion } from '../entities/price-book-version.entity.js';
import { PriceBook } from '../entities/price-book.entity.js';
import { refuse } from '../refuse.js';
import {
  type BookView,
  contractsOfBook,
  getBook,
  getVersion,
  listBooks,
  type PricedContract,
  type VersionContent,
  versionsFor,
} from './price-books.queries.js';

export interface NewBook {
  readonly id?: string;
  readonly code: string;
  readonly name: string;
  /** ISO 4217; it stays. */
  readonly currency: string;
}

/** What is wrong with a book's file, and the entries that it holds. */
export interface PreviewedBook extends TablePreview<readonly BookEntry[]> {
  readonly delimiter: string;
  readonly table: ImportTable;
}

/** A maker's price lists. No customer is told any of them. */
@Injectable()
export class PriceBooksService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(scope: Scope): Promise<BookView[]> {
    return this.unitOfWork.run(scope, listBooks);
  }

  /** With the contracts that were priced by it. @throws DomainError contracts.price_book_not_found */
  get(scope: Scope, id: string): Promise<BookView & { readonly contracts: readonly PricedContract[] }> {
    return this.unitOfWork.run(scope, async (tx) => {
      const day = tx.now.toISOString().slice(0, 10);
      return { ...(await getBook(tx, id)), contracts: await contractsOfBook(tx, id, day) };
    });
  }

  /** @throws DomainError contracts.price_book_version_not_found */
  getVersion(scope: Scope, id: string): Promise<VersionContent> {
    return this.unitOfWork.run(scope, (tx) => getVersion(tx, id));
  }

  /** What a plan costs in a currency on a day, by every book that says it. */
  offers(
    scope: Scope,
    of: { readonly planId: string; readonly currency: string; readonly day: string },
  ): Promise<VersionContent[]> {
    return this.unitOfWork.run(scope, (tx) => versionsFor(tx, of));
  }

  /** @throws DomainError contracts.price_book_invalid (with fields), contracts.price_book_code_taken */
  create(scope: Scope, { id = newId(), code, name, currency }: NewBook): Promise<BookView> {
    return this.unitOfWork.run(scope, async (tx) => {
      refuse('contracts.price_book_invalid', [
        ...(/^[A-Za-z0-9._-]{1,40}$/.test(code)
          ? []
          : [{ pointer: '/code', code: 'contracts.price_book_code_malformed', params: { value: code } }]),
        ...(name.trim() === '' ? [{ pointer: '/name', code: 'contracts.value_missing' }] : []),
      ]);
      const taken = () =>
        new DomainError('contracts.price_book_code_taken', { code }, [
          { pointer: '/code', code: 'contracts.price_book_code_taken', params: { code } },
        ]);
      await refusing({ price_book_code_uq: taken, price_book_pk: taken }, () =>
        tx.manager.insert(PriceBook, {
          makerId: scope.makerId,
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
      return getBook(tx, id);
    });
  }

  /**
   * Writes the next version of a book. A version that holds on its first day ends the day before; contracts keep what they say.
   * @throws DomainError contracts.price_book_not_found, contracts.price_book_version_invalid (with fields),
   * contracts.price_book_overlaps where a later version has begun before its end
   */
  addVersion(scope: Scope, bookId: string, wish: VersionWish): Promise<BookView> {
    return this.unitOfWork.run(scope, async (tx) => {
      await tx.manager.query(`select from price_book where maker_id = $1 and id = $2 for update`, [
        scope.makerId,
        bookId,
      ]);
      const { currency, versions } = await getBook(tx, bookId);
      const plans = await plansOf(tx);
      refuse(
        'contracts.price_book_version_invalid',
        findVersionFaults(wish, currency, new Set(plans.map(({ id }) => id))),
      );
      const { validFrom, validTo, entries } = wish;
      await tx.manager.query(
        `update price_book_version set during = daterange(lower(during), $3::date)
          where maker_id = $1 and book_id = $2 and during @> $3::date`,
        [scope.makerId, bookId, validFrom],
      );
      const id = newId();
      const number = (versions[0]?.number ?? 0) + 1;
      const later = versions.find((one) => one.validFrom !== null && one.validFrom > validFrom);
      await refusing(
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
            makerId: scope.makerId,
            id,
            bookId,
            number,
            during: `[${validFrom},${validTo === null ? '' : plusDays(validTo, 1)})`,
            entries: [...entries],
            recordedAt: tx.now,
            recordedBy: scope.userId,
          }),
      );
      await AuditTrail.write(tx, {
        action: 'contracts.price_book_version_added',
        entity: 'price_book_version',
        entityId: id,
        after: { bookId, number, validFrom, validTo, entries: entries.length },
      });
      return getBook(tx, bookId);
    });
  }

  /**
   * Says everything that is wrong with a file, row by row, and the entries that it holds. Saves nothing.
   * @throws DomainError contracts.price_book_not_found, equipment.import_too_large, equipment.import_not_utf8,
   * equipment.import_unreadable, equipment.import_empty, equipment.import_too_many_rows
   */
  async previewFile(scope: Scope, bookId: string, bytes: Buffer): Promise<PreviewedBook> {
    const { table, delimiter } = readImportFile(bytes);
    return this.unitOfWork.run(scope, async (tx) => {
      const { currency } = await getBook(tx, bookId);
      const plans = await plansOf(tx);
      const preview = previewTable(BOOK_COLUMNS, table, (fields) =>
        checkBookRows(table, fields, { plans, currency }),
      );
      return { delimiter, table, ...preview };
    });
  }

  /** A version as a file that the import takes back. @throws DomainError contracts.price_book_version_not_found */
  exportFile(scope: Scope, versionId: string): Promise<string> {
    return this.unitOfWork.run(scope, async (tx) =>
      // With a byte order mark: spreadsheets take UTF-8 for their old code page without it.
      stringify(bookRows((await getVersion(tx, versionId)).entries, await plansOf(tx)), { bom: true }),
    );
  }
}

async function plansOf(tx: Transaction): Promise<PlanOfBook[]> {
  return tx.manager.query(
    `select id, code, coalesce(name_i18n ->> 'en', code) as name from plan where maker_id = $1 order by code`,
    [tx.scope.makerId],
  );
}
