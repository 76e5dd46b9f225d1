import fc from 'fast-check';
import { Exact } from '#platform/domain';
import { type AdvanceFacts, type AdvanceTerm, priceAdvance } from './advance.js';
import { adjustInstalments, type InstalmentTerm } from './instalment.js';
import { scheduleRetries } from './retry.js';
import { convertCredits, type WalletFacts } from './wallet.js';

const fields = (...expected: string[]): Error =>
  expect.objectContaining({
    code: 'receivables.term_invalid',
    fields: expected.map((field) => {
      const [pointer, code] = field.split(' ');
      return expect.objectContaining({ pointer, code: `receivables.${code}` }) as object;
    }),
  }) as Error;

describe('payment retries', () => {
  it.each<[string, number[], string, string[]]>([
    [
      'counts each gap from the attempt before it',
      [8, 8, 8],
      '2024-01-01',
      ['2024-01-09', '2024-01-17', '2024-01-25'],
    ],
    ['crosses a leap day and a year', [3, 5, 60], '2023-12-28', ['2023-12-31', '2024-01-05', '2024-03-05']],
    ['reads an instant as the date at its offset', [1], '2024-03-31T23:30:00-05:00', ['2024-04-01']],
    ['allows an attempt on the same day', [0, 1], '2024-02-28', ['2024-02-28', '2024-02-29']],
  ])('%s', (_, days, firstFailure, dates) => {
    expect(scheduleRetries({ days }, { firstFailure })).toEqual({ dates });
  });
});

describe('wallet credits', () => {
  it.each<[string, string, WalletFacts, object]>([
    ['buys credits for an amount', '2', { amount: '10' }, { credits: '5', amount: '10.00' }],
    ['divides by a fraction of a cent', '0.008', { amount: '1' }, { credits: '125', amount: '1.00' }],
    ['prices credits', '0.008', { credits: '126' }, { credits: '126', amount: '1.01' }],
    ['keeps twelve decimals', '3', { amount: '10' }, { credits: '3.333333333333', amount: '10.00' }],
    [
      'sells no credits for an unpayable fraction',
      '0.01',
      { amount: '1.004' },
      { credits: '100', amount: '1.00' },
    ],
    ['sells nothing for nothing', '2', { amount: '0' }, { credits: '0', amount: '0.00' }],
  ])('%s', (_, rate, facts, expected) => {
    expect(convertCredits({ rate }, facts, 'USD')).toEqual(expected);
  });

  it('rounds to the currency', () => {
    expect(convertCredits({ rate: '1.5' }, { credits: '3' }, 'JPY')).toEqual({ credits: '3', amount: '5' });
  });

  it('refuses a free credit, and both or neither of amount and credits', () => {
    expect(() => convertCredits({ rate: '0.00' }, { amount: '1' }, 'USD')).toThrow(
      fields('/term/rate rate_zero'),
    );
    for (const facts of [{}, { amount: '1', credits: '1' }, { amount: null, credits: null }])
      expect(() => convertCredits({ rate: '1' }, facts, 'USD')).toThrow(
        fields('/facts/amount amount_or_credits'),
      );
  });
});

