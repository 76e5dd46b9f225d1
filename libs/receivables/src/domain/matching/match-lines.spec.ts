import fc from 'fast-check';
import { creditorReference } from '../references/creditor-reference.js';
import { LineMatcher, type MatchableLine, type MatchOptions } from './match-lines.js';
import type { OpenItem } from './open-item.js';
import type { LineMatch } from './proposal.js';

const KSEF = '5265877635-20250826-0100001AF629-AF';

function itemOf(number: string, change: Partial<OpenItem> = {}): OpenItem {
  return {
    id: number,
    number,
    creditorReference: creditorReference(number),
    numericReference: null,
    ksefNumber: null,
    virtualAccount: null,
    customerId: 'A',
    customerName: 'Aceros García, S.A. de C.V.',
    payerAccounts: ['DE89 3704 0044 0532 0130 00'],
    currency: 'EUR',
    openAmount: '1000.00',
    dueOn: '2026-11-30',
    discount: null,
    withholdingPercent: null,
    withholdingBase: null,
    ...change,
  };
}

interface LineChange extends Partial<Omit<MatchableLine, 'remittance' | 'counterparty'>> {
  readonly text?: string;
  readonly references?: readonly string[];
  readonly account?: string | null;
  readonly name?: string | null;
}

function lineOf({
  text = '',
  references = [],
  account = null,
  name = null,
  ...change
}: LineChange): MatchableLine {
  return {
    identity: 'L',
    amount: '1000.00',
    currency: 'EUR',
    bookingDate: '2026-11-10',
    valueDate: null,
    remittance: { references, text, splitPayment: null },
    endToEndId: null,
    counterparty: { name, account },
    charges: null,
    original: null,
    isReversal: false,
    ...change,
  };
}

function match(items: readonly OpenItem[], change: LineChange, options: MatchOptions = {}): LineMatch {
  return new LineMatcher(items, options).match([lineOf(change)])[0]!;
}

const OWN = 'DE89370400440532013000';
const OTHER = 'DE02120300000000202051';
const FIRST = itemOf('PL-2026-00042', {
  ksefNumber: KSEF,
  numericReference: '1234567',
  discount: { amount: '20.00', until: '2026-11-10' },
});
const SECOND = itemOf('PL-2026-00188', {
  openAmount: '250.00',
  withholdingPercent: '2',
  withholdingBase: '200.00',
});
const FOREIGN = itemOf('MX-2026-00007', {
  customerId: 'B',
  payerAccounts: [OTHER],
  openAmount: '400.00',
  customerName: 'Surya',
});
const ITEMS = [FIRST, SECOND, FOREIGN];

