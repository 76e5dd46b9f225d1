import type { AccountingRate } from '#organization';
import { sumMinor, type Transaction } from '#platform';
import { loadLinesToPost } from '../accounting/accounting.store.js';
import { type Posting, postInvoice, reverse } from '../domain/accounting/journal.js';
import { roundingOf } from '../domain/calculation/payable.js';
import { sumTaxes } from '../domain/groups/sum-taxes.js';
import { Invoice } from '../entities/invoice.entity.js';
import { JournalEntry } from '../entities/journal-entry.entity.js';
import { taxesOfAll } from './documents.queries.js';

/**
 * Postings of a document that is linked to another document, at the exchange rate of the other document. A document
 * without linked postings posts its own lines.
 */
export interface LinkedPostings {
  readonly postings: readonly Posting[];
  readonly rate: AccountingRate;
  readonly reversesId: string | null;
}

/** The accounting currency of a seller, and its exchange rate. */
interface Conversion {
  readonly booksCurrency: string;
  readonly booksRate: string;
}

/** Returns the postings of a document, from the invoices that it bills. */
type PostingsOf = (invoices: readonly [Invoice, ...Invoice[]], conversion: Conversion) => Posting[];

/** Loads the lines and taxes of invoices, from which the postings of their documents are calculated. */
export async function loadPostings(tx: Transaction, invoices: readonly Invoice[]): Promise<PostingsOf> {
  const ids = invoices.map(({ id }) => id);
  const linesOf = await loadLinesToPost(tx, ids);
  const taxesOf = await taxesOfAll(tx, ids);
  return (contracts, conversion) =>
    postInvoice({
      currency: contracts[0].currency,
      ...conversion,
      lines: contracts.flatMap(({ id }) => linesOf.get(id) ?? []),
      taxes: sumTaxes(contracts.flatMap(({ id }) => taxesOf.get(id) ?? [])).map(({ taxMinor, ...tax }) => ({
        ...tax,
        taxMinor: BigInt(taxMinor),
      })),
      depositMinor: sumMinor(contracts, ({ depositMinor }) => BigInt(depositMinor ?? 0)),
      roundingMinor: sumMinor(contracts, roundingOf),
    });
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
  const conversion = { booksCurrency: original.booksCurrency!, booksRate: original.booksRate! };
  const postings = (await loadPostings(tx, [document]))([document], conversion);
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
