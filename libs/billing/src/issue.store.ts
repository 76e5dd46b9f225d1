import { LegalEntity } from '#organization';
import { type Transaction } from '#platform';
import { type BooksRate, booksRateOn, linesToPost, postEntry, postingDayOf } from './books.store.js';
import { dueDay } from './domain/document-number.js';
import { type Posting, postInvoice, reverse } from './domain/journal.js';
import { taxesOf } from './documents.queries.js';
import { Invoice } from './entities/invoice.entity.js';
import { JournalEntry } from './entities/journal-entry.entity.js';
import type { Parties } from './parties.queries.js';
import { drawNumber, type Numbered } from './series.store.js';

export interface IssuedNumber extends Numbered {
  readonly dueOn: string;
  readonly postingDate: string;
}

/** What a document that is tied to another books, at the rate of that one; an invoice books its own lines. */
export interface TiedPostings {
  readonly postings: readonly Posting[];
  readonly rate: BooksRate;
  readonly reversesId: string | null;
}

/**
 * Makes a written document one that was issued: number, dates, rate, the parties as they are, and its journal entry. From here on the
 * schema lets nobody change it.
 * @throws DomainError billing.series_prefix_missing, billing.issue_date_in_future, billing.issue_date_before_last,
 * billing.fx_rate_missing
 */
export async function issueDocument(
  tx: Transaction,
  document: Invoice,
  parties: Parties,
  { issuedOn, tied }: { readonly issuedOn: string | null; readonly tied: TiedPostings | null },
): Promise<IssuedNumber> {
  const { makerId, userId } = tx.scope;
  const { id, legalEntityId, currency, serviceFrom, serviceTo } = document;
  const seller = await tx.manager.findOneByOrFail(LegalEntity, { makerId, id: legalEntityId });
  const numbered = await drawNumber(tx, seller, document.kind, issuedOn);
  const rate = tied?.rate ?? (await booksRateOn(tx, currency, seller.currency, numbered.issuedOn));
  const postingDate = await postingDayOf(tx, legalEntityId, numbered.issuedOn);
  const dueOn = dueDay(numbered.issuedOn, document.paymentDays);
  const postings = tied?.postings ?? (await postingsOf(tx, document, seller.currency, rate.rate));
  await tx.manager.update(
    Invoice,
    { makerId, id },
    {
      state: 'issued',
      approvedAt: document.approvedAt ?? tx.now,
      approvedBy: document.approvedBy ?? userId,
      number: numbered.number,
      fiscalYear: numbered.fiscalYear,
      sequence: numbered.sequence.toString(),
      issuedOn: numbered.issuedOn,
      issuedAt: tx.now,
      issuedBy: userId,
      dueOn,
      postingDate,
      booksCurrency: seller.currency,
      booksRate: rate.rate,
      booksRateOn: rate.day,
      booksRateSource: rate.source,
      seller: parties.seller,
      buyer: parties.buyer,
      version: document.version + 1,
    },
  );
  const entry = { legalEntityId, invoiceId: id, postingDate, serviceFrom, serviceTo, currency };
  const books = { booksCurrency: seller.currency, rate, reversesId: tied?.reversesId ?? null };
  await postEntry(tx, { ...entry, ...books }, postings);
  return { ...numbered, dueOn, postingDate };
}

/** What a correction with a document of its own books: at its original's rate, and where it gives back on the other side. */
export async function postingsOfCorrection(tx: Transaction, document: Invoice): Promise<TiedPostings | null> {
  if (document.originalId === null) return null;
  const { makerId } = tx.scope;
  const original = await tx.manager.findOneByOrFail(Invoice, { makerId, id: document.originalId });
  const entry = await tx.manager.findOneBy(JournalEntry, { makerId, invoiceId: original.id });
  const postings = await postingsOf(tx, document, original.booksCurrency!, original.booksRate!);
  const isGivenBack = document.kind === 'credit_note';
  return {
    postings: isGivenBack ? reverse(postings) : postings,
    rate: {
      rate: original.booksRate!,
      day: original.booksRateOn,
      source: original.booksRateSource,
    },
    reversesId: isGivenBack ? (entry?.id ?? null) : null,
  };
}

async function postingsOf(
  tx: Transaction,
  { id, currency }: Invoice,
  booksCurrency: string,
  booksRate: string,
): Promise<Posting[]> {
  const taxes = await taxesOf(tx, id);
  return postInvoice({
    currency,
    booksCurrency,
    booksRate,
    lines: await linesToPost(tx, id),
    taxes: taxes.map(({ taxMinor, ...tax }) => ({ ...tax, taxMinor: BigInt(taxMinor) })),
  });
}
