import type { DocumentContract, DocumentLine, InvoiceDocument } from '#documents';

const NOVEMBER = { from: '2026-11-01', to: '2026-12-01' };

const base = (position: number): DocumentLine => ({
  position,
  kind: 'base',
  name: {},
  service: NOVEMBER,
  steps: [],
  params: { component: 'fee', due: 'arrears', amount: '4900', days: 30, of: 30 },
  clause: '2.1',
  quantity: null,
  unit: '',
  unitPrice: null,
  taxPercent: '23',
  amount: '4900.00',
  held: null,
  evidence: null,
});

const usage = (position: number): DocumentLine => ({
  position,
  kind: 'usage',
  name: {},
  service: NOVEMBER,
  steps: [],
  params: {
    signalKey: 'air_m3_total',
    device: `FM-${position}`,
    included: '150000',
    overage: '37350',
    heldQuantity: '378',
    holds: 1,
    days: 30,
    of: 30,
  },
  clause: '3.1',
  quantity: '187350',
  unit: 'm3',
  unitPrice: '0.0264',
  taxPercent: '23',
  amount: '986.04',
  held: {
    quantity: '378',
    reasons: [
      {
        code: 'counter_fell',
        holds: true,
        from: '2026-11-14T10:00:00.000Z',
        to: '2026-11-14T10:30:00.000Z',
        fromValue: '4899433',
        toValue: '12',
        quantity: null,
      },
    ],
  },
  evidence: '5be0cd19137e2179'.repeat(4),
});

const kit = (position: number): DocumentLine => ({
  position,
  kind: 'kit',
  name: {},
  service: null,
  steps: [],
  params: {
    kit: 'KIT-4000',
    serial: 'M-001',
    delivery: 'KD-1007',
    sentOn: '2026-11-12',
    charge: 'included',
  },
  clause: '',
  quantity: '1',
  unit: '1',
  unitPrice: '0',
  taxPercent: '23',
  amount: '0.00',
  held: null,
  evidence: null,
});

/** Returns an issued invoice with this many lines: base fees, usage with a part on hold, and kits in turn. */
export function describedInvoice(lines = 3, changes: Partial<InvoiceDocument> = {}): InvoiceDocument {
  return {
    kind: 'invoice',
    documentType: changes.kind ?? 'invoice',
    number: 'PL-2026-00042',
    original: null,
    reason: '',
    issuedOn: '2026-12-02',
    dueOn: '2027-01-01',
    paymentDays: 30,
    serviceFrom: '2026-11-01',
    serviceTo: '2026-11-30',
    taxPoint: '2026-11-30',
    zone: 'Europe/Warsaw',
    look: { accent: '#0b6b74', logo: null },
    seller: {
      id: '',
      name: 'Fengyuan Air Polska Sp. z o.o. 青岛风源',
      street: 'ul. Przykładowa 7',
      postalCode: '05-800',
      city: 'Pruszków',
      country: 'PL',
      taxIds: { nip: '5260001246' },
      registrations: { krs: '0000123456' },
      email: 'invoices@seller.example',
      bankAccount: { bank: 'Bank Przykład', account: 'PL61 1090 1014 0000 0712 1981 2874', bic: 'XXXXPLPW' },
    },
    buyer: {
      id: '',
      name: 'Zakłady „Żółta Gęś” Spółka z ograniczoną odpowiedzialnością Spółka komandytowa',
      street: 'ul. Fabryczna 3',
      postalCode: '00-950',
      city: 'Łódź',
      country: 'PL',
      taxIds: { nip: '7740001454' },
      invoiceEmail: '',
      order: { number: 'PO-4500017788', reference: 'KST 4711' },
      language: 'pl',
    },
    currency: 'PLN',
    contracts: [describedContract(lines)],
    taxes: [
      { category: 'standard', percent: '23', taxable: '5886.04', tax: '1353.79', reason: '' },
      { category: 'reverse_charge', percent: '0', taxable: '100.00', tax: '0.00', reason: 'Art. 28b' },
    ],
    net: '5986.04',
    tax: '1353.79',
    gross: '7339.83',
    deposit: null,
    rounding: null,
    payable: '7339.83',
    directDebit: null,
    ...changes,
  };
}

/** Returns the part of a document for a contract, with this many lines. */
export function describedContract(lines = 3, changes: Partial<DocumentContract> = {}): DocumentContract {
  const kinds = [base, usage, kit];
  return {
    number: 'K-PL-1',
    lines: Array.from({ length: lines }, (_, index) => kinds[index % kinds.length]!(index + 1)),
    total: '5886.04',
    root: '3f9a1c77e0b2d4586c1fa90b7e33d2a45b6c7d8e9f0a1b2c3d4e5f60718293a4',
    usage: null,
    ...changes,
  };
}
