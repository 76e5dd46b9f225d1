import { plusDays } from '#contracts';
import { type AccountingRate, findAccountingRate, MAX_RATE_AGE_DAYS } from '#organization';
import { DomainError, groupBy, insertRows, newId, type Transaction } from '#platform';
import type { Account, EntrySourceKind, LineToPost, Posting } from '../domain/accounting/journal.js';
import { accountingMonthOf, nextAccountingMonth } from '../domain/document/document-number.js';
import { JournalEntry } from '../entities/journal-entry.entity.js';
import { JournalLine } from '../entities/journal-line.entity.js';

/**
 * Returns true when the exchange rate of the day `known` can still be used on the later day `day`. Days are
 * `YYYY-MM-DD`.
 */
export function isRateUsableOn(known: string, day: string): boolean {
  return known <= day && known > plusDays(day, -MAX_RATE_AGE_DAYS);
}

/**
 * Returns the exchange rate for posting a document: the latest rate up to a day.
 * @throws DomainError billing.fx_rate_missing if there is no rate for the day or the nine days before it
 */
export async function loadAccountingRate(
  tx: Transaction,
  from: string,
  to: string,
  day: string,
): Promise<AccountingRate> {
  const found = await findAccountingRate(tx, from, to, day);
  if (!found) throw new DomainError('billing.fx_rate_missing', { from, to, day, days: MAX_RATE_AGE_DAYS });
  return found;
}

/**
 * Returns the posting date for a day: the day itself, or the first day of the next open month. Prevents the month from
 * being closed until the transaction ends.
 */
export async function lockPostingDay(tx: Transaction, legalEntityId: string, day: string): Promise<string> {
  for (let month = accountingMonthOf(day); ; month = nextAccountingMonth(month)) {
    await tx.manager.query(
      `insert into accounting_period (maker_id, legal_entity_id, month, state, changed_at) values ($1, $2, $3, 'open', $4)
       on conflict on constraint accounting_period_pk do nothing`,
      [tx.scope.makerId, legalEntityId, month, tx.now],
    );
    if ((await stateOfMonth(tx, legalEntityId, month, 'for share')) === 'open')
      return month === accountingMonthOf(day) ? day : month;
  }
}

/** Like `lockPostingDay` as of now, but without locking the month. */
export async function previewPostingDay(
  tx: Transaction,
  legalEntityId: string,
  day: string,
): Promise<string> {
  let month = accountingMonthOf(day);
  while ((await stateOfMonth(tx, legalEntityId, month, '')) === 'closed') month = nextAccountingMonth(month);
  return month === accountingMonthOf(day) ? day : month;
}

async function stateOfMonth(
  tx: Transaction,
  legalEntityId: string,
  month: string,
  lock: 'for share' | '',
): Promise<string> {
  const [period]: { state: string }[] = await tx.manager.query(
    `select state from accounting_period where maker_id = $1 and legal_entity_id = $2 and month = $3 ${lock}`,
    [tx.scope.makerId, legalEntityId, month],
  );
  return period?.state ?? 'open';
}

export interface EntryToPost {
  readonly legalEntityId: string;
  readonly source: { readonly kind: EntrySourceKind; readonly id: string };
  readonly postingDate: string;
  /** The first and last billed day of a document; null for other sources. */
  readonly service: { readonly from: string; readonly to: string } | null;
  /** Currency of lines without their own currency. */
  readonly currency: string;
  readonly booksCurrency: string;
  readonly rate: AccountingRate;
  readonly reversesId: string | null;
}

/** The first row of an insertion defines its columns, so each line must have all columns. */
const OPTIONAL_OF_LINE = {
  revenueClass: null,
  behaviour: null,
  taxCategory: null,
  taxPercent: null,
  machineId: null,
  invoiceLineId: null,
  itemId: null,
  paymentId: null,
};

/** A line to post. Omitted fields are null. */
export interface LineOfEntry extends Partial<Omit<Posting, 'account'>> {
  readonly account: Account;
  readonly amountMinor: bigint;
  readonly booksAmountMinor: bigint;
  /** By default, the currency of the entry. */
  readonly currency?: string;
  /** Document with the open amount that a receivable changes; by default, the document of the entry. */
  readonly itemId?: string;
  /** Payment with the unapplied amount that the line changes. */
  readonly paymentId?: string;
}

/**
 * Writes entries with their lines. The schema rejects an unbalanced entry at commit, and keeps open items and unapplied
 * amounts of payments up to date.
 * @returns the ids of the entries
 */
