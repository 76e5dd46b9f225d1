import { type CallableDocument, planCalls } from './call-list.js';
import type { ExclusionReason } from './plan-reminders.js';

const document = (over: Partial<CallableDocument> = {}): CallableDocument => ({
  documentId: 'd1',
  number: 'PL-1',
  customerId: 'c1',
  buyerId: 'b1',
  buyerCountry: 'PL',
  currency: 'EUR',
  issuedOn: '2026-02-01',
  dueOn: '2026-03-01',
  openMinor: 1000n,
  booksOpenMinor: 4300n,
  received: [],
  isDisputed: false,
  isInCollection: false,
  promisedOn: null,
  brokenOn: null,
  isUndelivered: false,
  hasUnmatchedMoney: false,
  hasAddress: true,
  sent: [],
  ...over,
});
const plan = (documents: readonly CallableDocument[], reason?: ExclusionReason, on = '2026-04-01') =>
  planCalls(documents, reason ? documents.map((each) => ({ document: each, reason, until: null })) : [], on);

describe('whom to call', () => {
  it.each<[string, Partial<CallableDocument>, ExclusionReason | undefined, string[][]]>([
    ['a broken promise', { brokenOn: '2026-03-20' }, undefined, [['promise_broken']]],
    ['an email that was not delivered', { isUndelivered: true }, 'in_pause', [['not_delivered']]],
    ['a buyer without an address', {}, 'no_address', [['no_address']]],
    ['all levels being sent', {}, 'all_sent', [['all_sent']]],
    [
      'several reasons, the most urgent first',
      { brokenOn: '2026-03-20', isUndelivered: true },
      'all_sent',
      [['promise_broken', 'not_delivered', 'all_sent']],
    ],
    ['nothing', {}, 'in_pause', []],
    ['no document that is paid', { openMinor: 0n, brokenOn: '2026-03-20' }, 'all_sent', []],
    ['no document that is disputed', { isDisputed: true }, 'all_sent', []],
    [
      'no document that is promised again',
      { brokenOn: '2026-03-20', promisedOn: '2026-04-02' },
      'all_sent',
      [],
    ],
    ['no document that is not overdue', { dueOn: '2026-04-01', isUndelivered: true }, undefined, []],
  ])('follows from %s', (_name, over, reason, expected) => {
    expect(plan([document(over)], reason).map(({ reasons }) => reasons)).toEqual(expected);
  });

  it('is ordered by amount in the accounting currency, then by age', () => {
    const calls = plan(
      [
        document({ documentId: 'd1', customerId: 'small', booksOpenMinor: 10n, dueOn: '2025-01-01' }),
        document({ documentId: 'd2', customerId: 'young', dueOn: '2026-03-02' }),
        document({ documentId: 'd3', customerId: 'old', dueOn: '2026-03-01' }),
        document({ documentId: 'd4', customerId: 'large', booksOpenMinor: 4000n, dueOn: '2026-03-09' }),
        document({ documentId: 'd5', customerId: 'large', booksOpenMinor: 4000n, dueOn: '2026-03-08' }),
      ],
      'all_sent',
    );
    expect(
      calls.map(({ customerId, booksOpenMinor, oldestDueOn, documents }) => [
        customerId,
        booksOpenMinor,
        oldestDueOn,
        documents.length,
      ]),
    ).toEqual([
      ['large', 8000n, '2026-03-08', 2],
      ['old', 4300n, '2026-03-01', 1],
      ['young', 4300n, '2026-03-02', 1],
      ['small', 10n, '2025-01-01', 1],
    ]);
  });
});
