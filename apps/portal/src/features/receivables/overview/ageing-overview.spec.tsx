/// <reference types="vitest/globals" />
import { fakeApi, json, problem } from '../../../../test/fake-api.js';
import { pln } from '../../../../test/receivables.js';
import { renderPortal } from '../../../../test/render.js';
import { textsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { AgeingRow } from '../../../api/types.js';
import { AgeingOverview } from './ageing-overview.js';
import { OverdueMoney } from './overdue-money.js';

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
const WORST = row('Otwock', { days61To90: pln('500.00'), total: pln('500.00'), daysOverdue: 68 });
const GOOD = row('Tychy', { notDue: pln('90.00'), total: pln('90.00'), daysOverdue: -4 });
const UNKNOWN = { payments: 2, unapplied: pln('75.00') };

const show = (rows: readonly AgeingRow[], unknownMoney: readonly object[] = []) => {
  fakeApi({ 'GET /receivables/ageing': json({ rows, unknownMoney }) });
  return renderPortal(<AgeingOverview />);
};

describe('the overview of receivables', () => {
  it('says whom to contact first, with links to the overdue documents', async () => {
    const screen = await show([WORST, GOOD]);
    await expect.element(screen.getByText(text('maker:receivables.overdueFrom', { count: 1 }))).toBeVisible();
    const first = screen.getByRole('list', { name: text('maker:receivables.contactFirst') });
    await expect.element(first).toHaveTextContent('Otwock');
    await expect.element(first).not.toHaveTextContent('Tychy');
    expect(first.element().querySelector('a[href*="show=overdue"]')?.getAttribute('href')).toContain(
      'customer=Otwock',
    );
  });

  it('shows a bar for each customer, and the totals of the classes', async () => {
    const { container, getByRole } = await show([WORST, GOOD]);
    await expect.element(getByRole('grid')).toBeVisible();
    const bars = [...container.querySelectorAll('[role=row] [aria-hidden] > span')];
    expect(bars.map((bar) => (bar as HTMLElement).style.width)).toEqual(['100%', '18%']);
    expect(textsOf(container, 'ul b')).toEqual(['90.00 PLN', '500.00 PLN']);
  });

  it('points to money without a customer', async () => {
    const screen = await show([], [UNKNOWN]);
    await expect
      .element(screen.getByRole('note'))
      .toHaveTextContent(
        text('maker:receivables.unknownMoney', { count: 2, amounts: '75.00\u00a0PLN' }).replace(
          '\u00a0',
          ' ',
        ),
      );
    expect(screen.getByRole('note').element().querySelector('a')?.getAttribute('href')).toContain(
      'show=unapplied',
    );
    await expect.element(screen.getByText(text('maker:receivables.nothingOpen'))).toBeVisible();
  });

  it('says that nothing is overdue', async () => {
    const screen = await show([GOOD]);
    await expect.element(screen.getByText(text('maker:receivables.nothingOverdue'))).toBeVisible();
  });

  it('can be loaded again after an error', async () => {
    fakeApi({ 'GET /receivables/ageing': problem(500, 'api.internal') });
    const screen = await renderPortal(<AgeingOverview />);
    await expect.element(screen.getByRole('alert')).toBeVisible();
  });
});

describe('the money overdue', () => {
  it('is one linked amount for each currency', async () => {
    fakeApi({ 'GET /receivables/ageing': json({ rows: [WORST, GOOD], unknownMoney: [] }) });
    const screen = await renderPortal(<OverdueMoney />);
    await expect.element(screen.getByRole('link')).toHaveTextContent('500.00');
    await expect
      .element(screen.getByText(text('maker:receivables.customerCount', { count: 1 })))
      .toBeVisible();
  });
});
