import { buildOpenItem, pln } from '../../../../test/receivables.js';
import { sumDue } from './amounts-due.js';

describe('what a customer owes', () => {
  it('is everything open less credits, with what is overdue and since when', () => {
    const items = [
      buildOpenItem({ open: pln('100.00'), daysOverdue: 5, dueOn: '2026-11-20' }),
      buildOpenItem({ open: pln('50.00'), daysOverdue: 30, dueOn: '2026-10-26' }),
      buildOpenItem({ open: pln('20.00'), daysOverdue: -3, dueOn: '2026-11-28' }),
      buildOpenItem({
        open: pln('-10.00'),
        daysOverdue: 40,
        dueOn: '2026-10-16',
        documentType: 'credit_note',
      }),
      buildOpenItem({ open: pln('0.00'), state: 'paid', daysOverdue: 90, dueOn: '2026-08-26' }),
    ];
    expect(sumDue(items)).toEqual([
      { open: pln('160.00'), overdue: pln('150.00'), overdueSince: '2026-10-26' },
    ]);
  });

  it('is separate for each currency, and empty without documents', () => {
    expect(sumDue([])).toEqual([]);
    const eur = { amount: '1.00', currency: 'EUR' };
    expect(sumDue([buildOpenItem(), buildOpenItem({ open: eur, daysOverdue: 0 })])).toEqual([
      { open: eur, overdue: { amount: '0.00', currency: 'EUR' }, overdueSince: null },
      { open: pln('1000.00'), overdue: pln('1000.00'), overdueSince: '2026-10-24' },
    ]);
  });
});
