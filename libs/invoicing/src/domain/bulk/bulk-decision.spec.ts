import {
  type BulkContext,
  type DocumentToDecide,
  findRefusal,
  grossOf,
  type InvoiceToDecide,
  toSeenDocument,
} from './bulk-decision.js';

const NOW = new Date('2026-11-05T08:00:00Z');

const invoice = (change: Partial<InvoiceToDecide> = {}): InvoiceToDecide => ({
  invoiceId: 'i-1',
  contract: 'C-1',
  state: 'draft',
  version: 3,
  contentHash: 'a'.repeat(64),
  periodTo: '2026-11-01',
  zone: 'Europe/Warsaw',
  knownUntil: new Date('2026-11-02T00:00:00Z'),
  holdReasons: [],
  heldLines: [],
  hasAmount: true,
  grossMinor: '10000',
  approvedBy: null,
  ...change,
});
const alone = (change: Partial<InvoiceToDecide> = {}): DocumentToDecide => ({
  groupId: null,
  month: null,
  currency: 'EUR',
  legalEntityId: 'le-1',
  invoices: [invoice(change)],
});
const group = (...changes: readonly Partial<InvoiceToDecide>[]): DocumentToDecide => {
  const [first, ...others] = changes.map(invoice);
  return { ...alone(), groupId: 'g-1', month: '2026-10', invoices: [first!, ...others] };
};
const context = (change: Partial<BulkContext> = {}): BulkContext => ({
  now: NOW,
  userId: 'lin',
  confirmsHeldLines: false,
  limitOf: () => ({ limit: '100', currency: 'EUR', rate: '1', day: '2026-11-05' }),
  sendingOf: () => ({ recipients: 1, isSent: false }),
  ...change,
});

describe('a document that is approved with others', () => {
  it('is accepted if it is a draft of a month that is over', () => {
    expect(findRefusal('approve', alone(), context())).toBeNull();
  });

  it.each<[string, Partial<InvoiceToDecide>, string]>([
    ['is on hold', { state: 'held' }, 'billing.invoice_held'],
    ['is already approved', { state: 'approved' }, 'billing.transition_impossible'],
    ['is issued', { state: 'issued' }, 'billing.transition_impossible'],
    ['has a period that is not over', { periodTo: '2026-12-01' }, 'billing.period_not_over'],
    [
      'was drafted before its period was over',
      { knownUntil: new Date('2026-10-31T00:00:00Z') },
      'billing.draft_outdated',
    ],
    ['has nothing to bill', { hasAmount: false }, 'billing.nothing_to_bill'],
    ['has lines on hold', { heldLines: [{ id: 'l-1', position: 2 }] }, 'billing.held_not_confirmed'],
  ])('is refused if it %s', (_what, change, code) => {
    expect(findRefusal('approve', alone(change), context())?.code).toBe(code);
  });

  it('is refused with the reason why it is on hold', () => {
    const holdReasons = [{ code: 'buyer_incomplete', params: {} }];
    expect(findRefusal('approve', alone({ state: 'held', holdReasons }), context())).toEqual({
      code: 'billing.invoice_held',
      params: { reason: 'buyer_incomplete' },
    });
  });

  it('may have lines on hold if the person confirmed that they are billed later', () => {
    const document = alone({ heldLines: [{ id: 'l-1', position: 2 }] });
    expect(findRefusal('approve', document, context({ confirmsHeldLines: true }))).toBeNull();
  });

  it('has a period that ends at midnight of the contract, not of UTC', () => {
    const beforeMidnight = new Date('2026-10-31T22:59:59Z');
    const midnight = new Date('2026-10-31T23:00:00Z');
    const knownUntil = midnight;
    expect(findRefusal('approve', alone({ knownUntil }), context({ now: beforeMidnight }))?.code).toBe(
      'billing.period_not_over',
    );
    expect(findRefusal('approve', alone({ knownUntil }), context({ now: midnight }))).toBeNull();
  });
});

