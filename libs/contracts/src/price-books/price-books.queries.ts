import { DomainError, type Transaction } from '#platform';
import type { BookEntry } from '../domain/price-books/book-entry.js';

/** A version without its content. Days are `YYYY-MM-DD`; both are null if other versions replaced all of its days. */
export interface VersionSummary {
  readonly id: string;
  readonly number: number;
  readonly validFrom: string | null;
  /** The last day; null if it has no end. */
  readonly validTo: string | null;
  readonly entryCount: number;
  /** Number of contracts with prices from this version that have not ended. */
  readonly contractCount: number;
  /** ISO 8601. */
  readonly recordedAt: string;
}

export interface BookView {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly currency: string;
  /** Newest first. */
  readonly versions: readonly VersionSummary[];
}

const BOOKS = `
  select b.id, b.code, b.name, b.currency,
         coalesce((select jsonb_agg(jsonb_build_object(
             'id', v.id, 'number', v.number, 'validFrom', lower(v.during), 'validTo', upper(v.during) - 1,
             'entryCount', jsonb_array_length(v.entries), 'recordedAt', v.recorded_at,
             'contractCount', (select count(*)::int from contract_price_book n
                                 join contract c on c.maker_id = n.maker_id and c.id = n.contract_id
                                where n.maker_id = v.maker_id and n.version_id = v.id and c.state <> 'ended'))
             order by v.number desc)
           from price_book_version v where v.maker_id = b.maker_id and v.book_id = b.id), '[]') as versions
    from price_book b`;

/** Lists price books by code. */
export async function listBooks(tx: Transaction): Promise<BookView[]> {
  return tx.manager.query(`${BOOKS} where b.maker_id = $1 order by b.code`, [tx.scope.makerId]);
}

/** Returns a price book with its versions. @throws DomainError contracts.price_book_not_found */
export async function getBook(tx: Transaction, id: string): Promise<BookView> {
  const [book]: BookView[] = await tx.manager.query(`${BOOKS} where b.maker_id = $1 and b.id = $2`, [
    tx.scope.makerId,
    id,
  ]);
  if (!book) throw new DomainError('contracts.price_book_not_found');
  return book;
}

export interface VersionContent {
  readonly id: string;
  readonly bookId: string;
  readonly book: string;
  readonly number: number;
  readonly currency: string;
  readonly entries: readonly BookEntry[];
}

const CONTENTS = `
  select v.id, v.book_id as "bookId", b.name as book, v.number, b.currency, v.entries
    from price_book_version v join price_book b on b.maker_id = v.maker_id and b.id = v.book_id`;

/** Returns a version with its content. @throws DomainError contracts.price_book_version_not_found */
export async function getVersion(tx: Transaction, id: string): Promise<VersionContent> {
  const [version]: VersionContent[] = await tx.manager.query(
    `${CONTENTS} where v.maker_id = $1 and v.id = $2`,
    [tx.scope.makerId, id],
  );
  if (!version) throw new DomainError('contracts.price_book_version_not_found');
  return version;
}

/**
 * Finds versions that contain prices of a plan in a currency and apply on a day, sorted by the code of their price
 * book.
 */
export async function findVersions(
  tx: Transaction,
  { planId, currency, day }: { readonly planId: string; readonly currency: string; readonly day: string },
): Promise<VersionContent[]> {
  return tx.manager.query(
    `${CONTENTS} where v.maker_id = $1 and b.currency = $2 and v.during @> $3::date
        and v.entries @> jsonb_build_array(jsonb_build_object('planId', $4::text))
      order by b.code`,
    [tx.scope.makerId, currency, day, planId],
  );
}

/** A contract with prices from a version of a price book. */
export interface PricedContract {
  readonly id: string;
  readonly number: string;
  readonly customer: string;
  readonly state: string;
  readonly versionNumber: number;
  /** True if a later version applies on the day. */
  readonly isOlder: boolean;
  /** True if the contract's charges were amended since its prices were set. */
  readonly isAmended: boolean;
}

/**
 * Lists up to 500 contracts that have not ended and that use prices from a price book. Contracts on older versions come
 * first.
 * @param day `YYYY-MM-DD`
 */
export async function listContractsOfBook(
  tx: Transaction,
  bookId: string,
  day: string,
): Promise<PricedContract[]> {
  return tx.manager.query(
    `select c.id, c.number, cu.name as customer, c.state, v.number as "versionNumber",
            exists (select from price_book_version w where w.maker_id = v.maker_id and w.book_id = v.book_id
                       and w.number > v.number and w.during @> $3::date) as "isOlder",
            exists (select from contract_amendment a where a.maker_id = c.maker_id and a.contract_id = c.id
                       and a.signed_at > n.noted_at and a.changes ? 'charges') as "isAmended"
       from contract_price_book n
       join price_book_version v on v.maker_id = n.maker_id and v.id = n.version_id
       join contract c on c.maker_id = n.maker_id and c.id = n.contract_id
       join customer cu on cu.maker_id = c.maker_id and cu.id = c.customer_id
      where n.maker_id = $1 and v.book_id = $2 and c.state <> 'ended'
      order by "isOlder" desc, c.number limit 500`,
    [tx.scope.makerId, bookId, day],
  );
}
