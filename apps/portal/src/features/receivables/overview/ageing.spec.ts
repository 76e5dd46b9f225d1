import type { AgeingRow } from '../../../api/types.js';
import { groupByCurrency } from './ageing.js';

const pln = (amount: string) => ({ amount, currency: 'PLN' });
const row = (name: string, change: Partial<AgeingRow> = {}): AgeingRow => ({
  customer: { id: name, name },
  notDue: pln('0.00'),
  days1To30: pln('0.00'),
  days31To60: pln('0.00'),
  days61To90: pln('0.00'),
  daysOver90: pln('0.00'),
  credit: pln('0.00'),
  total: pln('0.00'),
  documents: 1,
  daysOverdue: 0,
  ...change,
});

describe('receivables by currency', () => {
  it('add each class, and everything that is due as overdue', () => {
    const [found] = groupByCurrency([
      row('a', {
        notDue: pln('100.00'),
        days1To30: pln('0.10'),
        daysOver90: pln('0.20'),
        total: pln('100.30'),
      }),
      row('b', { days31To60: pln('50.00'), credit: pln('-10.00'), total: pln('40.00') }),
      row('c', { notDue: pln('5.00'), total: pln('5.00') }),
    ]);
    expect(found).toMatchObject({
      currency: 'PLN',
      overdue: pln('50.30'),
      credit: pln('-10.00'),
      open: pln('155.30'),
      overdueCustomers: 2,
      classes: { notDue: pln('105.00'), days31To60: pln('50.00') },
    });
    expect(found?.bars.map(({ overdue }) => overdue.amount)).toEqual(['0.30', '50.00', '0.00']);
  });

  it('have bars relative to the longest one', () => {
    const [found] = groupByCurrency([
      row('a', { notDue: pln('60.00'), days1To30: pln('20.00') }),
      row('b', { days1To30: pln('40.00') }),
    ]);
    expect(found?.bars.map(({ shares }) => [shares.notDue, shares.days1To30])).toEqual([
      [0.75, 0.25],
      [0, 0.5],
    ]);
  });

  it('have no bars if there are only credits', () => {
    const [found] = groupByCurrency([row('a', { credit: pln('-1.00'), total: pln('-1.00') })]);
    expect(found?.bars[0]?.shares.notDue).toBe(0);
  });

  it('are separate for each currency', () => {
    const idr = { amount: '900', currency: 'IDR' };
    const rows = [
      row('a', { total: pln('1.00') }),
      row('a', {
        notDue: idr,
        days1To30: idr,
        days31To60: idr,
        days61To90: idr,
        daysOver90: idr,
        credit: idr,
        total: idr,
      }),
    ];
    expect(groupByCurrency(rows).map(({ currency }) => currency)).toEqual(['IDR', 'PLN']);
  });
});
