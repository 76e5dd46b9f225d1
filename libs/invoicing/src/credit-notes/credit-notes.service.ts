import { Injectable } from '@nestjs/common';
import { getContract } from '#contracts';
import {
  divideByWeight,
  DomainError,
  Exact,
  fromMinor,
  newId,
  type Scope,
  toMinor,
  type Transaction,
  UnitOfWork,
  sumOf,
} from '#platform';
import { loadLinesToPost } from '../accounting/accounting.store.js';
import { correctedLines } from '../corrections/corrections.queries.js';
import { writeTaxes } from '../document/document.store.js';
import { type DocumentView, taxesOf, toDocument } from '../document/documents.queries.js';
import { advance, assertSecondPerson } from '../document/invoice-checks.js';
import { lockInvoice, rowOfMaker } from '../document/invoice-lock.js';
import { getInvoice, type InvoiceLineView, loadLines } from '../document/invoices.queries.js';
import { findEntry } from '../document/document-postings.queries.js';
import { issueDocuments } from '../document/issue.store.js';
import { recordInvoiceDecisions } from '../document/record-invoice-decision.js';
import { postInvoice, reverse } from '../domain/accounting/journal.js';
import { foldDiscounts } from '../domain/calculation/fold-discounts.js';
import {
  type Credit,
  computeCreditNotes,
  type CreditNoteFigures,
  remainingAfter,
} from '../domain/calculation/invoice-credits.js';
import { stepsOf } from '../domain/calculation/invoice-figures.js';
import { subtractCorrections } from '../domain/calculation/subtract-corrections.js';
import { roundingOf } from '../domain/calculation/payable.js';
import { type CreditRequest, toCredit } from '../domain/dispute/credit-request.js';
import { figuresOfIssued } from '../domain/document/document-taxes.js';
import { isIssued } from '../domain/document/invoice-state.js';
import type { TaxCategory } from '../domain/document/tax-rules.js';
import { contentHashOfNote } from '../domain/line/content-hash.js';
import { discountRole } from '../domain/line/discount-role.js';
import { lineKeyOf } from '../domain/line/draft-line.js';
import { InvoiceLine } from '../entities/invoice-line.entity.js';
import { Invoice } from '../entities/invoice.entity.js';
import { loadDepositStatus } from './deposit-status.queries.js';

export interface CreditInput {
  readonly request: CreditRequest;
  readonly why: string;
  /** Local day of the seller; null for today. */
  readonly issuedOn: string | null;
  /**
   * True if the credit note credits a quantity that was too high, so that a later correction treats the amount as
   * already credited.
   */
  readonly forQuantity: boolean;
}

/** Amounts of a credit note, and the remaining amount of the invoice after it, in minor units. */
export interface CreditPreview {
  readonly currency: string;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
  readonly taxes: readonly NoteTax[];
  readonly leftMinor: bigint;
}

interface NoteTax {
  readonly category: TaxCategory;
  readonly percent: string;
  readonly taxableMinor: bigint;
  readonly taxMinor: bigint;
  readonly reason: string;
}

interface ComputedCreditNote extends CreditPreview {
  readonly credit: Credit;
  /** Share of net and tax for each line with an amount. */
  readonly lines: readonly {
    readonly of: InvoiceLineView;
    readonly netMinor: bigint;
    readonly taxMinor: bigint;
  }[];
}

/** Credits issued invoices in full, by amount or by line, but never more than their remaining amounts. */
@Injectable()
export class CreditNotesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Previews a credit note without writing anything. Throws the errors of `issue` that concern the request. */
  preview(scope: Scope, invoiceId: string, request: CreditRequest): Promise<CreditPreview> {
    return this.unitOfWork.run(scope, async (tx) =>
      computeCreditNote(tx, await lockCreditable(tx, invoiceId), request),
    );
  }

  /**
   * Issues a credit note in its own number series. It is linked to its original, and reverses the original's journal
   * entry. An invoice without a remaining amount becomes `credited`.
   * @throws DomainError billing.invoice_not_found, billing.not_creditable, billing.nothing_left_to_credit,
   * billing.credit_invalid (with fields), billing.deposit_not_held, billing.four_eyes, billing.four_eyes_no_rate, and
   * those of `issueDocuments`
   */
  issue(scope: Scope, invoiceId: string, input: CreditInput): Promise<DocumentView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const note = await issueCreditNote(tx, invoiceId, input);
      return toDocument(tx, await getInvoice(tx, note.id));
    });
  }
}

/** An issued credit note. */
export interface IssuedNote {
  readonly id: string;
  readonly number: string;
}

