import fc from 'fast-check';
import { plusDays } from '../calendar/local-dates.js';
import type { ChargeFields } from '../charges/charge-fields.js';
import { findOneOffs } from '../charges/one-offs.js';
import { type PrepaidContract, prepaidBalances } from './prepaid-balances.js';
import type { PrepaidSale } from './prepaid-sale.js';

const SALE: PrepaidSale = { chargeKey: 'hours', quantity: '100', expiresOn: null, expiresAfterMonths: null };
const saleOf = (change: Partial<ChargeFields> = {}, sale: Partial<PrepaidSale> = {}): ChargeFields => ({
  id: 'c-1',
  key: 'voucher',
  nameI18n: {},
  clause: '',
  due: 'once',
  dueOn: '2026-11-15',
  countsBy: 'month',
  perMachine: false,
  machineIds: [],
  meterIds: [],
  pricing: { model: 'flat', amount: '4500' },
  prepaid: { ...SALE, ...sale },
  ...change,
});
const CONTRACT: PrepaidContract = {
  startsOn: '2026-01-01',
  endsOn: null,
  takeover: null,
  machines: [
    { machineId: 'm-1', from: '2026-01-01', to: null },
    { machineId: 'm-2', from: '2026-11-20', to: null },
    { machineId: 'm-3', from: '2026-12-05', to: null },
  ],
  versions: [{ from: '2026-01-01', charges: [saleOf()] }],
};
const selling = (...charges: readonly ChargeFields[]): PrepaidContract => ({
  ...CONTRACT,
  versions: [{ from: '2026-01-01', charges }],
});
const reported = (contract: PrepaidContract) =>
  prepaidBalances(contract).map(({ position, machineId, quantity, from, until, soldBy }) =>
    [position, soldBy, machineId, quantity, from, until].map((one) => one ?? '-').join(' '),
  );

describe('prepaid credits that a contract sells', () => {
  it.each<[string, PrepaidContract, string[]]>([
    ['from their day', CONTRACT, ['0 voucher - 100 2026-11-15 -']],
    [
      'from the first day of the contract',
      selling(saleOf({ dueOn: null })),
      ['0 voucher - 100 2026-01-01 -'],
    ],
    [
      'until a day',
      selling(saleOf({}, { expiresOn: '2027-03-31' })),
      ['0 voucher - 100 2026-11-15 2027-03-31'],
    ],
    [
      'for a number of months',
      selling(saleOf({}, { expiresAfterMonths: 12 })),
      ['0 voucher - 100 2026-11-15 2027-11-14'],
    ],
    [
      'again as a top-up, the oldest first',
      selling(saleOf(), saleOf({ key: 'start', dueOn: '2026-02-01' })),
      ['0 start - 100 2026-02-01 -', '1 voucher - 100 2026-11-15 -'],
    ],
    [
      'for each machine that is present in the month of their day',
      selling(saleOf({ perMachine: true })),
      ['0 voucher m-1 100 2026-11-15 -', '1 voucher m-2 100 2026-11-20 -'],
    ],
    [
      'after migrated balances',
      {
        ...CONTRACT,
        takeover: {
          ...{ billedUntil: '2026-05-31', billedFrom: '2026-06-01', note: '', readings: [], amounts: [] },
          balances: [
            { kind: 'deposit', quantity: '500', expiresOn: null, note: '' },
            { kind: 'prepaid', chargeKey: 'hours', quantity: '7', expiresOn: '2026-12-31', note: '' },
          ],
        },
      },
      ['1 - - 7 2026-06-01 2026-12-31', '2 voucher - 100 2026-11-15 -'],
    ],
    [
      'not those billed elsewhere',
      {
        ...CONTRACT,
        takeover: {
          ...{ billedUntil: '2026-11-30', billedFrom: '2026-12-01', note: '', readings: [], amounts: [] },
          balances: [],
        },
      },
      [],
    ],
    ['not those due after the end', { ...CONTRACT, endsOn: '2026-11-14' }, []],
    [
      'not those agreed only after the month of their day',
      {
        ...CONTRACT,
        versions: [
          { from: '2026-01-01', charges: [] },
          { from: '2026-12-01', charges: [saleOf()] },
        ],
      },
      [],
    ],
    [
      'as agreed on their day, regardless of later amendments',
      {
        ...CONTRACT,
        versions: [
          { from: '2026-01-01', charges: [saleOf({}, { quantity: '40' })] },
          { from: '2026-11-16', charges: [saleOf({}, { quantity: '90' })] },
          { from: '2026-12-01', charges: [] },
        ],
      },
      ['0 voucher - 40 2026-11-15 -'],
    ],
    ['none if nothing is sold', selling(saleOf({ prepaid: null })), []],
  ])('%s', (_name, contract, balances) => {
    expect(reported(contract)).toEqual(balances);
  });

  it('once for each time that their amount is due, from the same day', () => {
    const day = fc.integer({ min: 0, max: 400 }).map((days) => plusDays('2026-01-01', days));
    fc.assert(
      fc.property(day, fc.array(day, { maxLength: 3 }), fc.boolean(), (dueOn, cuts, perMachine) => {
        const sale = saleOf({ dueOn, perMachine });
        const starts = ['2026-01-01', ...[...new Set(cuts)].sort().filter((cut) => cut > '2026-01-01')];
        const versions = starts.map((from, index) => ({ from, charges: index % 2 === 0 ? [sale] : [] }));
        const segments = versions.flatMap(({ from, charges }, index) =>
          charges.map((charge) => ({ from, to: versions[index + 1]?.from ?? null, charge })),
        );
        const due = findOneOffs(segments, CONTRACT.machines, CONTRACT);
        expect(
          prepaidBalances({ ...CONTRACT, versions }).map(({ machineId, from }) => [machineId, from]),
        ).toEqual(
          [...due]
            .sort((a, b) => a.from.localeCompare(b.from))
            .map(({ machineId, from }) => [machineId, from]),
        );
      }),
    );
  });
});
