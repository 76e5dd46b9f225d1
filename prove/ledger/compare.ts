import { ReceivablesReportsService } from '#receivables';
import { listLedgerDifferences } from '../../test/support/ledger-differences.js';
import type { HistoryRunner } from './history.js';
import { abs, addDays } from './exact.js';
import { ageingOf, balancesOf, booksOf, differences, statementsOf, taxesOf } from './reports.js';
import { CURRENCIES, FIRST_DAY, type LedgerWorld } from './world.js';

/** Number of customers whose account statements are compared. */
const STATEMENTS = 40;
const DAY_BEFORE = addDays(FIRST_DAY, -1);

/** Differences between the product's reports and the oracle, by report. */
export type Comparison = Record<'open items' | 'ageing' | 'statements' | 'trial balance' | 'taxes', string[]>;

/** Compares all reports as of a day. */
export async function compareOn(
  world: LedgerWorld,
  { oracle }: HistoryRunner,
  day: string,
): Promise<Omit<Comparison, 'open items'>> {
  const { fixture, scope, maker } = world;
  const reports = fixture.app.get(ReceivablesReportsService);
  const legalEntityId = maker.ids['legal_entity']!;
  const own = new Set(world.drafts.map(({ customer }) => customer));

  const ageing = new Map<string, bigint>();
  const { rows, unknownMoney } = await reports.ageing(scope, { legalEntityId, asOf: day });
  for (const { customer, currency, classes, creditMinor } of rows.filter((row) => own.has(row.customer.id))) {
    for (const [at, minor] of classes.entries())
      ageing.set(`${customer.id} ${currency} ${at}`, BigInt(minor));
    ageing.set(`${customer.id} ${currency} credit`, BigInt(creditMinor));
  }
  for (const { currency, unappliedMinor } of unknownMoney)
    ageing.set(`unknown ${currency} credit`, -BigInt(unappliedMinor));

  const statements = new Map<string, bigint>();
  const expected = statementsOf(oracle, day);
  const chosen = [...own].slice(0, STATEMENTS);
  for (const customerId of chosen)
    for (const currency of CURRENCIES) {
      const { closingMinor } = await reports.accountStatement(scope, {
        customerId,
        currency,
        from: FIRST_DAY,
        to: day,
      });
      statements.set(`${customerId} ${currency}`, BigInt(closingMinor));
    }

  const before = await reports.trialBalance(scope, legalEntityId, DAY_BEFORE);
  const after = await reports.trialBalance(scope, legalEntityId, day);
  const [balances, books] = [new Map<string, bigint>(), new Map<string, bigint>()];
  for (const [sign, { balances: all }] of [
    [1n, after],
    [-1n, before],
  ] as const)
    for (const { account, currency, balanceMinor, booksBalanceMinor } of all) {
      const key = `${account} ${currency}`;
      balances.set(key, (balances.get(key) ?? 0n) + sign * BigInt(balanceMinor));
      books.set(account, (books.get(account) ?? 0n) + sign * BigInt(booksBalanceMinor));
    }

  const taxes = new Map<string, bigint>();
  const summary = await reports.taxSummary(scope, { legalEntityId, from: FIRST_DAY, to: day });
  for (const { month, booksTaxMinor } of summary.rows)
    taxes.set(month, (taxes.get(month) ?? 0n) + BigInt(booksTaxMinor));
  const payable = [...taxes.values()].reduce((sum, tax) => sum + tax, 0n) + (books.get('tax_payable') ?? 0n);

  return {
    ageing: differences(ageingOf(oracle, day), ageing),
    statements: differences(
      new Map([...expected].filter(([key]) => chosen.some((customer) => key.startsWith(customer)))),
      statements,
    ),
    'trial balance': [
      ...differences(balancesOf(oracle, day), balances),
      ...differences(booksOf(oracle, day), books),
    ],
    taxes: [
      ...differences(taxesOf(oracle, day), taxes),
      ...(payable === 0n ? [] : [`tax_payable differs by ${abs(payable)}`]),
    ],
  };
}

/** Compares the stored open and unapplied amounts with the oracle, and with the sums of the journal. */
export async function compareBalances(
  { fixture }: LedgerWorld,
  { oracle }: HistoryRunner,
): Promise<string[]> {
  const stored = await fixture.sql<{ id: string; minor: string; books: string }>(
    `select document_id as id, open_minor as minor, books_open_minor as books from open_item where issued_on >= $1
     union all
     select id, unapplied_minor, books_unapplied_minor from payment where recorded_at >= $1`,
    [FIRST_DAY],
  );
  const found = new Map(stored.map(({ id, minor, books }) => [`${id} ${books}`, BigInt(minor)]));
  const expected = new Map<string, bigint>();
  for (const { id, open, books } of oracle.items.values()) expected.set(`${id} ${books}`, open);
  for (const { id, unapplied, books } of oracle.payments.values()) expected.set(`${id} ${books}`, unapplied);
  return [
    ...differences(expected, found),
    ...(await listLedgerDifferences(fixture)).map((id) => `${id} differs from its journal`),
  ];
}
