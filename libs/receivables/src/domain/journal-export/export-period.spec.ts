import { findPeriodFaults } from './export-period.js';

it.each([
  ['2026-01-01', '2026-12-31', null],
  ['2026-01-01', '2027-01-01', 'receivables.period_too_long'],
  ['2026-04-15', '2027-04-14', null],
  ['2026-04-15', '2027-04-15', 'receivables.period_too_long'],
  ['2024-02-29', '2025-02-28', null],
  ['2024-02-29', '2025-03-01', 'receivables.period_too_long'],
  ['2023-03-01', '2024-02-29', null],
  ['2023-03-01', '2024-03-01', 'receivables.period_too_long'],
  ['2026-04-15', '2026-04-15', null],
  ['2026-04-15', '2026-04-14', 'receivables.period_reversed'],
])('from %s to %s: %s', (from, to, code) => {
  expect(findPeriodFaults({ from, to })[0]?.code ?? null).toBe(code);
});
