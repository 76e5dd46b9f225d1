import fc from 'fast-check';
import { EMPTY_CONTRACT } from '../contract/contract-changes.js';
import type { ContractContent } from '../contract/contract-fields.js';
import { exitOn } from '../terms/exit/exit.js';
import type { ExitAgreement } from '../terms/exit/exit-agreement.js';
import { chargeOfTermination, evaluateTermination, type TerminationInput } from './contract-termination.js';

const AGREED: ExitAgreement = {
  noticeDays: 30,
  noticeTo: 'month_end',
  endDay: 'billed',
  termination: { method: 'percent_of_remaining', percent: '60', deinstallation: '1850' },
  buyout: { model: 'table', prices: [{ month: 24, price: '20000' }] },
};
const CONTRACT: ContractContent = {
  ...EMPTY_CONTRACT,
  number: 'K-1',
  customerId: 'c',
  legalEntityId: 'l',
  buyerId: 'b',
  planId: 'p',
  currency: 'EUR',
  zone: 'Europe/Warsaw',
  startsOn: '2024-12-01',
  endsOn: '2028-11-30',
  exit: AGREED,
  indexClause: null,
  charges: [
    {
      id: '1',
      key: 'fee',
      nameI18n: {},
      clause: '',
      due: 'arrears',
      dueOn: null,
      countsBy: 'month',
      perMachine: false,
      machineIds: [],
      meterIds: [],
      pricing: { model: 'flat', amount: '1150' },
    },
  ],
};
const TODAY = '2026-12-02';
const evaluate = (saidOn: string, input: TerminationInput, change: Partial<ExitAgreement> = {}) =>
  evaluateTermination({ ...CONTRACT, exit: { ...AGREED, ...change } }, saidOn, input, TODAY);

describe('evaluateTermination', () => {
  it('ends with the stated day, at the price by the terms', () => {
    const { lastDay, termination, faults } = evaluate('2026-11-30', { kind: 'early' });
    expect(faults).toEqual([]);
    expect(lastDay).toBe('2026-11-30');
    expect(termination).toMatchObject({ kind: 'early', saidOn: '2026-11-30', amount: '18410.00' });
    expect(chargeOfTermination(termination, lastDay, CONTRACT)).toMatchObject({
      key: 'termination',
      due: 'once',
      dueOn: '2026-11-30',
      pricing: { model: 'flat', amount: '18410.00' },
    });
  });

  it('ends on the day before if the stated day is not billed', () => {
    expect(evaluate('2026-12-01', { kind: 'early' }, { endDay: 'before' })).toMatchObject({
      lastDay: '2026-11-30',
      termination: { saidOn: '2026-12-01', amount: '18410.00' },
    });
  });

  it('uses the agreed amount, but also keeps the price by the terms', () => {
    const { termination } = evaluate('2026-11-30', { kind: 'early', amount: '9000' });
    expect(termination).toMatchObject({
      amount: '9000',
      agreedAmount: '9000',
      price: { amount: '18410.00' },
    });
    const free = evaluate('2026-11-30', { kind: 'early', amount: '0' });
    expect(chargeOfTermination(free.termination, free.lastDay, CONTRACT)).toBeNull();
    // If only free text was agreed, a stated amount is required.
    const words = { termination: null, buyout: null };
    expect(evaluate('2026-11-30', { kind: 'early', amount: '9000' }, words)).toMatchObject({
      faults: [],
      termination: { price: null, amount: '9000' },
    });
  });

  it('sells the machines for the price of the day', () => {
    const { termination, lastDay } = evaluate('2026-11-30', { kind: 'buyout' });
    expect(termination).toMatchObject({ amount: '20000.00', price: { method: 'buyout_table' } });
    expect(chargeOfTermination(termination, lastDay, CONTRACT)).toMatchObject({ key: 'buyout' });
    // The default key is in use, so the charge gets another key.
    const charges = [{ ...CONTRACT.charges[0]!, key: 'buyout' }];
    expect(chargeOfTermination(termination, lastDay, { charges })).not.toHaveProperty('key');
  });

  it('costs nothing by notice', () => {
    const { termination, lastDay, faults } = evaluate('2027-01-31', { kind: 'notice', noticedOn: TODAY });
    expect([faults, termination.amount]).toEqual([[], null]);
    expect(chargeOfTermination(termination, lastDay, CONTRACT)).toBeNull();
  });

  it.each([
    ['2028-11-30', { kind: 'early' }, {}, '/effectiveOn ends_anyway'],
    ['2026-11-30', { kind: 'early', amount: '1,5' }, {}, '/terminate/amount decimal_malformed'],
    ['2026-11-30', { kind: 'early', market: '-1' }, {}, '/terminate/market decimal_malformed'],
    ['2026-11-30', { kind: 'early' }, { termination: null }, '/terminate/amount exit_price_missing'],
    ['2026-11-30', { kind: 'buyout' }, { buyout: null }, '/terminate/amount exit_price_missing'],
    ['2026-10-30', { kind: 'buyout' }, {}, '/terminate/amount exit_price_missing'],
    ['2027-01-31', { kind: 'notice' }, {}, '/terminate/noticedOn date_malformed'],
    ['2027-01-31', { kind: 'notice', noticedOn: '2026-12-03' }, {}, '/terminate/noticedOn noticed_in_future'],
    ['2026-12-31', { kind: 'notice', noticedOn: TODAY }, {}, '/effectiveOn notice_too_late'],
    ['2027-02-15', { kind: 'notice', noticedOn: TODAY }, {}, '/effectiveOn notice_ends_month'],
    [
      '2027-01-31',
      { kind: 'notice', noticedOn: TODAY },
      { noticeDays: null },
      '/terminate/kind notice_not_agreed',
    ],
    [
      '2027-01-31',
      { kind: 'notice', noticedOn: TODAY },
      { noticeTo: 'term_end' },
      '/effectiveOn notice_too_late',
    ],
  ] as [string, TerminationInput, Partial<ExitAgreement>, string][])(
    'on %s, by %j with %j, reports %s',
    (saidOn, input, change, reported) => {
      expect(evaluate(saidOn, input, change).faults.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(
        [reported.replace(' ', ' contracts.')],
      );
    },
  );

  it('costs as much on any day as the contract’s page shows for that day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1450 }),
        fc.constantFrom('percent_of_remaining' as const, 'lesser_of' as const),
        (days, method) => {
          const day = new Date(Date.parse('2024-12-01') + days * 86_400_000).toISOString().slice(0, 10);
          const termination = {
            method,
            percent: '35',
            monthlyRatePercent: '0.4',
            book: '50000',
            market: '31000',
          };
          const exit = { ...AGREED, termination };
          expect(
            evaluateTermination({ ...CONTRACT, exit }, day, { kind: 'early' }, TODAY).termination.price,
          ).toEqual(exitOn({ ...CONTRACT, exit }, day).termination);
        },
      ),
    );
  });
});