/** Like `CreditNotesService.issue`, but in the caller's transaction. Throws the same errors. */
export async function issueCreditNote(
  tx: Transaction,
  invoiceId: string,
  { request, why, issuedOn, forQuantity }: CreditInput,
): Promise<IssuedNote> {
  const original = await lockCreditable(tx, invoiceId);
  const note = await computeCreditNote(tx, original, request);
  await assertSecondPerson(tx, { ...original, grossMinor: note.grossMinor.toString() }, original.issuedBy);
  const written = await writeCreditNote(tx, original, note, { why, forQuantity });
  const document = {
    contracts: [written],
    parties: { seller: original.seller!, buyer: original.buyer! },
    linkedPostings: await reversalOf(tx, original, note),
  } as const;
  const [numbered] = await issueDocuments(tx, [document], issuedOn);
  const state = note.leftMinor === 0n ? advance(original, 'credit_in_full') : original.state;
  if (state !== original.state) await tx.manager.update(Invoice, rowOfMaker(tx, original.id), { state });
  await recordInvoiceDecisions(tx, [
    {
      invoice: original,
      action: 'credited',
      why,
      after: {
        state,
        creditNote: numbered.number,
        gross: fromMinor(note.grossMinor, original.currency),
        left: fromMinor(note.leftMinor, original.currency),
      },
      secondUserId: original.issuedBy,
    },
  ]);
  await tx.record({
    name: 'billing.invoice_credited',
    version: 1,
    payload: { invoiceId, creditNoteId: written.id },
  });
  return { id: written.id, number: numbered.number };
}

async function lockCreditable(tx: Transaction, id: string): Promise<Invoice> {
  const invoice = await lockInvoice(tx, id);
  if (invoice.kind === 'credit_note' || !isIssued(invoice.state))
    throw new DomainError('billing.not_creditable', { state: invoice.state, kind: invoice.kind });
  return invoice;
}

/** Calculates a credit note from the original's lines and earlier credit notes. */
async function computeCreditNote(
  tx: Transaction,
  original: Invoice,
  request: CreditRequest,
): Promise<ComputedCreditNote> {
  const { currency, prices, taxStep } = original;
  const all = await loadLines(tx, original.id);
  const lines = all.map((line) => ({
    ...line,
    amountMinor: minorOf(line.amountMinor),
    netMinor: minorOf(line.netMinor),
    taxMinor: minorOf(line.taxMinor),
    rule: line.taxRule,
  }));
  const { figures: issued, terms, places } = figuresOfIssued({ currency, prices, taxStep }, lines);
  const billed = places.map((place) => all[place]!);
  const corrected = await correctedLines(tx, original.id, currency);
  const steps = stepsOf(terms);
  const figures = foldDiscounts(
    subtractCorrections(
      issued,
      billed.map(({ id }) => corrected.get(id) ?? null),
    ),
    billed.map((line) => discountRole({ ...line, place: lineKeyOf(line) }, original.periodFrom)),
    steps,
  );
  const before = await loadCredits(tx, original.id);
  const credit = toCredit(request, billed, remainingAfter(figures, before, steps), currency);
  const credits = [...before, credit];
  const note = computeCreditNotes(figures, credits, steps).at(-1)!;
  const left = remainingAfter(figures, credits, steps);
  await assertDepositHeld(tx, original, billed, note);
  const reasons = await taxesOf(tx, original.id);
  const minor = (amount: Exact) => toMinor(amount, currency);
  const taxes = note.taxes.map(({ code, percent, taxable, tax }): NoteTax => ({
    category: code as TaxCategory,
    percent: percent!,
    taxableMinor: minor(taxable),
    taxMinor: minor(tax),
    reason: reasons.find(({ category }) => category === code)?.reason ?? '',
  }));
  return {
    credit,
    currency,
    netMinor: minor(note.net),
    taxMinor: minor(note.tax),
    grossMinor: minor(note.total),
    taxes,
    leftMinor: minor(sumOf([...left.net, ...left.tax])),
    lines: linesOfNote(billed, note, taxes, currency),
  };
}

/**
 * Rejects crediting a deposit that was set off against an invoice.
 * @throws DomainError billing.deposit_not_held
 */
async function assertDepositHeld(
  tx: Transaction,
  { contractId, currency }: Invoice,
  billed: readonly InvoiceLineView[],
  note: CreditNoteFigures,
): Promise<void> {
  const creditedDeposit = billed.reduce(
    (sum, { component }, index) =>
      component === 'deposit' ? sum + toMinor(note.lines[index]!, currency) : sum,
    0n,
  );
  if (creditedDeposit === 0n) return;
  const held = (await loadDepositStatus(tx, await getContract(tx, contractId)))?.held ?? '0';
  if (creditedDeposit > toMinor(new Exact(held), currency))
    throw new DomainError('billing.deposit_not_held', { held, currency });
}

