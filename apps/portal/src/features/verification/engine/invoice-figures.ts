import type { InvoiceLine } from '../../../api/types.js';

type LineKind = InvoiceLine['kind'];

/** A line of the invoice in a pack. */
export interface LineFigures {
  readonly position: string;
  readonly kind: LineKind;
  /** Parameters from which the line's name is composed. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly clause: string;
  readonly quantity: string | null;
  readonly unit: string;
  /** Decimal; null while the line is on hold. */
  readonly amount: string | null;
}

/** Figures of the invoice in a pack. Texts are null if the pack doesn't contain them, as for a draft. */
export interface InvoiceFigures {
  readonly kind: 'invoice' | 'creditNote' | 'draft';
  readonly number: string | null;
  readonly contract: string | null;
  readonly seller: string | null;
  readonly buyer: string | null;
  /** Days, the last one included. */
  readonly from: string | null;
  readonly until: string | null;
  readonly issuedOn: string | null;
  readonly dueOn: string | null;
  readonly currency: string;
  readonly net: string | null;
  readonly tax: string | null;
  readonly gross: string | null;
  /** Present if a deposit or rounding changes the amount to pay. */
  readonly payable: string | null;
  /** Sum of the lines. */
  readonly total: string | null;
  readonly lines: readonly LineFigures[];
}

type Fields = Readonly<Record<string, unknown>>;

const KINDS: Readonly<Record<string, LineKind>> = {
  base: 'base',
  usage: 'usage',
  performance: 'performance',
  kit: 'kit',
};

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const decimalOf = (value: unknown): string | null =>
  typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? value : null;
const dayOf = (value: unknown): string | null =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : null;

/** Returns the last day of a period that ends before a day. */
function lastDay(end: string | null): string | null {
  return end === null ? null : new Date(Date.parse(end) - 86_400_000).toISOString().slice(0, 10);
}

/**
 * Reads the figures of an invoice from a pack. The pack comes from outside and may be forged, so any field can be
 * missing or have another type.
 * @param invoice content of invoice.json
 */
export function figuresOf(invoice: unknown): InvoiceFigures {
  const fields = fieldsOf(invoice);
  const isIssued = typeof fields['issued'] === 'object' && fields['issued'] !== null;
  const issued = fieldsOf(fields['issued']);
  return {
    kind: fields['givesBack'] === true ? 'creditNote' : isIssued ? 'invoice' : 'draft',
    number: textOf(issued['number']),
    contract: textOf(fields['contract']),
    seller: textOf(fields['seller']),
    buyer: textOf(fields['buyer']),
    from: dayOf(fields['periodFrom']),
    until: lastDay(dayOf(fields['periodTo'])),
    issuedOn: dayOf(issued['issuedOn']),
    dueOn: dayOf(issued['dueOn']),
    currency: textOf(fields['currency']) ?? '',
    net: decimalOf(issued['net']),
    tax: decimalOf(issued['tax']),
    gross: decimalOf(issued['gross']),
    payable: decimalOf(issued['payable']),
    total: decimalOf(fields['total']),
    lines: Array.isArray(fields['lines']) ? fields['lines'].map((line) => lineOf(fieldsOf(line))) : [],
  };
}

function lineOf(line: Fields): LineFigures {
  return {
    position: String(line['position'] ?? ''),
    kind: KINDS[String(line['kind'])] ?? 'base',
    params: fieldsOf(line['params']),
    clause: textOf(line['clause']) ?? '',
    quantity: decimalOf(line['quantity']),
    unit: textOf(line['unit']) ?? '',
    amount: decimalOf(line['amount']),
  };
}
