import type { ChargeFields } from '../charges/charge-fields.js';
import type { Pricing } from '../charges/pricing.js';
import type { ContractContent } from '../contract-fields.js';
import { exitOn, readExitTerms } from './exit.js';

const charge = (pricing: Pricing, change: Partial<ChargeFields> = {}): ChargeFields => ({
  id: '',
  key: 'k',
  nameI18n: {},
  clause: '',
  due: 'arrears',
  dueOn: null,
  countsBy: 'month',
  perMachine: false,
  machineIds: [],
  meterIds: [],
  pricing,
  ...change,
});
const CONTRACT: ContractContent = {
  number: 'K-1',
  customerId: 'c',
  legalEntityId: 'l',
  buyerId: 'b',
  planId: 'p',
  currency: 'EUR',
  zone: 'Europe/Warsaw',
  startsOn: '2024-12-01',
  endsOn: '2028-11-30',
  paymentDays: 30,
  pricesIncludeTax: false,
  kitsIncluded: false,
  terms: {
    exit: { method: 'percent_of_remaining', percent: '60', deinstallation: '1850', notice_days: 90 },
    early_termination: '60% of remaining base + de-installation',
  },
  machines: [],
  meters: [],
  charges: [charge({ model: 'flat', amount: '1150.00' })],
};

describe('exitOn', () => {
  it('is what the contract’s term makes of the months that are left', () => {
    // EC-41: 24 months of 1150.00, 60 % and 1850 for de-installation.
    expect(exitOn(CONTRACT, '2026-12-01', 'EUR')).toEqual({
      on: '2026-12-01',
      monthlyPayment: '1150.00',
      remainingMonths: 24,
      fee: '18410.00',
      noticeDays: 90,
      noticeBy: '2028-09-01',
      endsIfNoticed: '2027-03-01',
      buyout: null,
      said: [{ about: 'termination', words: '60% of remaining base + de-installation' }],
    });
  });

  it('counts fees of machines that are there, minimums, and a year’s by twelfths', () => {
    const charges = [
      charge({ model: 'flat', amount: '100' }, { perMachine: true }),
      charge({ model: 'flat', amount: '1200' }, { due: 'yearly' }),
      charge({ model: 'flat', amount: '999' }, { due: 'once' }),
      charge({ model: 'unit', unitPrice: '1', minAmount: '2400' }, { countsBy: 'year' }),
    ];
    const machines = [
      { id: '1', machineId: 'm-1', from: '2024-12-01', to: null },
      { id: '2', machineId: 'm-2', from: '2024-12-01', to: '2026-12-01' },
    ];
    expect(exitOn({ ...CONTRACT, charges, machines }, '2026-12-01', 'EUR').monthlyPayment).toBe('400.00');
  });

  it('prices a buy-out by the months that are over', () => {
    const terms = {
      buyout_table: { value: '60000', residual_percent: '12', term_months: 60, admin_percent: 2 },
    };
    expect(exitOn({ ...CONTRACT, terms }, '2026-12-15', 'EUR').buyout).toEqual({
      book: '38880.00',
      price: '39657.60',
    });
  });

  it.each([
    ['2028-12-01', 0],
    ['2028-11-30', 1],
    ['2026-12-02', 24],
  ])('on %s %i months are left', (day, months) => {
    expect(exitOn(CONTRACT, day, 'EUR').remainingMonths).toBe(months);
  });

  it('says nothing where nothing was agreed, or nothing that can be reckoned with', () => {
    const nothing = { termination: null, noticeDays: null, buyout: null, said: [] };
    expect(readExitTerms({})).toEqual(nothing);
    expect(
      readExitTerms({ exit: { method: 'as we like', notice_days: 'soon' }, buyout_table: [1], buyout: 7 }),
    ).toEqual(nothing);
    expect(exitOn({ ...CONTRACT, terms: {}, endsOn: null }, '2026-12-01', 'EUR')).toMatchObject({
      fee: null,
      remainingMonths: null,
      noticeBy: null,
    });
  });
});