export async function postEntries(
  tx: Transaction,
  entries: readonly { readonly entry: EntryToPost; readonly postings: readonly LineOfEntry[] }[],
): Promise<string[]> {
  const { makerId, userId } = tx.scope;
  const numbered = entries.map((one) => ({ ...one, id: newId() }));
  await insertRows(
    tx,
    JournalEntry,
    numbered.map(({ id, entry: { rate, source, service, ...entry } }) => ({
      makerId,
      id,
      ...entry,
      sourceKind: source.kind,
      sourceId: source.id,
      invoiceId: source.kind === 'document' ? source.id : null,
      serviceFrom: service?.from ?? null,
      serviceTo: service?.to ?? null,
      booksRate: rate.rate,
      booksRateOn: rate.day,
      booksRateSource: rate.source,
      postedAt: tx.now,
      postedBy: userId,
    })),
  );
  await insertRows(
    tx,
    JournalLine,
    numbered.flatMap(({ id, entry, postings }) =>
      postings.map(({ amountMinor, booksAmountMinor, ...posting }, index) => ({
        makerId,
        entryId: id,
        position: index + 1,
        currency: entry.currency,
        ...OPTIONAL_OF_LINE,
        ...posting,
        amountMinor: amountMinor.toString(),
        booksAmountMinor: booksAmountMinor.toString(),
      })),
    ),
  );
  return numbered.map(({ id }) => id);
}

/**
 * Returns the lines of invoices for posting, by invoice. The machine of a line is its own machine, the only machine of
 * its meters, or the kit's machine.
 */
export async function loadLinesToPost(
  tx: Transaction,
  invoiceIds: readonly string[],
): Promise<ReadonlyMap<string, readonly LineToPost[]>> {
  const rows: (Omit<LineToPost, 'netMinor'> & { invoiceId: string; netMinor: string })[] =
    await tx.manager.query(
      `select l.invoice_id as "invoiceId", l.id as "lineId", l.kind, l.component, l.net_minor as "netMinor",
              coalesce(l.machine_id, d.machine_id, k.machine_id) as "machineId"
         from invoice_line l
         left join lateral (
           select min(d.machine_id::text)::uuid as machine_id
             from invoice_line_usage s
             join usage_period u on u.maker_id = s.maker_id and u.id = s.usage_period_id
             join meter m on m.maker_id = u.maker_id and m.id = u.meter_id
             join device d on d.maker_id = m.maker_id and d.id = m.device_id
            where s.maker_id = l.maker_id and s.line_id = l.id
           having count(distinct d.machine_id) = 1 and bool_and(d.machine_id is not null)) d on true
         left join kit_delivery k on k.maker_id = l.maker_id and k.id = l.kit_delivery_id
        where l.maker_id = $1 and l.invoice_id = any($2) and l.net_minor is not null order by l.position`,
      [tx.scope.makerId, invoiceIds],
    );
  return groupBy(
    rows.map((row) => ({ ...row, netMinor: BigInt(row.netMinor) })),
    ({ invoiceId }) => invoiceId,
  );
}

/** A posted entry, in the form in which it can be posted again. */
export interface PostedEntry {
  readonly id: string;
  readonly entry: Omit<EntryToPost, 'source' | 'service' | 'postingDate' | 'reversesId'>;
  readonly lines: readonly LineOfEntry[];
}

/** Returns the posted entry of a source. */
export async function loadEntryOfSource(
  tx: Transaction,
  { kind, id }: EntryToPost['source'],
): Promise<PostedEntry> {
  const { makerId } = tx.scope;
  const found = await tx.manager.findOneByOrFail(JournalEntry, {
    makerId,
    sourceKind: kind,
    sourceId: id,
  });
  const lines = await tx.manager.find(JournalLine, {
    where: { makerId, entryId: found.id },
    order: { position: 'ASC' },
  });
  return {
    id: found.id,
    entry: {
      legalEntityId: found.legalEntityId,
      currency: found.currency,
      booksCurrency: found.booksCurrency,
      rate: { rate: found.booksRate, day: found.booksRateOn, source: found.booksRateSource },
    },
    lines: lines.map(({ account, currency, amountMinor, booksAmountMinor, itemId, paymentId }) => ({
      account,
      currency,
      amountMinor: BigInt(amountMinor),
      booksAmountMinor: BigInt(booksAmountMinor),
      ...(itemId === null ? {} : { itemId }),
      ...(paymentId === null ? {} : { paymentId }),
    })),
  };
}
