import { In } from 'typeorm';
import { type AccountingRate, findCurrentBrandId, LegalEntity } from '#organization';
import { groupBy, rememberByKey, sumMinor, type Transaction, updateRows } from '#platform';
import { loadAccountingRate, lockPostingDay, postEntries } from '../accounting/accounting.store.js';
import { deferPostings, type PostedDocument } from '../deferral/defer-revenue.store.js';
import type { Posting } from '../domain/accounting/journal.js';
import { dueDay } from '../domain/document/document-number.js';
import { documentTypeOf } from '../domain/document/document-type.js';
import type { DocumentKind } from '../domain/document/invoice-state.js';
import { Invoice } from '../entities/invoice.entity.js';
import { queueDocumentMails } from '../mailing/document-mails.store.js';
import { loadRecipients } from '../mailing/recipients.queries.js';
import { type LinkedPostings, loadPostings } from './document-postings.queries.js';
import type { Parties } from './parties.queries.js';
import { drawNumbers, type Numbered } from './series.store.js';

export interface IssuedNumber extends Numbered {
  readonly dueOn: string;
  readonly postingDate: string;
}

/** A written document to be issued. */
export interface DocumentToIssue {
  /**
   * The invoices that the document bills, for a billing group in the order of its document; all invoices get the number
   * of the first one.
   */
  readonly contracts: readonly [Invoice, ...Invoice[]];
  readonly parties: Parties;
  /** Absent if the document posts its own lines. */
  readonly linkedPostings?: LinkedPostings | null;
}

/** A document with its seller and type, which determine the series of its number. */
interface DocumentOfSeries extends DocumentToIssue {
  readonly seller: LegalEntity;
  readonly documentType: DocumentKind;
}

/**
 * Issues written documents: assigns their numbers, dates and exchange rates, stores the parties and the brand, and posts
 * the journal entries. Afterwards, the database schema prevents changes. Queues emails with the documents if the
 * seller's documents are sent when they are issued. Writes each table once, regardless of the number of documents.
 * @param issuedOn local day of the sellers; null for today
 * @returns the number of each document, in the order of `documents`
 * @throws DomainError billing.series_prefix_missing, billing.issue_date_in_future, billing.issue_date_before_last,
 *   billing.fx_rate_missing
 */
export async function issueDocuments<const Documents extends readonly DocumentToIssue[]>(
  tx: Transaction,
  documents: Documents,
  issuedOn: string | null,
): Promise<{ [Index in keyof Documents]: IssuedNumber }> {
  const sellers = await loadSellers(tx, documents);
  const ofSeries = documents.map((document): DocumentOfSeries => {
    const [lead] = document.contracts;
    const grossMinor = sumMinor(document.contracts, (invoice) => BigInt(invoice.grossMinor));
    return {
      ...document,
      seller: sellers.get(lead.legalEntityId)!,
      documentType: documentTypeOf(lead.kind, grossMinor),
    };
  });
  const numbers = await drawNumbersOf(tx, ofSeries, issuedOn);
  const rateOf = rememberByKey((from: string, to: string, day: string) =>
    loadAccountingRate(tx, from, to, day),
  );
  const postingDayOf = rememberByKey((seller: string, day: string) => lockPostingDay(tx, seller, day));
  const brandId = await findCurrentBrandId(tx);
  const postingsOf = await loadPostings(
    tx,
    documents
      .filter(({ linkedPostings = null }) => linkedPostings === null)
      .flatMap(({ contracts }) => contracts),
  );
  const issued: IssuedDocument[] = [];
  for (const [index, document] of ofSeries.entries()) {
    const [{ currency, paymentDays, legalEntityId }] = document.contracts;
    const number = numbers[index]!;
    const rate =
      document.linkedPostings?.rate ?? (await rateOf(currency, document.seller.currency, number.issuedOn));
    issued.push({
      document,
      number: {
        ...number,
        dueOn: dueDay(number.issuedOn, paymentDays),
        postingDate: await postingDayOf(legalEntityId, number.issuedOn),
      },
      rate,
      postings:
        document.linkedPostings?.postings ??
        postingsOf(document.contracts, { booksCurrency: document.seller.currency, booksRate: rate.rate }),
    });
  }
  await storeIssued(tx, issued, brandId);
  const postings = await deferPostings(tx, issued.map(toPostedDocument));
  await postEntries(
    tx,
    issued.map((one, index) => ({ entry: toEntry(one), postings: postings[index]! })),
  );
  const mailed = ofSeries.filter(({ seller }) => seller.mailsDocuments).map(({ contracts: [{ id }] }) => id);
  if (mailed.length > 0) await queueDocumentMails(tx, await loadRecipients(tx, mailed), true);
  return issued.map(({ number }) => number) as { [Index in keyof Documents]: IssuedNumber };
}

