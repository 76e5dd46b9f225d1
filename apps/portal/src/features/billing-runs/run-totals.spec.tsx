/// <reference types="vitest/globals" />
import { renderPortal } from '../../../test/render.js';
import { textsOf } from '../../../test/screen-texts.js';
import { text } from '../../../test/text.js';
import type { BillingRun, InvoiceTotal } from '../../api/types.js';
import { CurrencyMatrix } from './currency-matrix.js';
import { RunCounts } from './run-counts.js';
import { RunTotals } from './run-totals.js';

type Total = BillingRun['totals'][number];

const RUN: BillingRun = {
  id: 'r-1',
  month: '2026-10',
  state: 'done',
  requestedAt: '2026-11-01T06:00:00Z',
  requestedBy: null,
  finishedAt: null,
  knownBefore: null,
  done: 5,
  total: 5,
  totals: [],
  corrections: [],
};
const total = (
  outcome: Total['outcome'],
  currency: string,
  [amount, stake]: readonly [string, string],
  change: Partial<Total> = {},
): Total => ({
  outcome,
  contracts: 1,
  documents: 1,
  unknownStakes: 0,
  total: { amount, currency },
  atStake: { amount: stake, currency },
  ...change,
});
const tableOf = (container: Element) => ({
  heads: textsOf(container, 'thead th'),
  rows: [...container.querySelectorAll('tbody tr')].map((row) => textsOf(row, 'th, td')),
});
const show = async (change: Partial<BillingRun>) =>
  (await renderPortal(<RunTotals run={{ ...RUN, ...change }} />)).container;

describe('the totals of a billing run', () => {
  it('never add currencies, and keep the decimals of each', async () => {
    const container = await show({
      totals: [
        total('ready', 'EUR', ['100.10', '0.00']),
        total('ready', 'JPY', ['1500', '20']),
        total('held', 'EUR', ['50.05', '7.00'], { documents: 2 }),
      ],
    });
    expect(tableOf(container)).toEqual({
      heads: [
        text('maker:run.byCurrency'),
        text('maker:run.readyCount', { count: 2 }),
        text('maker:run.heldCount', { count: 2 }),
        text('maker:run.heldQuantities'),
        text('maker:run.atStake'),
      ],
      rows: [
        ['EUR', '100.10', '50.05', '7.00', '157.15'],
        ['JPY', '1,500', '—', '20', '1,520'],
      ],
    });
    expect(textsOf(container, 'p')).toEqual([]);
  });

  it('count failed contracts with their previous amount, and say so', async () => {
    const container = await show({
      totals: [
        total('ready', 'EUR', ['100.00', '1.00']),
        total('failed', 'EUR', ['0.00', '80.00'], { unknownStakes: 2 }),
      ],
    });
    const { heads, rows } = tableOf(container);
    expect(heads).toContain(text('maker:run.failedCount', { count: 1 }));
    // The amount of a failed contract is not a quantity on hold.
    expect(rows).toEqual([['EUR', '100.00', '—', '1.00', '80.00', '181.00']]);
    expect(textsOf(container, 'p')).toEqual([
      `${text('maker:run.failedBefore')} ${text('maker:run.unknownStakes', { count: 2 })}`,
    ]);
  });

  it('show corrections of issued months with their sign', async () => {
    const { heads, rows } = tableOf(
      await show({ corrections: [{ count: 3, total: { amount: '-12.50', currency: 'EUR' } }] }),
    );
    expect(heads.at(-1)).toBe(text('maker:run.corrections', { count: 3 }));
    expect(rows[0]?.at(-1)).toBe('−12.50');
  });

  it('are absent if the run found nothing', async () => {
    expect((await show({})).textContent).toBe('');
  });
});

describe('the counts of a billing run', () => {
  it('omit outcomes without a document, and show failures first', async () => {
    const totals = [total('ready', 'EUR', ['1', '0']), total('failed', 'EUR', ['0', '0'], { documents: 4 })];
    const { container } = await renderPortal(<RunCounts run={{ totals }} />);
    expect(container.textContent).toBe(
      text('maker:run.failedCount', { count: 4 }) + text('maker:run.readyCount', { count: 1 }),
    );
  });
});

describe('the amounts of a list of invoices', () => {
  const total = (state: InvoiceTotal['state'], documents: number, amount: string): InvoiceTotal => ({
    state,
    documents,
    gross: { amount, currency: 'EUR' },
  });
  const show = async (...totals: readonly InvoiceTotal[]) =>
    tableOf((await renderPortal(<CurrencyMatrix totals={totals} />)).container);

  it('are shown by state in the order of their life, without states that have none', async () => {
    expect(await show(total('issued', 3, '51.10'), total('held', 1, '5.00'))).toEqual({
      heads: [
        text('maker:billing.grossByCurrency'),
        text('maker:billing.stateCount', { state: text('state.held'), count: 1 }),
        text('maker:billing.stateCount', { state: text('state.issued'), count: 3 }),
      ],
      rows: [['EUR', '5.00', '51.10']],
    });
  });
});