describe('a conclusive match', () => {
  it.each<[string, LineChange, readonly string[]]>([
    ['a creditor reference', { references: ['RF37PL202600042'] }, ['creditor_reference', 'exact_amount']],
    [
      'a printed creditor reference',
      { text: 'thanks RF37 PL20 2600 042.' },
      ['creditor_reference', 'exact_amount'],
    ],
    ['a KSeF number', { text: `faktura ${KSEF}` }, ['ksef_number', 'exact_amount']],
    ['a document number', { text: 'Invoice PL-2026-00042' }, ['document_number', 'exact_amount']],
    ['a number without punctuation', { text: 'pl202600042' }, ['document_number', 'exact_amount']],
    ['a number without letters', { text: 'Rg 2026/00042' }, ['number_digits', 'exact_amount']],
    ['a numeric reference', { text: 'SPEI 1234567' }, ['numeric_reference', 'exact_amount']],
    ['an end-to-end reference', { endToEndId: 'PL-2026-00042' }, ['document_number', 'exact_amount']],
    ['the amount and the payer', { account: OWN, text: 'October 2026' }, ['payer_account', 'exact_amount']],
    [
      'a third payer of the exact amount',
      { references: ['RF37PL202600042'], account: OTHER },
      ['creditor_reference', 'exact_amount'],
    ],
    ['a discount', { text: 'PL-2026-00042', amount: '980.00' }, ['document_number', 'early_discount']],
    ['withheld tax', { text: 'PL-2026-00188', amount: '246.00' }, ['document_number', 'tax_withheld']],
    [
      'stated charges',
      { text: 'PL-2026-00042', amount: '988.00', charges: '12.00' },
      ['document_number', 'bank_fee'],
    ],
    [
      'a part payment',
      { references: ['RF37PL202600042'], amount: '300.00' },
      ['creditor_reference', 'part_payment'],
    ],
    [
      'an overpayment',
      { references: ['RF37PL202600042'], amount: '1003.00', account: OWN },
      ['creditor_reference', 'payer_account', 'overpayment'],
    ],
    [
      'several documents',
      { text: '00042: PL-2026-00042 + PL-2026-00188', amount: '1250.00' },
      ['document_number', 'several_documents'],
    ],
  ])('is proven by %s', (_, change, reasons) => {
    const { certain } = match(ITEMS, change);
    expect(certain?.reasons).toEqual(reasons);
    expect(certain?.allocations[0]?.itemId).toBe(
      change.text?.includes('188') && certain?.allocations.length === 1 ? SECOND.id : FIRST.id,
    );
  });

  it('is proven by a learnt payer and by a virtual account', () => {
    const payers = [{ account: OTHER, customerId: 'A' }];
    expect(match([FIRST, SECOND], { account: OTHER }, { payers }).certain?.reasons).toEqual([
      'learnt_payer',
      'exact_amount',
    ]);
    const items = [{ ...FIRST, virtualAccount: 'PL99000011112222' }, SECOND];
    expect(match(items, { references: ['PL99000011112222'] }).certain?.reasons).toEqual([
      'virtual_account',
      'exact_amount',
    ]);
  });

  it('says how the line is allocated', () => {
    const allocate = (change: LineChange): unknown => {
      const { certain } = match(ITEMS, change);
      return [certain?.allocations, certain?.unapplied];
    };
    const none = { discount: null, withheld: null, fee: null };
    expect(allocate({ text: 'PL-2026-00042', amount: '980.00' })).toEqual([
      [{ itemId: FIRST.id, amount: '980.00', ...none, discount: '20.00' }],
      '0.00',
    ]);
    expect(allocate({ text: 'PL-2026-00188', amount: '246.00' })).toEqual([
      [{ itemId: SECOND.id, amount: '246.00', ...none, withheld: '4.00' }],
      '0.00',
    ]);
    expect(allocate({ references: ['RF37PL202600042'], amount: '1003.50', account: OWN })).toEqual([
      [{ itemId: FIRST.id, amount: '1000.00', ...none }],
      '3.50',
    ]);
  });

  const SAME = itemOf('PL-2026-00052', { openAmount: '1000.00' });
  it.each<[string, readonly OpenItem[], LineChange, string]>([
    [
      'two documents with one number',
      [FIRST, { ...FIRST, id: 'X' }],
      { text: 'PL-2026-00042' },
      'same_claim',
    ],
    ['two items with the amount', [FIRST, SAME], { account: OWN }, 'same_claim'],
    [
      'a number that one error turns into another one',
      [FIRST, SAME],
      { text: 'PL-2026-00042' },
      'confusable_number',
    ],
    [
      'a confusable number of the known payer',
      [FIRST, SAME],
      { text: 'PL-2026-00042', account: OWN },
      'confusable_number',
    ],
    [
      'a confusable number among several',
      [FIRST, SECOND, SAME],
      { text: 'PL-2026-00042 PL-2026-00188', amount: '1250.00' },
      'confusable_number',
    ],
    [
      'several documents of another account',
      ITEMS,
      { text: 'PL-2026-00042 PL-2026-00188', amount: '1250.00', account: OTHER },
      'no_evidence',
    ],
    [
      'wrong check digits among several documents',
      ITEMS,
      { text: 'RF38 PL20 2600 042, PL-2026-00188', amount: '1250.00' },
      'no_evidence',
    ],
    [
      'several items with the sum',
      [
        FIRST,
        itemOf('PL-2026-00501', { openAmount: '600.00' }),
        itemOf('PL-2026-00602', { openAmount: '400.00' }),
      ],
      { account: OWN },
      'same_claim',
    ],
    ['another account', ITEMS, { text: 'PL-2026-00042', account: OTHER }, 'no_evidence'],
    ['another amount', ITEMS, { text: 'PL-2026-00042', amount: '900.00' }, 'no_evidence'],
    ['an unknown document in the text', ITEMS, { text: 'PL-2025-99118', account: OWN }, 'no_evidence'],
    ['wrong check digits', ITEMS, { text: 'RF38 PL20 2600 042' }, 'no_evidence'],
    [
      'a late discount',
      ITEMS,
      { text: 'PL-2026-00042', amount: '980.00', bookingDate: '2026-11-11' },
      'no_evidence',
    ],
    ['a possible bank fee', ITEMS, { references: ['RF37PL202600042'], amount: '995.00' }, 'no_evidence'],
    [
      'a surplus that pays another item',
      ITEMS,
      { references: ['RF37PL202600042'], amount: '1250.00', account: OWN },
      'no_evidence',
    ],
    [
      'documents of two customers',
      ITEMS,
      { text: 'PL-2026-00042 MX-2026-00007', amount: '1400.00' },
      'no_evidence',
    ],
    ['another currency', ITEMS, { text: 'PL-2026-00042', currency: 'USD' }, 'no_evidence'],
    ['a name alone', ITEMS, { name: 'ACEROS GARCIA' }, 'no_evidence'],
    ['money that leaves the account', ITEMS, { text: 'PL-2026-00042', amount: '-1000.00' }, 'outgoing'],
    ['a reversal', ITEMS, { text: 'PL-2026-00042', isReversal: true }, 'outgoing'],
  ])('is prevented by %s', (_, items, change, doubt) => {
    expect(match(items, change)).toMatchObject({ certain: null, doubt });
  });

  it('needs no difference from numbers that are not confusable, or whose amount is another', () => {
    const others = [itemOf('A7'), itemOf('PL-2026-00052', { openAmount: '900.00' })];
    expect(match([FIRST, ...others], { text: 'PL-2026-00042' }).certain?.allocations).toMatchObject([
      { itemId: FIRST.id },
    ]);
    const account = { text: 'PL-2026-00042', account: OWN };
    expect(match([FIRST, ...others], account).certain?.allocations).toMatchObject([{ itemId: FIRST.id }]);
  });

  it('prefers the reference with check digits if a text has both', () => {
    const { certain } = match(ITEMS, { text: 'PL-2026-00042 RF37PL202600042', amount: '300.00' });
    expect(certain?.reasons).toEqual(['creditor_reference', 'part_payment']);
  });

  it('is prevented by lines that claim more than is open, in any order', () => {
    const lines = ['1', '2', '3'].map((identity) =>
      lineOf({ identity, references: ['RF37PL202600042'], amount: identity === '3' ? '1.00' : '500.00' }),
    );
    const matcher = new LineMatcher(ITEMS);
    expect(matcher.match(lines.slice(0, 2)).every(({ certain }) => certain)).toBe(true);
    for (const order of [lines, [...lines].reverse()]) {
      const found = matcher.match(order);
      expect(found.map(({ doubt }) => doubt)).toEqual(['claimed_twice', 'claimed_twice', 'claimed_twice']);
      expect(found[0]?.suggestions[0]?.allocations[0]?.itemId).toBe(FIRST.id);
    }
  });
});

