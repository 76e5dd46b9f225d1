import { Injectable } from '@nestjs/common';
import { type ImportTable, previewTable, readImportFile, type TablePreview } from '#equipment';
import { type CsvFormulas, csvFile, type Scope, UnitOfWork } from '#platform';
import type { BookEntry } from '../domain/price-books/book-entry.js';
import type { VersionInput } from '../domain/price-books/book-faults.js';
import { BOOK_COLUMNS, bookRows, checkBookRows } from '../domain/price-books/book-file.js';
import {
  type BookView,
  listContractsOfBook,
  getBook,
  getVersion,
  listBooks,
  type PricedContract,
  type VersionContent,
  findVersions,
} from './price-books.queries.js';
import { lockBook, insertBook, insertVersion, type NewBook, listPlans } from './price-books.store.js';

/** The errors of a price book's file, and its entries. */
export interface PreviewedBook extends TablePreview<readonly BookEntry[]> {
  readonly delimiter: string;
  readonly table: ImportTable;
}

/** Manages a maker's price books, which are not visible to customers. */
@Injectable()
export class PriceBooksService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(scope: Scope): Promise<BookView[]> {
    return this.unitOfWork.run(scope, listBooks);
  }

  /** Returns a price book with the contracts that use its prices. @throws DomainError contracts.price_book_not_found */
  get(scope: Scope, id: string): Promise<BookView & { readonly contracts: readonly PricedContract[] }> {
    return this.unitOfWork.run(scope, async (tx) => {
      const day = tx.now.toISOString().slice(0, 10);
      return { ...(await getBook(tx, id)), contracts: await listContractsOfBook(tx, id, day) };
    });
  }

  /** Returns a version with its content. @throws DomainError contracts.price_book_version_not_found */
  getVersion(scope: Scope, id: string): Promise<VersionContent> {
    return this.unitOfWork.run(scope, (tx) => getVersion(tx, id));
  }

  /** Returns a plan's prices in a currency on a day, from every price book that contains them. */
  listOffers(
    scope: Scope,
    of: { readonly planId: string; readonly currency: string; readonly day: string },
  ): Promise<VersionContent[]> {
    return this.unitOfWork.run(scope, (tx) => findVersions(tx, of));
  }

  /**
   * Creates a price book without versions.
   * @throws DomainError contracts.price_book_invalid (with fields), contracts.price_book_code_taken
   */
  create(scope: Scope, book: NewBook): Promise<BookView> {
    return this.unitOfWork.run(scope, async (tx) => getBook(tx, await insertBook(tx, book)));
  }

  /**
   * Adds the next version of a price book. An earlier version that applies on the first day of the new version ends on
   * the day before it; contracts keep their prices.
   * @throws DomainError contracts.price_book_not_found, contracts.price_book_version_invalid (with fields),
   *   contracts.price_book_overlaps if a later version begins before its end
   */
  addVersion(scope: Scope, bookId: string, input: VersionInput): Promise<BookView> {
    return this.unitOfWork.run(scope, async (tx) => {
      await lockBook(tx, bookId);
      await insertVersion(tx, bookId, input);
      return getBook(tx, bookId);
    });
  }

  /**
   * Validates a file row by row, and returns all errors and the entries. Saves nothing.
   * @throws DomainError contracts.price_book_not_found, equipment.import_too_large, equipment.import_not_utf8,
   *   equipment.import_unreadable, equipment.import_empty, equipment.import_too_many_rows
   */
  async previewFile(scope: Scope, bookId: string, bytes: Buffer): Promise<PreviewedBook> {
    const { table, delimiter } = readImportFile(bytes);
    return this.unitOfWork.run(scope, async (tx) => {
      const { currency } = await getBook(tx, bookId);
      const plans = await listPlans(tx);
      const preview = previewTable(BOOK_COLUMNS, table, (fields) =>
        checkBookRows(table, fields, { plans, currency }),
      );
      return { delimiter, table, ...preview };
    });
  }

  /**
   * Exports a version as a file that can be imported again.
   * @throws DomainError contracts.price_book_version_not_found
   */
  exportFile(scope: Scope, versionId: string, formulas?: CsvFormulas): Promise<string> {
    return this.unitOfWork.run(scope, async (tx) => {
      const rows = bookRows((await getVersion(tx, versionId)).entries, await listPlans(tx));
      return csvFile(rows, { delimiter: ',', formulas });
    });
  }
}
