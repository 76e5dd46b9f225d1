import fc from 'fast-check';
import {
  documentNumber,
  dueDay,
  fiscalYearOf,
  issueDay,
  accountingMonthOf,
  nextAccountingMonth,
} from './document-number.js';

it.each([
  ['2026-01-01', 1, 2026],
  ['2026-12-31', 1, 2026],
  ['2026-03-31', 4, 2025],
  ['2026-04-01', 4, 2026],
  ['2026-11-30', 12, 2025],
  ['2026-12-01', 12, 2026],
])('%s is in a fiscal year that begins in month %i: %i', (day, month, year) =>
  expect(fiscalYearOf(day, month)).toBe(year),
);

it.each([
  ['PL', 'invoice', 42, 'PL-2026-00042'],
  ['PL', 'credit_note', 7, 'PL-CN-2026-00007'],
  ['MX2', 'invoice', 123456, 'MX2-2026-123456'],
] as const)('numbers a document of %s, %s %i: %s', (prefix, kind, sequence, number) =>
  expect(documentNumber(prefix, kind, 2026, sequence)).toBe(number),
);

it('never assigns a number twice, for any prefix, kind, year and sequence', () => {
  const place = fc.tuple(
    fc.stringMatching(/^[A-Z0-9]{1,10}$/),
    fc.constantFrom('invoice' as const, 'credit_note' as const),
    fc.integer({ min: 2000, max: 2099 }),
    fc.integer({ min: 1, max: 9_999_999 }),
  );
  fc.assert(
    fc.property(place, place, (one, other) => {
      expect(documentNumber(...one) === documentNumber(...other)).toBe(
        JSON.stringify(one) === JSON.stringify(other),
      );
    }),
  );
});

it.each([
  ['2026-12-02', 30, '2027-01-01'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2026-10-24', 2, '2026-10-26'],
  ['2026-10-24', 0, '2026-10-24'],
])('a document issued on %s with %i days for payment is due on %s', (issued, days, due) =>
  expect(dueDay(issued, days)).toBe(due),
);

it.each([
  ['2026-12-31', '2026-12-01', '2027-01-01'],
  ['2026-01-15', '2026-01-01', '2026-02-01'],
])('%s is in the accounting month %s, followed by %s', (day, month, next) => {
  expect(accountingMonthOf(day)).toBe(month);
  expect(nextAccountingMonth(month)).toBe(next);
});

describe('the issue date of the next document', () => {
  it.each([
    ['is today', null, null, '2026-12-02'],
    ['is today if the last document is earlier', null, '2026-12-01', '2026-12-02'],
    ['is that of the last document if it was issued past midnight', null, '2026-12-03', '2026-12-03'],
    ['can equal that of the last document', '2026-12-01', '2026-12-01', '2026-12-01'],
    ['must not be before that of the last document', '2026-11-30', '2026-12-01', null],
    ['can be any day if there is no document yet', '2026-11-30', null, '2026-11-30'],
  ])('%s', (_, requestedDay, last, day) => expect(issueDay(requestedDay, '2026-12-02', last)).toBe(day));
});