describe('a first suggestion', () => {
  it.each<[string, LineChange, readonly string[], readonly string[]]>([
    [
      'a cut reference',
      { text: 'PL-2026-0004', name: 'X' },
      [FIRST.id],
      ['similar_reference', 'exact_amount'],
    ],
    [
      'a mistyped reference without amount',
      { text: 'PL-2026-00842', amount: '300.00' },
      [FIRST.id],
      ['similar_reference', 'part_payment'],
    ],
    [
      'swapped digits',
      { text: 'RF37PL202600024', amount: '300.00' },
      [FIRST.id],
      ['similar_reference', 'part_payment'],
    ],
    [
      'a glued reference',
      { text: 'FVPL202600042X', amount: '300.00' },
      [FIRST.id],
      ['similar_reference', 'part_payment'],
    ],
    ['wrong check digits', { text: 'RF38 PL20 2600 042' }, [FIRST.id], ['document_number', 'exact_amount']],
    ['a bank fee', { text: 'PL-2026-00042', amount: '988.00' }, [FIRST.id], ['document_number', 'bank_fee']],
    [
      'unnamed documents',
      { account: OWN, amount: '1250.00' },
      [FIRST.id, SECOND.id],
      ['payer_account', 'several_documents'],
    ],
    [
      'one named document of two',
      { text: 'PL-2026-00042', amount: '1250.00' },
      [FIRST.id, SECOND.id],
      ['document_number', 'several_documents'],
    ],
    ['a name', { name: 'ACEROS GARCIA', amount: '250.00' }, [SECOND.id], ['payer_name', 'exact_amount']],
    ['payment in advance', { account: OWN, amount: '77777.00' }, [], ['payer_account', 'in_advance']],
    [
      'another currency',
      {
        text: 'PL-2026-00042',
        currency: 'USD',
        amount: '1170.00',
        original: { amount: '1000.00', currency: 'EUR', rate: '1.17' },
      },
      [FIRST.id],
      ['document_number', 'other_currency'],
    ],
  ])('is found for %s', (_, change, items, reasons) => {
    const [first] = match(ITEMS, change).suggestions;
    expect(first?.allocations.map(({ itemId }) => itemId)).toEqual(items);
    expect(first?.reasons).toEqual(reasons);
  });

  it.each([
    ['GBP', '990.00', 'bank_fee'],
    ['GBP', '989.99', 'part_payment'],
    ['EUR', '950.00', 'bank_fee'],
    ['EUR', '949.99', 'part_payment'],
  ])('in %s explains %s of 1000.00 by %s', (currency, amount, reason) => {
    const items = [itemOf('PL-2026-00042', { currency })];
    expect(match(items, { text: 'PL-2026-00042', currency, amount }).suggestions[0]?.reasons).toEqual([
      'document_number',
      reason,
    ]);
  });

  it('prefers items that are due one after the other', () => {
    const dueOn = (day: string, openAmount: string): OpenItem =>
      itemOf(`PL-2026-005${day}`, { openAmount, dueOn: `2026-11-${day}` });
    const items = [dueOn('01', '10.00'), dueOn('02', '70.00'), dueOn('03', '30.00'), dueOn('04', '90.00')];
    const found = match(items, { account: OWN, amount: '100.00' }).suggestions.filter(
      ({ allocations }) => allocations.length > 1,
    );
    expect(found.map(({ allocations }) => allocations.map(({ amount }) => amount))).toEqual([
      ['70.00', '30.00'],
      ['10.00', '90.00'],
    ]);
    expect(found[0]!.score).toBeGreaterThan(found[1]!.score);
  });

  it('has no items of a cut reference or of an amount that most items have', () => {
    const many = Array.from({ length: 101 }, (_, at) => itemOf(`PL-2026-${String(70_000 + at)}`));
    expect(match(many, { text: 'PL-2026-70' }).suggestions).toEqual([]);
    expect(match(many.slice(0, 3), { text: 'PL-2026-70' }).suggestions).toHaveLength(3);
  });

  it('never has the items of a customer whose name or account is empty', () => {
    const items = [itemOf('A1', { customerName: 'Ltd.', payerAccounts: ['-'] })];
    expect(match(items, { name: 'Ltd.', account: '-', amount: '5.00' }).suggestions).toEqual([]);
  });

  it('is an advance for a known payer without open items', () => {
    const payers = [{ account: OTHER, customerId: 'Z' }];
    expect(match([FIRST], { account: OTHER, amount: '5.00' }, { payers })).toMatchObject({
      certain: null,
      suggestions: [{ customerId: 'Z', allocations: [], unapplied: '5.00' }],
    });
  });

  it('is absent without any evidence', () => {
    expect(match(ITEMS, { amount: '1.23' })).toEqual({
      line: 'L',
      certain: null,
      suggestions: [],
      doubt: 'no_evidence',
    });
  });
});

