import { findStopReason, planReminders, type RemindableDocument } from './plan-reminders.js';
import {
  findPolicyFaults,
  findReminderPolicy,
  type ReminderPolicy,
  type ReminderTerms,
} from './reminder-policy.js';

const TERMS: ReminderTerms = {
  levels: [
    { days: -3, text: 'notice', hasClaims: false },
    { days: 5, text: 'reminder', hasClaims: false },
    { days: 20, text: 'final_notice', hasClaims: true },
  ],
  pauseDays: 7,
  minimums: { EUR: '10.00' },
  lumpSums: { EUR: '40.00' },
  interest: { ground: 'statutory', baseRate: 'ECB', points: '8', dayCount: 'actual/365' },
};
const POLICIES: readonly ReminderPolicy[] = [{ country: 'other', terms: TERMS }];
const RATES = [{ name: 'ECB', validFrom: '2026-01-01', percent: '2' }];

const document = (over: Partial<RemindableDocument> = {}): RemindableDocument => ({
  documentId: 'd1',
  number: 'PL-1',
  customerId: 'c1',
  buyerId: 'b1',
  buyerCountry: 'PL',
  currency: 'EUR',
  issuedOn: '2026-02-01',
  dueOn: '2026-03-01',
  openMinor: 100_000n,
  received: [],
  isDisputed: false,
  isInCollection: false,
  promisedOn: null,
  hasUnmatchedMoney: false,
  hasAddress: true,
  sent: [],
  ...over,
});
const plan = (documents: readonly RemindableDocument[], on: string, over: object = {}) =>
  planReminders(documents, { policies: POLICIES, baseRates: RATES, on, ...over });
const reasonsOf = (documents: readonly RemindableDocument[], on: string, over: object = {}) =>
  plan(documents, on, over).excluded.map(({ document: { documentId }, reason, until }) => [
    documentId,
    reason,
    until,
  ]);
const SENT_1 = { level: 1, sentOn: '2026-03-06', lumpSumMinor: 0n };

describe('the letters of a day', () => {
  it('are one per buyer, with the most severe text', () => {
    const { letters, excluded } = plan(
      [
        document({ sent: [SENT_1] }),
        document({ documentId: 'd2', dueOn: '2026-03-16' }),
        document({ documentId: 'd3', buyerId: 'b2' }),
      ],
      '2026-03-21',
    );
    expect(excluded).toEqual([]);
    expect(
      letters.map(({ buyerId, text, reminders }) => [
        buyerId,
        text,
        reminders.map(({ document: { documentId }, level }) => `${documentId} ${level}`),
      ]),
    ).toEqual([
      ['b1', 'final_notice', ['d1 2', 'd2 1']],
      ['b2', 'reminder', ['d3 1']],
    ]);
  });

  it('claim interest and the lump sum from the level that has claims, the lump sum once', () => {
    const amounts = (sent: RemindableDocument['sent']) =>
      plan([document({ sent })], '2026-03-31').letters[0]!.reminders.map(({ interest, lumpSumMinor }) => [
        interest?.amountMinor,
        lumpSumMinor,
      ]);
    expect(amounts([])).toEqual([[undefined, 0n]]);
    // 1,000.00 × 10% × 30/365 = 8.219…
    expect(amounts([SENT_1])).toEqual([[822n, 4000n]]);
    expect(amounts([{ ...SENT_1, lumpSumMinor: 4000n }])).toEqual([[822n, 0n]]);
  });

  it('are none for documents that are not due', () => {
    expect(plan([document()], '2026-02-25')).toEqual({ letters: [], excluded: [] });
    expect(plan([document()], '2026-02-26').letters).toMatchObject([{ text: 'notice' }]);
    expect(plan([document({ isDisputed: true })], '2026-02-25').excluded).toEqual([]);
    expect(reasonsOf([document({ isDisputed: true })], '2026-02-26')).toEqual([['d1', 'disputed', null]]);
  });

  it.each<[string, Partial<RemindableDocument>, object, [string, string | null]]>([
    ['paid', { openMinor: 0n, isDisputed: true }, {}, ['paid', null]],
    ['disputed', { isDisputed: true, promisedOn: '2026-03-20' }, {}, ['disputed', null]],
    ['being collected', { isInCollection: true, promisedOn: '2026-03-20' }, {}, ['in_collection', null]],
    ['promised', { promisedOn: '2026-03-20' }, {}, ['promised', '2026-03-20']],
    ['paid on account', { hasUnmatchedMoney: true }, {}, ['unmatched_money', null]],
    [
      'of a country without a policy',
      {},
      { policies: [{ country: 'DE', terms: TERMS }] },
      ['no_policy', null],
    ],
    ['reminded today', { sent: [{ ...SENT_1, sentOn: '2026-03-10' }] }, {}, ['already_sent', '2026-03-21']],
    ['reminded recently', { dueOn: '2026-02-01', sent: [SENT_1] }, {}, ['in_pause', '2026-03-13']],
    ['waiting for its next level', { dueOn: '2026-03-06' }, {}, ['not_reached', '2026-03-11']],
    ['reminded with all levels', { sent: [{ ...SENT_1, level: 2 }] }, {}, ['all_sent', null]],
    [
      'without a base rate',
      { dueOn: '2026-01-01', sent: [{ ...SENT_1, sentOn: '2026-01-06' }] },
      { baseRates: [{ ...RATES[0], validFrom: '2026-02-01' }] },
      ['no_base_rate', null],
    ],
    ['small', { openMinor: 999n }, {}, ['below_minimum', null]],
    ['of a buyer without an address', { hasAddress: false }, {}, ['no_address', null]],
  ])('leave out a document that is %s', (_name, over, options, [reason, until]) => {
    const { letters } = plan([document(over)], '2026-03-10', options);
    expect(letters).toEqual([]);
    expect(reasonsOf([document(over)], '2026-03-10', options)).toEqual([['d1', reason, until]]);
  });

  it('reach the minimum with all documents of a buyer in a currency', () => {
    const small = [document({ openMinor: 600n }), document({ documentId: 'd2', openMinor: 400n })];
    expect(plan(small, '2026-03-10').letters).toHaveLength(1);
    const other = [
      document({ openMinor: 600n }),
      document({ documentId: 'd2', openMinor: 400n, currency: 'PLN' }),
    ];
    expect(plan(other, '2026-03-10').letters).toMatchObject([
      { reminders: [{ document: { documentId: 'd2' } }] },
    ]);
  });
});