const minorOf = (stored: string | null): bigint | null => (stored === null ? null : BigInt(stored));

/** Distributes each tax of the note over its lines in proportion to their credits. */
function linesOfNote(
  billed: readonly InvoiceLineView[],
  note: CreditNoteFigures,
  taxes: readonly NoteTax[],
  currency: string,
): ComputedCreditNote['lines'] {
  const tax = billed.map(() => 0n);
  for (const { category, percent, taxMinor } of taxes) {
    const members = billed.flatMap(({ taxRule }, index) =>
      taxRule?.category === category && new Exact(taxRule.percent).eq(percent) ? [index] : [],
    );
    const shares = divideByWeight(
      taxMinor,
      members.map((index) => note.lines[index]!),
    );
    members.forEach((index, place) => (tax[index] = shares[place]!));
  }
  return billed
    .map((of, index) => ({ of, netMinor: toMinor(note.lines[index]!, currency), taxMinor: tax[index]! }))
    .filter(({ netMinor, taxMinor }) => netMinor !== 0n || taxMinor !== 0n);
}

async function loadCredits(tx: Transaction, originalId: string): Promise<Credit[]> {
  const rows: { credit: Credit }[] = await tx.manager.query(
    `select credit from invoice where maker_id = $1 and original_id = $2 and credit is not null order by sequence`,
    [tx.scope.makerId, originalId],
  );
  return rows.map(({ credit }) => credit);
}

/** Writes the document before it is issued, because an issued document can't be changed. */
async function writeCreditNote(
  tx: Transaction,
  original: Invoice,
  note: ComputedCreditNote,
  { why, forQuantity }: Pick<CreditInput, 'why' | 'forQuantity'>,
): Promise<Invoice> {
  const { makerId } = tx.scope;
  const id = newId();
  const row = tx.manager.create(Invoice, {
    makerId,
    id,
    kind: 'credit_note',
    state: 'draft',
    originalId: original.id,
    credit: note.credit,
    creditsQuantity: forQuantity,
    contractId: original.contractId,
    customerId: original.customerId,
    legalEntityId: original.legalEntityId,
    buyerId: original.buyerId,
    currency: original.currency,
    zone: original.zone,
    periodFrom: original.periodFrom,
    periodTo: original.periodTo,
    prices: 'exclusive',
    totalMinor: note.netMinor.toString(),
    heldLines: 0,
    holdReasons: [],
    knownUntil: original.knownUntil,
    draftedAt: tx.now,
    contentHash: contentHashOfNote(original.contentHash, note.credit, why),
    taxPoint: original.taxPoint,
    serviceFrom: original.serviceFrom,
    serviceTo: original.serviceTo,
    paymentDays: original.paymentDays,
    reason: why,
    approvedAt: null,
    approvedBy: null,
    version: 1,
  });
  await tx.manager.insert(Invoice, row);
  const lines = note.lines.map(({ of, netMinor }, index) => ({
    makerId,
    id: newId(),
    invoiceId: id,
    position: index + 1,
    kind: of.kind,
    params: { ...of.params, originalPosition: of.position },
    clause: of.clause,
    quantity: null,
    unit: '',
    unitPrice: null,
    amountMinor: netMinor.toString(),
    state: 'fixed' as const,
    kitDeliveryId: null,
  }));
  if (lines.length > 0) await tx.manager.insert(InvoiceLine, lines);
  await writeTaxes(tx, id, {
    ...note,
    taxStep: original.taxStep,
    lines: note.lines.map(({ of, netMinor, taxMinor }) => ({ netMinor, taxMinor, rule: of.taxRule })),
    holds: [],
  });
  return row;
}

/** Reverses the original's postings with its accounts, classes, machines and rate. */
async function reversalOf(tx: Transaction, original: Invoice, note: ComputedCreditNote) {
  const entryId = await findEntry(tx, original);
  const lines = (await loadLinesToPost(tx, [original.id])).get(original.id) ?? [];
  const posted = new Map(lines.map((line) => [line.lineId, line]));
  const postings = postInvoice({
    currency: original.currency,
    booksCurrency: original.booksCurrency!,
    booksRate: original.booksRate!,
    lines: note.lines.flatMap(({ of, netMinor }) => {
      const line = posted.get(of.id);
      return line ? [{ ...line, netMinor }] : [];
    }),
    taxes: note.taxes,
    depositMinor: 0n,
    // The credit note that credits the last remaining amount also reverses the rounding.
    roundingMinor: note.leftMinor === 0n ? roundingOf(original) : 0n,
  });
  return {
    postings: reverse(postings),
    rate: {
      rate: original.booksRate!,
      day: original.booksRateOn,
      source: original.booksRateSource,
    },
    reversesId: entryId,
  };
}
