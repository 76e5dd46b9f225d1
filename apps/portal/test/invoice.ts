import type { GroupDocument, Invoice, InvoiceLine } from '../src/api/types.js';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

const LINE: InvoiceLine = {
  id: 'line-1',
  position: 1,
  kind: 'usage',
  component: 'usage',
  chargeKey: 'usage',
  clause: '3.1',
  name: {},
  state: 'measured',
  quantity: '1000',
  unit: 'm3',
  unitPrice: '0.10',
  amount: eur('100.00'),
  net: eur('100.00'),
  tax: eur('23.00'),
  taxRule: null,
  corrects: null,
  serviceFrom: '2026-10-01',
  serviceEndsOn: '2026-10-30',
  serviceTo: '2026-10-31',
  params: {},
};

/** A measured line of a thousand cubic metres. Tests override only the fields that they check. */
export function buildLine(change: Partial<InvoiceLine> = {}): InvoiceLine {
  return { ...LINE, ...change };
}

const INVOICE: Invoice = {
  id: 'i-1',
  version: 3,
  contentHash: 'hash-3',
  kind: 'invoice',
  documentType: 'invoice',
  state: 'draft',
  number: null,
  contract: { id: 'c-1', number: 'C-1' },
  customer: { id: 'cu-1', name: 'Bekasi Textiles' },
  legalEntity: { id: 'le-1', name: 'Lin Compressors' },
  buyer: { id: 'b-1', name: 'Bekasi Textiles' },
  buyerParty: {
    id: 'b-1',
    name: 'Bekasi Textiles',
    street: 'Jalan 1',
    postalCode: '17000',
    city: 'Bekasi',
    country: 'ID',
    language: 'id',
    invoiceEmail: 'books@bekasi.example',
    taxIds: {},
    order: null,
  },
  paymentReference: null,
  seller: {
    id: 'le-1',
    name: 'Lin Compressors',
    street: 'Lu 1',
    postalCode: '200000',
    city: 'Shanghai',
    country: 'CN',
    email: 'books@lin.example',
    registrations: {},
    taxIds: {},
    bankAccount: { bank: 'Bank of Shanghai', account: '1' },
  },
  billGroup: null,
  booking: null,
  proof: null,
  original: null,
  currency: 'EUR',
  prices: 'exclusive',
  net: eur('100.00'),
  tax: eur('23.00'),
  gross: eur('123.00'),
  total: eur('123.00'),
  payable: eur('123.00'),
  credited: eur('0.00'),
  deposit: null,
  rounding: null,
  taxes: [],
  lines: [LINE],
  heldLines: 0,
  holdReasons: [],
  corrected: [],
  corrections: [],
  creditNotes: [],
  disputeBlockedAt: null,
  draftedAt: '2026-11-01T06:00:00Z',
  approvedAt: null,
  issuedAt: null,
  issuedOn: null,
  dueOn: null,
  knownUntil: '2026-11-01T06:00:00Z',
  paymentDays: 30,
  periodFrom: '2026-10-01',
  periodEndsOn: '2026-10-31',
  periodTo: '2026-11-01',
  serviceFrom: '2026-10-01',
  serviceTo: '2026-10-31',
  taxPoint: '2026-10-31',
  reason: '',
  zone: 'Asia/Jakarta',
};

/** A draft of a month with one line. Tests override only the fields that they check. */
export function buildInvoice(change: Partial<Invoice> = {}): Invoice {
  return { ...INVOICE, ...change };
}

const GROUP = { id: 'g-1', name: 'Bekasi plants', month: '2026-10' };

/** The draft of a group document of two contracts. Tests override only the fields that they check. */
export function buildGroupDocument(change: Partial<GroupDocument> = {}): GroupDocument {
  return {
    group: { id: GROUP.id, name: GROUP.name, whenHeld: 'wait' },
    month: GROUP.month,
    state: 'draft',
    documentType: 'invoice',
    number: null,
    currency: 'EUR',
    net: eur('200.00'),
    tax: eur('46.00'),
    gross: eur('246.00'),
    payable: eur('246.00'),
    credited: eur('0.00'),
    deposit: null,
    rounding: null,
    taxes: [],
    contracts: [
      buildInvoice({ billGroup: GROUP }),
      buildInvoice({
        id: 'i-2',
        version: 5,
        contentHash: 'hash-5',
        contract: { id: 'c-2', number: 'C-2' },
        billGroup: GROUP,
      }),
    ],
    leftOut: [],
    ...change,
  };
}
