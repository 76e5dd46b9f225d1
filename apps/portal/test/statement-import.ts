import type { ImportSummary, StatementImport, StatementLine } from '../src/api/types.js';

/** A file of four lines: two payments, one of them matched, a fee and a repeated line. */
export const buildImportSummary = (change: Partial<ImportSummary> = {}): ImportSummary => ({
  format: 'camt.053',
  statements: [
    {
      bankAccountId: 'b-1',
      account: 'PL61109010140000071219812874',
      currency: 'PLN',
      statementNumber: 'S-1',
      ...{ openingBalance: '500.00', closingBalance: '1541.00' },
      ...{ firstDay: '2026-11-19', lastDay: '2026-11-20' },
      ...{ lines: 4, received: '1050', sent: '-9' },
    },
  ],
  ...{ lines: 4, repeated: 1, payments: 2, matched: 1, suggested: 1, others: 1 },
  ...change,
});

export const buildImport = (change: Partial<StatementImport> = {}): StatementImport => ({
  id: 'im-1',
  name: 'statement.xml',
  state: 'ready',
  options: {},
  summary: buildImportSummary(),
  problem: null,
  createdAt: '2026-11-20T08:00:00Z',
  createdBy: 'Lin',
  finishedAt: null,
  ...change,
});

export const buildStatementLine = (change: Partial<StatementLine> = {}): StatementLine => ({
  bankAccount: 'PL61109010140000071219812874',
  fileLine: 7,
  bookingDate: '2026-11-19',
  amount: { amount: '1000', currency: 'PLN' },
  counterpartyName: 'Meble Sp.',
  counterpartyAccount: null,
  text: 'Invoice PL-1',
  paymentId: 'p-1',
  unapplied: { amount: '0.00', currency: 'PLN' },
  ...change,
});
