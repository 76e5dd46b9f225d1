import fc from 'fast-check';
import { mod97 } from '#platform/domain';
import { creditorReference, paymentReferenceOf } from './creditor-reference.js';
import { type Transfer, transferCode } from './transfer-code.js';

const isValid = (reference: string): boolean => mod97(`${reference.slice(4)}${reference.slice(0, 4)}`) === 1;

describe('a creditor reference', () => {
  it.each([
    ['PL-2026-00042', 'RF37PL202600042'],
    ['539007547034', 'RF18539007547034'],
    ['2348 231', 'RF712348231'],
  ])('of %s is %s', (number, reference) => {
    expect(creditorReference(number)).toBe(reference);
    expect(isValid(reference)).toBe(true);
  });

  it('is absent for a number that is too long or empty', () => {
    expect(creditorReference('A'.repeat(21))).toHaveLength(25);
    expect(creditorReference('A'.repeat(22))).toBeNull();
    expect(creditorReference('-')).toBeNull();
  });

  it('is valid for every number of a series', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9]{1,8}$/), fc.nat(99_999), (prefix, sequence) => {
        const reference = creditorReference(`${prefix}-2026-${String(sequence).padStart(5, '0')}`);
        expect(isValid(reference!)).toBe(true);
      }),
    );
  });
});

describe('the payment reference of a document', () => {
  const invoice = { number: 'PL-2026-00042', documentType: 'invoice', isPayable: true } as const;

  it('is its number, with the creditor reference', () => {
    expect(paymentReferenceOf(invoice)).toEqual({
      number: 'PL-2026-00042',
      creditorReference: 'RF37PL202600042',
    });
  });

  it.each([
    ['a draft', { number: null }],
    ['a credit note', { documentType: 'credit_note' as const }],
    ['a document that a deposit pays', { isPayable: false }],
  ])('is absent for %s', (_, change) => {
    expect(paymentReferenceOf({ ...invoice, ...change })).toBeNull();
  });
});

describe('the code of a transfer', () => {
  const TRANSFER: Transfer = {
    currency: 'EUR',
    amount: '1234.50',
    beneficiary: 'Beihu Air Europe sp. z o.o.',
    account: 'PL61109010140000071219812874',
    bic: 'WBKPPLPP',
    payerCountry: 'DE',
    creditorReference: 'RF37PL202600042',
    text: 'PL-2026-00042',
  };

  it('has the elements of EPC069-12', () => {
    expect(transferCode(TRANSFER)?.split('\n')).toEqual([
      'BCD',
      '002',
      '1',
      'SCT',
      'WBKPPLPP',
      'Beihu Air Europe sp. z o.o.',
      'PL61109010140000071219812874',
      'EUR1234.50',
      '',
      'RF37PL202600042',
    ]);
  });

  it('has the text without a creditor reference, and a name on one line of at most 70 characters', () => {
    const code = transferCode({
      ...TRANSFER,
      bic: '',
      beneficiary: `  Zażółć\ngęślą ${'ń'.repeat(80)}`,
      creditorReference: null,
    });
    const lines = code!.split('\n');
    expect(lines.slice(8)).toEqual(['', '', 'PL-2026-00042']);
    expect([lines[4], lines[5]]).toEqual(['', `Zażółć gęślą ${'ń'.repeat(57)}`]);
  });

  it.each<[string, Partial<Transfer>]>([
    ['another currency', { currency: 'PLN' }],
    ['a payer outside SEPA', { payerCountry: 'MX' }],
    ['an account outside SEPA', { account: 'SA0380000000608010167519' }],
    ['an account that is no IBAN', { account: '000-000-0000017' }],
    ['a wrong IBAN', { account: 'PL61109010140000071219812875' }],
    ['nothing to pay', { amount: '0.00' }],
    ['a credit', { amount: '-5.00' }],
    ['too much for a transfer', { amount: '1000000000.00' }],
    ['no name', { beneficiary: ' ' }],
  ])('is absent for %s', (_, change) => {
    expect(transferCode({ ...TRANSFER, ...change })).toBeNull();
  });
});