describe('usage-linked instalments', () => {
  const instalments = (term: InstalmentTerm, ...utilisationPercent: string[]): readonly string[] =>
    adjustInstalments(term, { utilisationPercent }, 'EUR').instalments;

  it.each<[string, Omit<InstalmentTerm, 'regular'>, string[]]>([
    ['follows utilisation without limits', {}, ['0.00', '3000.00', '9999.90', '10000.00', '14000.00']],
    [
      'stays within factors',
      { floor: '0.5', ceiling: '1.2' },
      ['5000.00', '5000.00', '9999.90', '10000.00', '12000.00'],
    ],
    [
      'stays within amounts',
      { floor: '4000', ceiling: '11000' },
      ['4000.00', '4000.00', '9999.90', '10000.00', '11000.00'],
    ],
    ['has only a floor', { floor: '0.4' }, ['4000.00', '4000.00', '9999.90', '10000.00', '14000.00']],
    [
      'has only a floor as an amount',
      { floor: '4000' },
      ['4000.00', '4000.00', '9999.90', '10000.00', '14000.00'],
    ],
    [
      'has only a ceiling as an amount',
      { ceiling: '10000' },
      ['0.00', '3000.00', '9999.90', '10000.00', '10000.00'],
    ],
    ['has only a ceiling', { ceiling: '1' }, ['0.00', '3000.00', '9999.90', '10000.00', '10000.00']],
  ])('%s', (_, limits, expected) => {
    expect(instalments({ regular: '10000', ...limits }, '0', '30', '99.999', '100', '140')).toEqual(expected);
  });

  it('rounds half away from zero, once', () => {
    expect(instalments({ regular: '100.10' }, '33.35')).toEqual(['33.38']);
  });

  it('refuses limits that exclude the regular instalment', () => {
    expect(() => instalments({ regular: '100', floor: '101' }, '1')).toThrow(
      fields('/term/floor limits_exclude_regular'),
    );
    expect(() => instalments({ regular: '100', floor: '0.5', ceiling: '0.9' }, '1')).toThrow(
      fields('/term/ceiling limits_exclude_regular'),
    );
    expect(() => instalments({ regular: '100', floor: '50', ceiling: '1.2' }, '1')).toThrow(
      fields('/term/ceiling limits_exclude_regular'),
    );
  });
});

describe('advances', () => {
  it.each<[string, AdvanceTerm, AdvanceFacts, object]>([
    [
      'leaves out the disputed part, and deducts interest over a year of 360 days',
      { share: '0.80', rate: '0.072', days: 60 },
      { face: '20000.00', disputed: '1200.00' },
      { eligible: '18800.00', advance: '15040.00', fee: '180.48', paidOut: '14859.52', reserve: '3760.00' },
    ],
    [
      'rounds the advance before its interest',
      { share: '0.333', rate: '0.1', days: 90 },
      { face: '100.05' },
      { eligible: '100.05', advance: '33.32', fee: '0.83', paidOut: '32.49', reserve: '66.73' },
    ],
    [
      'advances nothing on a receivable that is disputed entirely',
      { share: '1', rate: '0.05', days: 30 },
      { face: '10', disputed: '10' },
      { eligible: '0.00', advance: '0.00', fee: '0.00', paidOut: '0.00', reserve: '0.00' },
    ],
  ])('%s', (_, term, facts, expected) => {
    expect(priceAdvance(term, facts, 'EUR')).toEqual(expected);
  });

  it('refuses terms that pay out more than the receivable, or less than nothing', () => {
    const term = { share: '0.8', rate: '0.07', days: 30 };
    expect(() => priceAdvance({ ...term, share: '80' }, { face: '1' }, 'EUR')).toThrow(
      fields('/term/share share_above_one'),
    );
    expect(() => priceAdvance({ ...term, rate: '13' }, { face: '1' }, 'EUR')).toThrow(
      fields('/term/rate fee_above_advance'),
    );
    expect(() => priceAdvance(term, { face: '1', disputed: '1.01' }, 'EUR')).toThrow(
      fields('/facts/disputed disputed_above_face'),
    );
  });

  it('adds up, whatever is rounded', () => {
    const cents = fc
      .integer({ min: 0, max: 10_000_000 })
      .map((amount) => new Exact(amount).div(100).toFixed());
    const fraction = fc.integer({ min: 0, max: 10_000 }).map((part) => new Exact(part).div(10_000).toFixed());
    fc.assert(
      fc.property(cents, fraction, fraction, fc.integer({ min: 0, max: 360 }), (face, share, rate, days) => {
        const { eligible, advance, fee, paidOut, reserve } = priceAdvance(
          { share, rate, days },
          { face },
          'EUR',
        );
        expect(new Exact(advance).plus(reserve).eq(eligible)).toBe(true);
        expect(new Exact(fee).plus(paidOut).eq(advance)).toBe(true);
        expect(Math.min(Number(paidOut), Number(reserve))).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