describe('the document of a group', () => {
  it('is refused if a contract is on hold, and names the contract', () => {
    const document = group({}, { contract: 'C-2', state: 'held' }, { contract: 'C-3', state: 'held' });
    expect(findRefusal('approve', document, context())).toEqual({
      code: 'billing.group_member_held',
      params: { contracts: 'C-2, C-3' },
    });
  });

  it('is refused if one of its invoices is refused', () => {
    expect(findRefusal('approve', group({}, { hasAmount: false }), context())?.code).toBe(
      'billing.nothing_to_bill',
    );
  });

  it('is compared with the limit as a whole', () => {
    const approved = { state: 'approved', approvedBy: 'lin', grossMinor: '6000' } as const;
    expect(findRefusal('issue', group(approved), context())).toBeNull();
    expect(findRefusal('issue', group(approved, approved), context())?.code).toBe('billing.four_eyes');
    expect(grossOf(group(approved, approved))).toBe(12_000n);
  });

  it('is stored with the version and content of each invoice', () => {
    const heldLines = [{ id: 'l-1', position: 2 }];
    expect(toSeenDocument(group({}, { invoiceId: 'i-2', version: 7, heldLines }))).toEqual({
      groupId: 'g-1',
      month: '2026-10',
      invoices: [
        { invoiceId: 'i-1', version: 3, contentHash: 'a'.repeat(64), heldLineIds: [] },
        { invoiceId: 'i-2', version: 7, contentHash: 'a'.repeat(64), heldLineIds: ['l-1'] },
      ],
    });
  });
});

describe('a document that is issued with others', () => {
  const approved = (approvedBy: string | null, grossMinor: string) =>
    alone({ state: 'approved', approvedBy, grossMinor });

  it.each<[string, DocumentToDecide, string | null]>([
    ['at the limit, approved by the same person', approved('lin', '10000'), null],
    ['above the limit, approved by the same person', approved('lin', '10001'), 'billing.four_eyes'],
    ['above the limit, approved by another person', approved('eva', '999999'), null],
    ['a credit above the limit', approved('lin', '-10001'), 'billing.four_eyes'],
    ['a draft', alone(), 'billing.transition_impossible'],
  ])('%s', (_what, document, code) => {
    expect(findRefusal('issue', document, context())?.code ?? null).toBe(code);
  });

  it('is refused if the limit can’t be compared, because there is no rate', () => {
    const limitOf = () => ({ limit: '100', currency: 'EUR', rate: null, day: '2026-11-05' });
    expect(findRefusal('issue', approved('lin', '1'), context({ limitOf }))).toEqual({
      code: 'billing.four_eyes_no_rate',
      params: { limit: '100', currency: 'EUR', from: 'EUR', day: '2026-11-05' },
    });
  });
});

describe('an approval that is revoked with others', () => {
  it.each([
    ['approved', null],
    ['draft', 'billing.transition_impossible'],
    ['issued', 'billing.transition_impossible'],
  ] as const)('is possible for %s: %s', (state, code) => {
    expect(findRefusal('reopen', alone({ state }), context())?.code ?? null).toBe(code);
  });
});

describe('a document that is sent with others', () => {
  it.each<[string, Partial<InvoiceToDecide>, Partial<BulkContext>, string | null]>([
    ['is accepted if it is issued', { state: 'issued' }, {}, null],
    ['is accepted if it is credited', { state: 'credited' }, {}, null],
    ['is refused if it is not issued', { state: 'approved' }, {}, 'billing.document_not_issued'],
    [
      'is refused without a recipient',
      { state: 'issued' },
      { sendingOf: () => ({ recipients: 0, isSent: false }) },
      'billing.no_recipient',
    ],
    [
      'is refused if it was sent',
      { state: 'issued' },
      { sendingOf: () => ({ recipients: 1, isSent: true }) },
      'billing.document_already_sent',
    ],
  ])('%s', (_, change, of, code) => {
    expect(findRefusal('send', alone(change), context(of))?.code ?? null).toBe(code);
  });
});
