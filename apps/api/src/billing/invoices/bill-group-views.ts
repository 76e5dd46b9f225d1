import { sumMinor } from '#platform';
import {
  type BillGroupView,
  type GroupDocumentView,
  roundingOf,
  stateOfDocument,
  amountToPay,
} from '#invoicing';
import type { BillGroupDto, GroupDocumentDto } from './bill-groups.dto.js';
import { toAmount, toInvoiceDto, toTaxDto } from './invoice-views.js';

export function toBillGroupDto({ members, documents, ...group }: BillGroupView): BillGroupDto {
  return {
    ...group,
    members: members.map((member) => ({ ...member })),
    documents: documents.map(({ month, states, number, currency, grossMinor }) => ({
      month,
      state: stateOfDocument(states),
      contracts: states.length,
      number,
      gross: toAmount(grossMinor, currency),
    })),
  };
}

export function toGroupDocumentDto({
  group: { id, name, whenHeld },
  ...document
}: GroupDocumentView): GroupDocumentDto {
  const { month, state, documentType, number, currency, contracts } = document;
  const isRounded = contracts.some(({ payableIncrement }) => payableIncrement !== null);
  const sumOf = (amountOf: typeof amountToPay): bigint => sumMinor(contracts, amountOf);
  return {
    group: { id, name, whenHeld },
    month,
    state,
    documentType,
    number,
    currency,
    net: toAmount(document.netMinor, currency),
    tax: toAmount(document.taxMinor, currency),
    gross: toAmount(document.grossMinor, currency),
    deposit: document.depositMinor === null ? null : toAmount(document.depositMinor, currency),
    rounding: isRounded ? toAmount(sumOf(roundingOf), currency) : null,
    payable: toAmount(sumOf(amountToPay), currency),
    credited: toAmount(document.creditedMinor, currency),
    taxes: document.taxes.map((tax) => toTaxDto(tax, currency)),
    contracts: document.contracts.map(toInvoiceDto),
    leftOut: document.leftOut.map((one) => ({ ...one })),
  };
}