interface IssuedDocument {
  readonly document: DocumentOfSeries;
  readonly number: IssuedNumber;
  readonly rate: AccountingRate;
  readonly postings: readonly Posting[];
}

async function loadSellers(
  tx: Transaction,
  documents: readonly DocumentToIssue[],
): Promise<ReadonlyMap<string, LegalEntity>> {
  const ids = new Set(documents.map(({ contracts: [{ legalEntityId }] }) => legalEntityId));
  const sellers = await tx.manager.findBy(LegalEntity, { makerId: tx.scope.makerId, id: In([...ids]) });
  return new Map(sellers.map((seller) => [seller.id, seller]));
}

/**
 * Draws the numbers of documents from the series of their sellers and types. Series are locked in a fixed order, so
 * that concurrent transactions can't deadlock.
 */
async function drawNumbersOf(
  tx: Transaction,
  documents: readonly DocumentOfSeries[],
  issuedOn: string | null,
): Promise<Numbered[]> {
  const numbers: Numbered[] = [];
  const places = documents.map((document, place) => ({ ...document, place }));
  const series = groupBy(places, ({ seller, documentType }) => `${seller.id} ${documentType}`);
  for (const [, ofSeries] of [...series].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { seller, documentType } = ofSeries[0]!;
    const drawn = await drawNumbers(tx, seller, documentType, issuedOn, ofSeries.length);
    for (const [index, { place }] of ofSeries.entries()) numbers[place] = drawn[index]!;
  }
  return numbers;
}

/** Stores the states and numbers of issued documents. The schema checks the number of a document's other invoices. */
async function storeIssued(
  tx: Transaction,
  issued: readonly IssuedDocument[],
  brandId: string | null,
): Promise<void> {
  const rows = issued.flatMap(({ document, number, rate }) =>
    document.contracts.map((invoice) => ({
      id: invoice.id,
      state: 'issued' as const,
      leadId: invoice === document.contracts[0] ? null : document.contracts[0].id,
      approvedAt: invoice.approvedAt ?? tx.now,
      approvedBy: invoice.approvedBy ?? tx.scope.userId,
      documentType: document.documentType,
      number: number.number,
      fiscalYear: number.fiscalYear,
      sequence: number.sequence.toString(),
      issuedOn: number.issuedOn,
      issuedAt: tx.now,
      issuedBy: tx.scope.userId,
      dueOn: number.dueOn,
      postingDate: number.postingDate,
      booksCurrency: document.seller.currency,
      booksRate: rate.rate,
      booksRateOn: rate.day,
      booksRateSource: rate.source,
      seller: document.parties.seller,
      buyer: document.parties.buyer,
      brandId,
      version: invoice.version + 1,
    })),
  );
  // The first invoice of a document is updated first, because the others refer to its number.
  const isFirst = ({ leadId }: { readonly leadId: string | null }): boolean => leadId === null;
  await updateRows(tx, Invoice, rows.filter(isFirst));
  await updateRows(
    tx,
    Invoice,
    rows.filter((row) => !isFirst(row)),
  );
}

function toPostedDocument({ document, number, postings }: IssuedDocument): PostedDocument {
  const [{ id, legalEntityId, currency }] = document.contracts;
  const { issuedOn, postingDate } = number;
  const invoiceIds = document.contracts.map((invoice) => invoice.id);
  return { documentId: id, legalEntityId, currency, issuedOn, postingDate, invoiceIds, postings };
}

function toEntry({ document, number, rate }: IssuedDocument) {
  const { contracts, seller, linkedPostings } = document;
  const [{ id, legalEntityId, currency }] = contracts;
  return {
    legalEntityId,
    source: { kind: 'document' as const, id },
    postingDate: number.postingDate,
    currency,
    booksCurrency: seller.currency,
    rate,
    reversesId: linkedPostings?.reversesId ?? null,
    service: servicePeriodOf(contracts),
  };
}

/** Returns the first day and the last day that a document bills. */
function servicePeriodOf(contracts: readonly Pick<Invoice, 'serviceFrom' | 'serviceTo'>[]) {
  return {
    from: contracts.map(({ serviceFrom }) => serviceFrom).sort()[0]!,
    to: contracts
      .map(({ serviceTo }) => serviceTo)
      .sort()
      .at(-1)!,
  };
}