describe('matching', () => {
  const change = fc.record({
    text: fc.constantFrom(
      '',
      'PL-2026-00042',
      'RF37PL202600042',
      'PL 2026 00188',
      'PL-2026-0004',
      'x 1234567',
      'MX-2026-00007 PL-2026-00042',
    ),
    amount: fc.constantFrom('1000.00', '250.00', '1250.00', '400.00', '100.00', '246.00', '0.01', '5000.00'),
    account: fc.constantFrom(null, OWN, OTHER),
    currency: fc.constantFrom('EUR', 'EUR', 'USD'),
  });

  it('does not depend on the order of lines and items, and never allocates more than was paid or is open', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const lines = changes.map((one, at) => lineOf({ ...one, identity: String(at) }));
        const found = new LineMatcher(ITEMS).match(lines);
        const reversed = new LineMatcher([...ITEMS].reverse()).match([...lines].reverse());
        expect(reversed.reverse()).toEqual(found);
        found.forEach(({ certain, suggestions }, at) => {
          const paid = Number(lines[at]?.amount);
          for (const proposal of certain ? [certain] : suggestions) {
            if (proposal.reasons.includes('other_currency')) continue;
            const given = proposal.allocations.reduce((sum, { amount }) => sum + Number(amount), 0);
            expect(given + Number(proposal.unapplied)).toBeCloseTo(paid, 5);
            for (const { itemId, amount, discount, withheld, fee } of proposal.allocations) {
              const open = Number(ITEMS.find(({ id }) => id === itemId)?.openAmount);
              const settled = [amount, discount, withheld, fee].reduce(
                (sum, one) => sum + Number(one ?? 0),
                0,
              );
              expect(settled).toBeLessThanOrEqual(open + 1e-9);
            }
          }
        });
      }),
    );
  });
});
