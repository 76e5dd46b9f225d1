import { DomainError, fromMinor, type Transaction } from '#platform';
import { closeCorrections, findCorrecting } from '../corrections/close-corrections.store.js';
import { Invoice } from '../entities/invoice.entity.js';
import { attempt, findRefusal } from './attempt.js';
import { loadCorrectionPostings } from './document-postings.queries.js';
import {
  advance,
  assertSameParties,
  assertSecondPerson,
  assertUnchanged,
  loadApprovedParties,
  type SeenVersion,
} from './invoice-checks.js';
import { lockSeparateInvoices } from './invoice-lock.js';
import { type DocumentToIssue, issueDocuments } from './issue.store.js';
import { loadPartiesOfAll, type Parties } from './parties.queries.js';
import { recordInvoiceDecisions } from './record-invoice-decision.js';

/** The version of an invoice that the user saw. */
export interface SeenInvoice extends SeenVersion {
  readonly invoiceId: string;
}

export interface IssueRequest {
  /** Local day of the seller; null for today. */
  readonly issuedOn: string | null;
  readonly why: string;
}

/** An approved invoice that may be issued, with the parties to be printed on it. */
interface InvoiceToIssue {
  readonly invoice: Invoice;
  readonly parties: Parties;
}

/**
 * Issues approved invoices together. A refused invoice does not affect the others. Corrections are issued one by one,
 * after the others, because the remaining amount that can be credited depends on the documents issued before.
 * @returns the error of each refused invoice, null for an issued one, in the order of `seen`
 */
export async function issueTogether(
  tx: Transaction,
  seen: readonly SeenInvoice[],
  request: IssueRequest,
): Promise<(DomainError | null)[]> {
  const checked = await checkAll(tx, seen, request);
  const toIssue = checked.filter((one): one is InvoiceToIssue => !(one instanceof DomainError));
  const correcting = await findCorrecting(
    tx,
    toIssue.map(({ invoice }) => invoice.id),
  );
  const isCorrection = ({ invoice }: InvoiceToIssue): boolean =>
    invoice.originalId !== null || correcting.has(invoice.id);
  const together = toIssue.filter((one) => !isCorrection(one));
  const corrections = toIssue.filter(isCorrection);
  const refusal = await attempt(tx, () => issueChecked(tx, together, request));
  // The refusal may concern only some of the documents, such as those of one seller.
  const oneByOne = refusal === null ? corrections : [...together, ...corrections];
  const refusals = new Map<InvoiceToIssue, DomainError | null>();
  for (const one of oneByOne)
    refusals.set(
      one,
      await attempt(tx, async () => {
        await closeCorrections(tx, one.invoice.id);
        await issueChecked(tx, [one], request);
      }),
    );
  return checked.map((one) => (one instanceof DomainError ? one : (refusals.get(one) ?? null)));
}

/** Locks and checks invoices. Returns each invoice that may be issued, or the error with which it is refused. */
async function checkAll(
  tx: Transaction,
  seen: readonly SeenInvoice[],
  { issuedOn }: IssueRequest,
): Promise<(InvoiceToIssue | DomainError)[]> {
  const ids = seen.map(({ invoiceId }) => invoiceId);
  const found = await lockSeparateInvoices(tx, ids);
  const invoices = found.filter((one) => one instanceof Invoice);
  const parties = await loadPartiesOfAll(
    tx,
    invoices.map((invoice) => ({ ...invoice, issuedOn })),
  );
  const partiesOf = new Map(invoices.map((invoice, index) => [invoice, parties[index]!]));
  const approved = await loadApprovedParties(tx, ids);
  const checked: (InvoiceToIssue | DomainError)[] = [];
  for (const [index, invoice] of found.entries()) {
    if (invoice instanceof DomainError) {
      checked.push(invoice);
      continue;
    }
    const toIssue = { invoice, parties: partiesOf.get(invoice)! };
    const refusal = await findRefusal(async () => {
      advance(invoice, 'issue');
      assertUnchanged(invoice, seen[index]!);
      assertSameParties(approved, invoice, toIssue.parties);
      await assertSecondPerson(tx, invoice, invoice.approvedBy);
    });
    checked.push(refusal ?? toIssue);
  }
  return checked;
}

/** Issues invoices that were checked, and records the decisions and events. */
async function issueChecked(
  tx: Transaction,
  checked: readonly InvoiceToIssue[],
  { issuedOn, why }: IssueRequest,
): Promise<void> {
  if (checked.length === 0) return;
  const documents: DocumentToIssue[] = [];
  for (const { invoice, parties } of checked)
    documents.push({
      contracts: [invoice],
      parties,
      linkedPostings: await loadCorrectionPostings(tx, invoice),
    });
  const numbers = await issueDocuments(tx, documents, issuedOn);
  await recordInvoiceDecisions(
    tx,
    checked.map(({ invoice }, index) => ({
      invoice,
      action: 'issued',
      why,
      after: {
        state: 'issued',
        ...numbers[index]!,
        gross: fromMinor(BigInt(invoice.grossMinor), invoice.currency),
      },
      secondUserId: invoice.approvedBy,
    })),
  );
  await tx.record(
    ...checked.map(({ invoice: { id: invoiceId } }) => ({
      name: 'billing.invoice_issued',
      version: 1,
      payload: { invoiceId },
    })),
  );
}
