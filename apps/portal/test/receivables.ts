import type {
  Allocation,
  DebitFile,
  Mandate,
  OpenItem,
  PaymentDetail,
  PaymentFile,
  PendingTransfers,
  Refund,
  WriteOff,
} from '../src/api/types.js';

export const pln = (amount: string) => ({ amount, currency: 'PLN' });

const CUSTOMER = { id: 'cu-1', name: 'Otwock Furniture' };
const SELLER = { id: 'le-1', name: 'Lin Europe' };

const ITEM: OpenItem = {
  documentId: 'in-1',
  number: 'PL-2026-00001',
  documentType: 'invoice',
  customer: CUSTOMER,
  buyer: 'Otwock Furniture Sp. z o.o.',
  legalEntity: SELLER,
  issuedOn: '2026-10-03',
  dueOn: '2026-10-24',
  daysOverdue: 32,
  total: pln('1000.00'),
  open: pln('1000.00'),
  refunded: pln('0.00'),
  state: 'open',
  isDisputed: false,
};

/** An open invoice of 1,000.00 PLN, 32 days overdue. Tests override only the fields that they check. */
export function buildOpenItem(change: Partial<OpenItem> = {}): OpenItem {
  return { ...ITEM, ...change };
}

const PAYMENT: PaymentDetail = {
  id: 'pa-1',
  legalEntity: SELLER,
  customer: CUSTOMER,
  method: 'transfer',
  amount: pln('1500.00'),
  unapplied: pln('1500.00'),
  refunded: pln('0.00'),
  receivedOn: '2026-11-20',
  payerName: 'Otwock Furniture Sp. z o.o.',
  payerAccount: null,
  reference: 'Invoices of October',
  recordedAt: '2026-11-20T10:00:00Z',
  recordedBy: 'Lin',
  allocations: [],
  suggestions: [],
  refunds: [],
  refundable: null,
};

/** An unapplied payment of 1,500.00 PLN. Tests override only the fields that they check. */
export function buildPayment(change: Partial<PaymentDetail> = {}): PaymentDetail {
  return { ...PAYMENT, ...change };
}

const ALLOCATION: Allocation = {
  id: 'al-1',
  paymentId: 'pa-1',
  creditNote: null,
  document: { documentId: 'in-1', number: 'PL-2026-00001' },
  amount: pln('1000.00'),
  discount: null,
  withheld: null,
  fee: null,
  paymentAmount: pln('1000.00'),
  receivedOn: '2026-11-20',
  postingDate: '2026-11-20',
  origin: 'person',
  reasons: [],
  madeAt: '2026-11-20T10:05:00Z',
  madeBy: 'Lin',
  undoneAt: null,
  undoneBy: null,
  undoneWhy: null,
};

/** An allocation of a payment to an invoice of 1,000.00 PLN. Tests override only the fields that they check. */
export function buildAllocation(change: Partial<Allocation> = {}): Allocation {
  return { ...ALLOCATION, ...change };
}

const WRITE_OFF: WriteOff = {
  id: 'wo-1',
  document: { documentId: 'in-1', number: 'PL-2026-00001' },
  customer: CUSTOMER,
  amount: pln('1000.00'),
  tax: pln('186.99'),
  reason: 'uncollectable',
  note: 'Insolvent since October',
  state: 'pending',
  postingDate: null,
  requestedAt: '2026-11-20T10:05:00Z',
  requestedBy: 'Lin',
  decidedAt: null,
  decidedBy: null,
  decisionWhy: null,
  undoneAt: null,
  undoneBy: null,
  undoneWhy: null,
  canApprove: true,
};

/** A write-off of 1,000.00 PLN that awaits a decision. Tests override only the fields that they check. */
export function buildWriteOff(change: Partial<WriteOff> = {}): WriteOff {
  return { ...WRITE_OFF, ...change };
}

const REFUND: Refund = {
  id: 're-1',
  payment: { id: 'pa-1', receivedOn: '2026-11-20' },
  creditNote: null,
  customer: CUSTOMER,
  legalEntity: SELLER,
  amount: pln('250.00'),
  payeeName: 'Otwock Furniture',
  payeeAccount: 'PL61109010140000071219812874',
  secondPersonBecause: ['new_account'],
  paymentFileId: null,
  stripe: null,
  note: 'Paid twice',
  state: 'pending',
  postingDate: null,
  requestedAt: '2026-11-20T10:05:00Z',
  requestedBy: 'Lin',
  decidedAt: null,
  decidedBy: null,
  decisionWhy: null,
  undoneAt: null,
  undoneBy: null,
  undoneWhy: null,
  canApprove: true,
};

/** A refund of 250.00 PLN that awaits a decision. Tests override only the fields that they check. */
export function buildRefund(change: Partial<Refund> = {}): Refund {
  return { ...REFUND, ...change };
}

/** Two refunds of 250.00 PLN in total that are in no payment file. Tests override only the fields that they check. */
export function buildPendingTransfers(change: Partial<PendingTransfers> = {}): PendingTransfers {
  return {
    legalEntity: SELLER,
    total: pln('250.00'),
    refundCount: 2,
    account: 'PL61109010140000071219812874',
    ...change,
  };
}

/** A payment file with two refunds. Tests override only the fields that they check. */
export function buildPaymentFile(change: Partial<PaymentFile> = {}): PaymentFile {
  return {
    id: 'pf-1',
    legalEntity: SELLER,
    account: 'PL61109010140000071219812874',
    total: pln('250.00'),
    executeOn: '2026-11-20',
    refundCount: 2,
    undoneCount: 0,
    sha256: 'e'.repeat(64),
    createdAt: '2026-11-20T10:05:00Z',
    createdBy: 'Lin',
    ...change,
  };
}

/** A mandate that has not ended. Tests override only the fields that they check. */
export function buildMandate(change: Partial<Mandate> = {}): Mandate {
  return {
    id: 'ma-1',
    legalEntity: SELLER,
    customer: CUSTOMER,
    reference: 'M-1',
    scheme: 'b2b',
    creditorId: 'DE98ZZZ09999999999',
    payerName: 'Otwock Furniture Sp. z o.o.',
    account: 'DE89370400440532013000',
    signedOn: '2026-01-15',
    registeredAt: '2026-01-20T08:00:00Z',
    registeredBy: 'Lin',
    lastCollectedOn: null,
    endedAt: null,
    endedBy: null,
    endWhy: null,
    ...change,
  };
}

/** A file with two direct debits. */
export function buildDebitFile(change: Partial<DebitFile> = {}): DebitFile {
  return {
    id: 'df-1',
    legalEntity: SELLER,
    account: 'PL61109010140000071219812874',
    total: { amount: '2460.00', currency: 'EUR' },
    collectOn: '2026-12-10',
    debitCount: 2,
    returnedCount: 0,
    sha256: 'e'.repeat(64),
    createdAt: '2026-12-01T10:05:00Z',
    createdBy: 'Lin',
    ...change,
  };
}
