import { type AccountingRate, findCurrentBrandId, LegalEntity } from '#organization';
import { type Transaction, sumMinor } from '#platform';
import {
  loadAccountingRate,
  loadLinesToPost,
  postEntry,
  lockPostingDay,
} from '../accounting/accounting.store.js';
import { type LineToPost, type Posting, postInvoice, reverse } from '../domain/accounting/journal.js';
import { roundingOf } from '../domain/calculation/payable.js';
import { dueDay } from '../domain/document/document-number.js';
import { documentTypeOf } from '../domain/document/document-type.js';
import { sumTaxes } from '../domain/groups/sum-taxes.js';
import { Invoice } from '../entities/invoice.entity.js';
import { JournalEntry } from '../entities/journal-entry.entity.js';
import { queueDocumentMails } from '../mailing/document-mails.store.js';
import { loadRecipients } from '../mailing/recipients.queries.js';
import { type DocumentTax, taxesOf } from './documents.queries.js';
import type { Parties } from './parties.queries.js';
import { drawNumber, type Numbered } from './series.store.js';

export interface IssuedNumber extends Numbered {
  readonly dueOn: string;
  readonly postingDate: string;
}

/**
 * Postings of a document that is linked to another document, at the exchange rate of that document. A document without
 * such postings posts its own lines.
 */
export interface LinkedPostings {
  readonly postings: readonly Posting[];
  readonly rate: AccountingRate;
  readonly reversesId: string | null;
}

/** Parties and date for issuing. */
export interface IssueOptions {
  readonly parties: Parties;
  /** Local day of the seller; null for today. */
  readonly issuedOn: string | null;
  readonly linkedPostings: LinkedPostings | null;
}

/**
 * Issues a written document: assigns its number, dates and exchange rate, stores the parties and the brand, and posts
 * the journal entry. Afterwards, the database schema prevents changes. Queues emails with the document if the seller's
 * documents are sent when they are issued.
 * @param contracts the invoices that the document bills, for a billing group in the order of its document; all get the
 *   number of the first one
 * @throws DomainError billing.series_prefix_missing, billing.issue_date_in_future, billing.issue_date_before_last,
 *   billing.fx_rate_missing
 */
export async function issueDocument(
  tx: Transaction,
  contracts: readonly [Invoice, ...Invoice[]],
  { parties, issuedOn, linkedPostings }: IssueOptions,
): Promise<IssuedNumber> {
  const { makerId, userId } = tx.scope;
  const [lead] = contracts;
  const { legalEntityId, currency } = lead;
  const seller = await tx.manager.findOneByOrFail(LegalEntity, { makerId, id: legalEntityId });
  const grossMinor = sumMinor(contracts, (invoice) => BigInt(invoice.grossMinor));
  const documentType = documentTypeOf(lead.kind, grossMinor);
  const numbered = await drawNumber(tx, seller, documentType, issuedOn);
  const rate =
    linkedPostings?.rate ?? (await loadAccountingRate(tx, currency, seller.currency, numbered.issuedOn));
  const postingDate = await lockPostingDay(tx, legalEntityId, numbered.issuedOn);
  const dueOn = dueDay(numbered.issuedOn, lead.paymentDays);
  const postings =
    linkedPostings?.postings ?? (await loadPostings(tx, contracts, seller.currency, rate.rate));
  const brandId = await findCurrentBrandId(tx);
  // The first invoice is updated first, because the others refer to its number.
  for (const invoice of contracts)
    await tx.manager.update(
      Invoice,
      { makerId, id: invoice.id },
      {
        state: 'issued',
        leadId: invoice === lead ? null : lead.id,
        approvedAt: invoice.approvedAt ?? tx.now,
        approvedBy: invoice.approvedBy ?? userId,
        documentType,
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
        brandId,
        version: invoice.version + 1,
      },
    );
  const days = servicePeriodOf(contracts);
  const entry = { legalEntityId, invoiceId: lead.id, postingDate, currency, ...days };
  const accounting = { booksCurrency: seller.currency, rate, reversesId: linkedPostings?.reversesId ?? null };
  await postEntry(tx, { ...entry, ...accounting }, postings);
  if (seller.mailsDocuments)
    await queueDocumentMails(tx, lead.id, (await loadRecipients(tx, [lead.id])).get(lead.id) ?? [], true);
  return { ...numbered, dueOn, postingDate };
}

/** Returns the first day and the last day that a document bills. */
function servicePeriodOf(contracts: readonly Pick<Invoice, 'serviceFrom' | 'serviceTo'>[]) {
  return {
    serviceFrom: contracts.map(({ serviceFrom }) => serviceFrom).sort()[0]!,
    serviceTo: contracts
      .map(({ serviceTo }) => serviceTo)
      .sort()
      .at(-1)!,
  };
}

/**
 * Returns the id of the journal entry of an issued invoice; null if there is none. A billing group's document has one
 * entry, which is linked to its first invoice.
 */
export async function findEntry(
  tx: Transaction,
  { id, leadId }: Pick<Invoice, 'id' | 'leadId'>,
): Promise<string | null> {
  const { makerId } = tx.scope;
  return (await tx.manager.findOneBy(JournalEntry, { makerId, invoiceId: leadId ?? id }))?.id ?? null;
}

/**
 * Returns the postings of a correction that is a separate document, at the original's rate, and reversed for a credit
 * note; null for other documents.
 */
export async function loadCorrectionPostings(
  tx: Transaction,
  document: Invoice,
): Promise<LinkedPostings | null> {
  if (document.originalId === null) return null;
  const { makerId } = tx.scope;
  const original = await tx.manager.findOneByOrFail(Invoice, { makerId, id: document.originalId });
  const entryId = await findEntry(tx, original);
  const postings = await loadPostings(tx, [document], original.booksCurrency!, original.booksRate!);
  const isCredit = document.kind === 'credit_note';
  return {
    postings: isCredit ? reverse(postings) : postings,
    rate: {
      rate: original.booksRate!,
      day: original.booksRateOn,
      source: original.booksRateSource,
    },
    reversesId: isCredit ? entryId : null,
  };
}

async function loadPostings(
  tx: Transaction,
  documents: readonly [Invoice, ...Invoice[]],
  booksCurrency: string,
  booksRate: string,
): Promise<Posting[]> {
  const lines: LineToPost[] = [];
  const taxes: DocumentTax[] = [];
  for (const { id } of documents) {
    lines.push(...(await loadLinesToPost(tx, id)));
    taxes.push(...(await taxesOf(tx, id)));
  }
  return postInvoice({
    currency: documents[0].currency,
    booksCurrency,
    booksRate,
    lines,
    taxes: sumTaxes(taxes).map(({ taxMinor, ...tax }) => ({ ...tax, taxMinor: BigInt(taxMinor) })),
    depositMinor: sumMinor(documents, ({ depositMinor }) => BigInt(depositMinor ?? 0)),
    roundingMinor: sumMinor(documents, roundingOf),
  });
}
