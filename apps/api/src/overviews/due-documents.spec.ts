import { type DueDocument, summariseDue } from './due-documents.js';

const document = (number: string, dueOn: string, more: Partial<DueDocument> = {}): DueDocument => ({
  id: number,
  number,
  group: null,
  dueOn,
  currency: 'PLN',
  grossMinor: '10000',
  depositMinor: null,
  payableIncrement: null,
  openMinor: '1000000',
  ...more,
});

describe('documents that are due', () => {
  it('are summed by currency, up to the last due date', () => {
    const { due, dueUntil } = summariseDue([
      document('A', '2026-12-14'),
      document('B', '2026-12-31', { grossMinor: '1' }),
      document('C', '2026-12-01', { currency: 'JPY', grossMinor: '5000' }),
    ]);
    expect(due).toEqual([
      { currency: 'JPY', amountMinor: '5000', amount: '5000' },
      { currency: 'PLN', amountMinor: '10001', amount: '100.01' },
    ]);
    expect(dueUntil).toBe('2026-12-31');
  });

  it.each([
    ['less payments and credits', { openMinor: '7500' }, '75.00'],
    ['less the deposit', { depositMinor: '4000' }, '60.00'],
    ['rounded as agreed', { grossMinor: '10002', payableIncrement: '0.05' }, '100.00'],
  ])('have the amount to pay %s', (_, more, amount) => {
    expect(summariseDue([document('A', '2026-12-14', more)]).nextDue).toEqual([
      { id: 'A', number: 'A', group: null, dueOn: '2026-12-14', amount: { amount, currency: 'PLN' } },
    ]);
  });

  it('omit those that are settled', () => {
    expect(summariseDue([document('A', '2026-12-14', { openMinor: '0' })])).toEqual({
      due: [],
      dueUntil: null,
      nextDue: [],
    });
  });

  it('are named in the order of their due dates, at most five', () => {
    const days = ['09', '02', '05', '03', '04', '08', '02'];
    const { nextDue } = summariseDue(days.map((day, at) => document(`I-${at}`, `2026-12-${day}`)));
    expect(nextDue.map(({ number, dueOn }) => `${number} ${dueOn.slice(8)}`)).toEqual([
      'I-1 02',
      'I-6 02',
      'I-3 03',
      'I-4 04',
      'I-2 05',
    ]);
  });
});
