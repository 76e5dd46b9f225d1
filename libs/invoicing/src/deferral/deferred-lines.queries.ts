import { groupBy, type Transaction } from '#platform';
import type { RevenuePart } from '../domain/deferral/deferred-parts.js';
import type { BilledService } from '../domain/deferral/service-months.js';

/** The service of a line, and whether its revenue may be deferred. */
export interface LineService {
  readonly lineId: string;
  readonly invoiceId: string;
  /** Null if the line bills no days, such as a line for a kit. */
  readonly service: BilledService | null;
  /** False if the line corrects a line with revenue that was not deferred. */
  readonly mayBeDeferred: boolean;
}

/**
 * Returns the day from which each legal entity defers revenue, by legal entity; null if it no longer defers revenue.
 * The result omits legal entities that have never deferred revenue.
 */
export async function loadDeferralStarts(tx: Transaction): Promise<ReadonlyMap<string, string | null>> {
  const rows: { legalEntityId: string; startsOn: string | null }[] = await tx.manager.query(
    `select legal_entity_id as "legalEntityId", starts_on::text as "startsOn"
       from deferral_settings where maker_id = $1`,
    [tx.scope.makerId],
  );
  return new Map(rows.map(({ legalEntityId, startsOn }) => [legalEntityId, startsOn]));
}

/** Loads the services of lines, by line. */
export async function loadLineServices(
  tx: Transaction,
  lineIds: readonly string[],
): Promise<ReadonlyMap<string, LineService>> {
  const rows: {
    lineId: string;
    invoiceId: string;
    from: string | null;
    to: string | null;
    due: string | null;
    mayBeDeferred: boolean;
  }[] = await tx.manager.query(
    `select l.id as "lineId", l.invoice_id as "invoiceId", l.service_from::text as "from", l.service_to::text as "to",
            l.snapshot -> 'charge' ->> 'due' as due,
            (l.corrects_invoice_id is null or exists (
              select from deferred_revenue d where d.maker_id = l.maker_id and d.invoice_line_id = l.corrects_line_id
            )) as "mayBeDeferred"
       from invoice_line l where l.maker_id = $1 and l.id = any($2::uuid[])`,
    [tx.scope.makerId, lineIds],
  );
  return new Map(
    rows.map(({ from, to, due, ...row }) => [
      row.lineId,
      { ...row, service: from === null || to === null ? null : { from, to, due } },
    ]),
  );
}

/**
 * Locks the monthly parts of deferred lines, so that no other transaction releases them in the meantime. Returns the
 * parts by line.
 */
export async function lockDeferredParts(
  tx: Transaction,
  lineIds: readonly string[],
): Promise<ReadonlyMap<string, readonly RevenuePart[]>> {
  const rows: {
    lineId: string;
    month: string;
    amountMinor: string;
    booksAmountMinor: string;
    isReleased: boolean;
  }[] = await tx.manager.query(
    `select invoice_line_id as "lineId", month::text as month, amount_minor as "amountMinor",
            books_amount_minor as "booksAmountMinor", released_on is not null as "isReleased"
       from deferred_revenue where maker_id = $1 and invoice_line_id = any($2::uuid[])
      order by document_id, invoice_line_id, month for update`,
    [tx.scope.makerId, lineIds],
  );
  const parts = rows.map(({ amountMinor, booksAmountMinor, ...row }) => ({
    ...row,
    amountMinor: BigInt(amountMinor),
    booksAmountMinor: BigInt(booksAmountMinor),
  }));
  return groupBy(parts, ({ lineId }) => lineId);
}
