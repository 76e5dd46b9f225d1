import { Exact, fromMinor } from '#platform';
import {
  type CorrectionOfDocument,
  type CreditPreview,
  type DecisionView,
  type DocumentTax,
  type DocumentView,
  type InvoiceLineView,
  type InvoiceRow,
  type InvoiceSummary,
  type JournalView,
  type RelatedDocument,
  roundingOf,
  stateOfDocument,
  statusOfLine,
  amountToPay,
} from '#invoicing';
import { paymentReferenceOf } from '#receivables';
import type { AmountDto } from '../../contracts/contracts.dto.js';
import type { InvoiceDto, InvoiceLineDto, InvoiceRowDto, ListedInvoiceDto } from '../billing.dto.js';
import type { CorrectionDto, InvoiceTaxDto, RelatedDocumentDto } from './document.dto.js';
import type { CreditPreviewDto, MoneyDecisionDto, JournalDto } from './invoice-life.dto.js';
import { lastDayOf } from '../../http/fields/last-day.js';

function toInvoiceRow({
  totalMinor,
  netMinor,
  taxMinor,
  grossMinor,
  depositMinor,
  payableIncrement,
  creditedMinor,
  holdReasons,
  ...invoice
}: InvoiceSummary): InvoiceRowDto {
  const { currency } = invoice;
  const toPay = { currency, grossMinor, depositMinor, payableIncrement };
  return {
    id: invoice.id,
    kind: invoice.kind,
    documentType: invoice.documentType,
    number: invoice.number,
    contract: invoice.contract,
    customer: invoice.customer,
    legalEntity: invoice.legalEntity,
    buyer: invoice.buyer,
    currency,
    zone: invoice.zone,
    periodFrom: invoice.periodFrom,
    periodEndsOn: lastDayOf(invoice.periodTo),
    periodTo: invoice.periodTo,
    state: invoice.state,
    holdReasons: holdReasons.map(({ code, params }) => ({ code, params: { ...params } })),
    prices: invoice.prices,
    total: toAmount(totalMinor, currency),
    net: toAmount(netMinor, currency),
    tax: toAmount(taxMinor, currency),
    gross: toAmount(grossMinor, currency),
    deposit: depositMinor === null ? null : toAmount(depositMinor, currency),
    rounding: payableIncrement === null ? null : toAmount(roundingOf(toPay), currency),
    payable: toAmount(amountToPay(toPay), currency),
    credited: toAmount(creditedMinor, currency),
    taxPoint: invoice.taxPoint,
    serviceFrom: invoice.serviceFrom,
    serviceTo: invoice.serviceTo,
    paymentDays: invoice.paymentDays,
    issuedOn: invoice.issuedOn,
    dueOn: invoice.dueOn,
    heldLines: invoice.heldLines,
    knownUntil: invoice.knownUntil,
    draftedAt: invoice.draftedAt,
    contentHash: invoice.contentHash,
    version: invoice.version,
    billGroup: invoice.billGroup,
  };
}

export function toListedInvoice({ together, ...row }: InvoiceRow): ListedInvoiceDto {
  const { currency } = row;
  return {
    ...toInvoiceRow(row),
    together: together && {
      state: stateOfDocument(together.contracts.map(({ state }) => state)),
      heldLines: together.contracts.reduce((sum, { heldLines }) => sum + heldLines, 0),
      gross: toAmount(together.grossMinor, currency),
      credited: toAmount(together.creditedMinor, currency),
      contracts: together.contracts.map(({ grossMinor, ...one }) => ({
        ...one,
        gross: toAmount(grossMinor, currency),
      })),
    },
  };
}

