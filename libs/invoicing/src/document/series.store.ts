import { localDate } from '#contracts';
import type { LegalEntity } from '#organization';
import { DomainError, type Transaction } from '#platform';
import { documentNumber, fiscalYearOf, issueDay } from '../domain/document/document-number.js';
import type { DocumentKind } from '../domain/document/invoice-state.js';

export interface Numbered {
  readonly number: string;
  readonly fiscalYear: number;
  readonly sequence: number;
  /** Local day of the seller. */
  readonly issuedOn: string;
}

type Seller = Pick<LegalEntity, 'id' | 'seriesPrefix' | 'fiscalYearMonth' | 'zone'>;

/**
 * Draws the next numbers for documents of one kind of a seller. The series' row stays locked until the transaction ends,
 * so that numbers have no gaps and are in the order of dates: concurrent transactions wait, and a rollback does not use
 * up a number.
 * @param requestedDay the day of issue; null for today
 * @param count number of documents, at least one
 * @throws DomainError billing.series_prefix_missing, billing.issue_date_in_future, billing.issue_date_before_last
 */
export async function drawNumbers(
  tx: Transaction,
  seller: Seller,
  kind: DocumentKind,
  requestedDay: string | null,
  count: number,
): Promise<Numbered[]> {
  const first = await readSeries(tx, seller, kind, requestedDay, { hold: true });
  const { fiscalYear, issuedOn } = first;
  const last = first.sequence + count - 1;
  await tx.manager.query(
    `update invoice_series set last_number = $5, last_issued_on = $6
      where maker_id = $1 and legal_entity_id = $2 and kind = $3 and fiscal_year = $4`,
    [tx.scope.makerId, seller.id, kind, fiscalYear, last, issuedOn],
  );
  return Array.from({ length: count }, (_, index) => {
    const sequence = first.sequence + index;
    return {
      number: documentNumber(seller.seriesPrefix, kind, fiscalYear, sequence),
      fiscalYear,
      sequence,
      issuedOn,
    };
  });
}

/** Previews the next number; another document can take it first. Throws the errors of `drawNumbers`. */
export function previewNumber(
  tx: Transaction,
  seller: Seller,
  kind: DocumentKind,
  requestedDay: string | null,
): Promise<Numbered> {
  return readSeries(tx, seller, kind, requestedDay, { hold: false });
}

async function readSeries(
  tx: Transaction,
  seller: Seller,
  kind: DocumentKind,
  requestedDay: string | null,
  { hold }: { readonly hold: boolean },
): Promise<Numbered> {
  if (seller.seriesPrefix === '') throw new DomainError('billing.series_prefix_missing');
  const today = localDate(tx.now.getTime(), seller.zone);
  if (requestedDay !== null && requestedDay > today)
    throw issueDayError('billing.issue_date_in_future', requestedDay, { today });
  const fiscalYear = fiscalYearOf(requestedDay ?? today, seller.fiscalYearMonth);
  const key = [tx.scope.makerId, seller.id, kind, fiscalYear];
  if (hold) {
    await tx.manager.query(
      `insert into invoice_series (maker_id, legal_entity_id, kind, fiscal_year, last_number, last_issued_on)
       values ($1, $2, $3, $4, 0, '-infinity') on conflict on constraint invoice_series_pk do nothing`,
      key,
    );
  }
  const [row]: { lastNumber: string; lastIssuedOn: string }[] = await tx.manager.query(
    `select last_number as "lastNumber", last_issued_on::text as "lastIssuedOn" from invoice_series
      where maker_id = $1 and legal_entity_id = $2 and kind = $3 and fiscal_year = $4 ${hold ? 'for update' : ''}`,
    key,
  );
  const last = row && row.lastNumber !== '0' ? row.lastIssuedOn : null;
  const issuedOn = issueDay(requestedDay, today, last);
  if (issuedOn === null) throw issueDayError('billing.issue_date_before_last', requestedDay!, { last });
  const sequence = Number(row?.lastNumber ?? 0) + 1;
  return {
    number: documentNumber(seller.seriesPrefix, kind, fiscalYear, sequence),
    fiscalYear,
    sequence,
    issuedOn,
  };
}

function issueDayError(code: string, day: string, params: Record<string, string | null>): DomainError {
  return new DomainError(code, { day, ...params }, [
    { pointer: '/issuedOn', code, params: { day, ...params } },
  ]);
}
