import type { OpenItem, PaymentDetail, SuggestedDocument, Suggestion } from '../src/api/types.js';

const CUSTOMER = { id: 'cu-1', name: 'Meble' };

/** A document of a suggestion: PL-1 with 100.00 PLN, paid in full. */
export const buildSuggested = (change: Partial<SuggestedDocument> = {}): SuggestedDocument => ({
  documentId: 'd-1',
  number: 'PL-1',
  dueOn: '2026-11-20',
  currency: 'PLN',
  open: '100.00',
  amount: '100.00',
  ...{ discount: null, withheld: null, fee: null, paymentAmount: null },
  ...change,
});

export const buildSuggestion = (change: Partial<Suggestion> = {}): Suggestion => ({
  customer: CUSTOMER,
  documents: [buildSuggested()],
  reasons: ['document_number', 'exact_amount'],
  ...change,
});

/** An imported payment of 100.00 PLN with one suggestion. */
export const buildPayment = (change: Partial<PaymentDetail> = {}): PaymentDetail => ({
  id: 'p-1',
  legalEntity: { id: 'e-1', name: 'Beihu' },
  customer: null,
  method: 'transfer',
  amount: { amount: '100.00', currency: 'PLN' },
  unapplied: { amount: '100.00', currency: 'PLN' },
  refunded: { amount: '0.00', currency: 'PLN' },
  receivedOn: '2026-11-19',
  payerName: 'Meble Sp.',
  payerAccount: null,
  reference: 'Invoice PL-1',
  recordedAt: '2026-11-20T08:00:00Z',
  recordedBy: null,
  allocations: [],
  suggestions: [buildSuggestion()],
  refunds: [],
  refundable: null,
  ...change,
});

/** An open invoice over 100.00 PLN. */
export const buildOpenItem = (change: Partial<OpenItem> = {}): OpenItem => ({
  documentId: 'd-1',
  number: 'PL-1',
  documentType: 'invoice',
  customer: CUSTOMER,
  buyer: 'Meble Sp.',
  legalEntity: { id: 'e-1', name: 'Beihu' },
  issuedOn: '2026-11-01',
  dueOn: '2026-11-20',
  daysOverdue: 0,
  total: { amount: '100.00', currency: 'PLN' },
  open: { amount: '100.00', currency: 'PLN' },
  refunded: { amount: '0.00', currency: 'PLN' },
  state: 'open',
  isDisputed: false,
  ...change,
});