export function toInvoiceDto(invoice: DocumentView): InvoiceDto {
  const { currency, seller, buyerParty, original } = invoice;
  const row = toInvoiceRow(invoice);
  // A group's document is paid as a whole, regardless of the amount of a single contract.
  const isPayable = row.billGroup !== null || new Exact(row.payable.amount).gt(0);
  return {
    ...row,
    lines: invoice.lines.map((line) => toLineDto(line, currency)),
    seller: {
      ...seller,
      taxIds: { ...seller.taxIds },
      registrations: { ...seller.registrations },
      bankAccount: { ...seller.bankAccount },
    },
    paymentReference: paymentReferenceOf({ ...row, isPayable }),
    buyerParty: { ...buyerParty, taxIds: { ...buyerParty.taxIds } },
    taxes: invoice.taxes.map((tax) => toTaxDto(tax, currency)),
    creditNotes: invoice.creditNotes.map((note) => toRelated(note, currency)),
    corrections: invoice.corrections.map((correction) => toCorrection(correction, currency)),
    corrected: invoice.corrected.map(({ totalMinor, ...document }) => ({
      ...document,
      total: toAmount(totalMinor, currency),
    })),
    original: original && toRelated(original, currency),
    reason: invoice.reason,
    booking: invoice.booking,
    approvedAt: invoice.approvedAt,
    issuedAt: invoice.issuedAt,
    disputeBlockedAt: invoice.disputeBlockedAt,
    proof: invoice.proofRoot === null ? null : { root: invoice.proofRoot },
  };
}

export function toLineDto(line: InvoiceLineView, currency: string): InvoiceLineDto {
  const { id, position, kind, params, clause, quantity, unit, unitPrice, amountMinor } = line;
  const { chargeKey, component, serviceFrom, serviceTo, snapshot } = line;
  const amountOf = (minor: string | null) => (minor === null ? null : toAmount(minor, currency));
  return {
    id,
    position,
    kind,
    chargeKey,
    component,
    name: { ...snapshot?.charge.nameI18n },
    serviceFrom,
    serviceEndsOn: lastDayOf(serviceTo),
    serviceTo,
    params: { ...params },
    clause,
    quantity,
    unit,
    unitPrice,
    amount: amountOf(amountMinor),
    net: amountOf(line.netMinor),
    tax: amountOf(line.taxMinor),
    taxRule: line.taxRule,
    state: statusOfLine(line),
    corrects:
      line.correctsInvoiceId === null
        ? null
        : { invoiceId: line.correctsInvoiceId, lineId: line.correctsLineId },
  };
}

export const toAmount = (minor: string | bigint, currency: string): AmountDto => ({
  amount: fromMinor(BigInt(minor), currency),
  currency,
});

export function toCreditPreview({
  currency,
  netMinor,
  taxMinor,
  grossMinor,
  leftMinor,
  taxes,
}: CreditPreview): CreditPreviewDto {
  return {
    net: toAmount(netMinor, currency),
    tax: toAmount(taxMinor, currency),
    gross: toAmount(grossMinor, currency),
    left: toAmount(leftMinor, currency),
    taxes: taxes.map((tax) => toTaxDto(tax, currency)),
  };
}

export function toMoneyDecision({ before, after, ...decision }: DecisionView): MoneyDecisionDto {
  return { ...decision, before: { ...before }, after: { ...after } };
}

export function toJournalDto({ lines, currency, booksCurrency, ...entry }: JournalView): JournalDto {
  return {
    ...entry,
    lines: lines.map(({ amountMinor, booksAmountMinor, ...line }) => ({
      ...line,
      amount: toAmount(amountMinor, currency),
      booksAmount: toAmount(booksAmountMinor, booksCurrency),
    })),
  };
}

export function toTaxDto(
  {
    taxableMinor,
    taxMinor,
    ...tax
  }: Omit<DocumentTax, 'taxableMinor' | 'taxMinor'> & {
    readonly taxableMinor: string | bigint;
    readonly taxMinor: string | bigint;
  },
  currency: string,
): InvoiceTaxDto {
  return { ...tax, taxable: toAmount(taxableMinor, currency), tax: toAmount(taxMinor, currency) };
}

function toCorrection(
  { documentId, kind, number, state, issuedOn, periodFrom, form, totalMinor }: CorrectionOfDocument,
  currency: string,
): CorrectionDto {
  const total = toAmount(totalMinor, currency);
  return { documentId, kind, number, state, issuedOn, periodFrom, form, total };
}

function toRelated({ grossMinor, ...document }: RelatedDocument, currency: string): RelatedDocumentDto {
  return { ...document, gross: toAmount(grossMinor, currency) };
}
