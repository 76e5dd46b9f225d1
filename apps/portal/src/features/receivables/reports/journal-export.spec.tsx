/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page as list, problem } from '../../../../test/fake-api.js';
import { buildLegalEntity } from '../../../../test/legal-entity.js';
import { renderPage } from '../../../../test/render-page.js';
import { text } from '../../../../test/text.js';
import { setServerTime } from '../../../clock/clock.js';
import { JournalExport } from './journal-export.js';

beforeEach(() => setServerTime('2026-11-25T08:00:00Z', Date.now()));
afterEach(() => {
  setServerTime(new Date().toISOString(), Date.now());
  vi.restoreAllMocks();
});

const show = async (missing: readonly object[] = []) => {
  const api = fakeApi({
    'GET /datev-settings': list(),
    'GET /ledger-accounts': json({ items: [], missing, next: null }),
    'GET /receivables/journal/export': json('entry'),
    'GET /receivables/journal/datev': problem(409, 'receivables.account_numbers_missing', {
      fields: [
        {
          pointer: '/accounts',
          code: 'receivables.account_number_missing',
          params: { account: 'tax_payable' },
        },
      ],
    }),
    'PUT /datev-settings/le-1': json({}),
  });
  const screen = await renderPage(<JournalExport entity={buildLegalEntity()} />, {
    session: { permissions: ['receivables.read', 'accounting.read', 'accounting.write'] },
  });
  return { api, ...screen };
};
const press = (key: string) => browser.getByRole('button', { name: text(key), exact: true }).click();

describe('the export of the journal', () => {
  it('downloads the last month as a table, with a single request', async () => {
    const create = vi.spyOn(URL, 'createObjectURL');
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    const { api } = await show();
    await press('maker:journalExport.csv');
    await eventually(() =>
      expect(api.requests.find(({ path }) => path === '/receivables/journal/export')?.query).toEqual({
        legalEntityId: 'le-1',
        from: '2026-10-01',
        to: '2026-10-31',
      }),
    );
    await eventually(() => expect(click).toHaveBeenCalledTimes(1));
    const link = click.mock.instances[0] as unknown as HTMLAnchorElement;
    expect(link.download).toBe('journal-2026-10-01-2026-10-31.csv');
    // A link to the address itself would make the browser request the file again.
    expect(link.href).toMatch(/^blob:/);
    expect(await (create.mock.calls[0]![0] as Blob).text()).toBe(JSON.stringify('entry'));
    expect(api.requests.filter(({ path }) => path === '/receivables/journal/export')).toHaveLength(1);
  });

  it('names the classes without a number, with a link to the chart of accounts', async () => {
    const part = { legalEntityId: 'le-1', revenueClass: null, taxCategory: null, taxPercent: null };
    const screen = await show([
      { ...part, account: 'bank' },
      { ...part, account: 'receivable', legalEntityId: 'le-2' },
    ]);
    const classes = text('maker:invoice.accounts.bank');
    await expect.element(screen.getByText(text('maker:journalExport.missing', { classes }))).toBeVisible();
    await expect
      .element(screen.getByRole('link', { name: text('maker:ledger.title') }))
      .toHaveAttribute('href', '/settings?tab=books');
  });

  it('says in words why a file was refused', async () => {
    await show();
    await press('maker:journalExport.datev');
    const account = text('maker:invoice.accounts.tax_payable');
    await expect
      .element(browser.getByRole('alert'))
      .toHaveTextContent(text('errors:receivables.account_number_missing', { account }));
  });

  it('sends the settings for DATEV', async () => {
    const { api } = await show();
    await press('maker:journalExport.settings');
    await browser.getByLabelText(text('maker:journalExport.consultant'), { exact: true }).fill('29098');
    await browser.getByLabelText(text('maker:journalExport.client'), { exact: true }).fill('55003');
    await press('action.save');
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.body).toEqual({
      consultantNumber: 29098,
      clientNumber: 55003,
      accountLength: 4,
    });
  });
});