it('a document without a reason to stop is reminded', () => {
  expect(findStopReason(document())).toBeUndefined();
});

describe('a policy', () => {
  it('of the country takes precedence over the one for other countries', () => {
    const own = { ...TERMS, pauseDays: 1 };
    const policies = [...POLICIES, { country: 'PL', terms: own }];
    expect(findReminderPolicy(policies, 'PL')).toBe(own);
    expect(findReminderPolicy(policies, 'DE')).toBe(TERMS);
    expect(findReminderPolicy([], 'DE')).toBeUndefined();
  });

  const faultsOf = (over: Partial<ReminderTerms>) =>
    findPolicyFaults({ ...TERMS, ...over }, new Set(['ECB'])).map(
      ({ pointer, code }) => `${pointer} ${code}`,
    );
  const [notice, first, last] = TERMS.levels as [
    ReminderTerms['levels'][0],
    ReminderTerms['levels'][0],
    ReminderTerms['levels'][0],
  ];

  it.each<[string, Partial<ReminderTerms>, string[]]>([
    ['is valid', {}, []],
    ['may have no levels', { levels: [] }, []],
    [
      'needs rising days',
      { levels: [last, { ...first, days: 20 }] },
      ['/levels/1/days receivables.reminder_days_not_rising'],
    ],
    [
      'has one level up to the due date',
      { levels: [notice, { ...notice, days: 0 }] },
      ['/levels/1/days receivables.reminder_days_not_rising'],
    ],
    [
      'has no notice after the due date',
      { levels: [{ ...first, text: 'notice' }] },
      ['/levels/0/text receivables.reminder_text_unfit'],
    ],
    [
      'has only a notice before the due date',
      { levels: [{ ...notice, text: 'reminder' }] },
      ['/levels/0/text receivables.reminder_text_unfit'],
    ],
    [
      'claims nothing before the due date',
      { levels: [{ ...notice, hasClaims: true }] },
      ['/levels/0/hasClaims receivables.reminder_claims_too_early'],
    ],
    [
      'needs a known base rate',
      { interest: { ...TERMS.interest!, baseRate: 'Fed' } },
      ['/interest/baseRate receivables.base_rate_unknown'],
    ],
    [
      'needs a rate above zero without a base rate',
      { interest: { ...TERMS.interest!, baseRate: null, points: '0' } },
      ['/interest/points receivables.amount_not_positive'],
    ],
  ])('%s', (_name, over, faults) => {
    expect(faultsOf(over)).toEqual(faults);
  });
});
