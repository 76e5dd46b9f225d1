/// <reference types="vitest/globals" />
import { userEvent } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page } from '../../../../test/fake-api.js';
import { renderPage } from '../../../../test/render-page.js';
import { cellsOf, factsOf, plain, textsOf } from '../../../../test/screen-texts.js';
import { buildImport, buildImportSummary, buildStatementLine } from '../../../../test/statement-import.js';
import { text } from '../../../../test/text.js';
import type { StatementImport } from '../../../api/types.js';
import { keepFile } from '../../../features/receivables-import/statements/kept-files.js';
import { StatementImportPage } from './statement-import-page.js';

const ACCOUNT = 'PL61109010140000071219812874';
const pln = (amount: string) => ({ amount, currency: 'PLN' });

const serve = (first: Partial<StatementImport>) => {
  const state = { item: buildImport(first) };
  const api = fakeApi({
    'GET /statement-imports/im-1': () => json(state.item),
    'GET /statement-imports/column-maps': page(),
    'GET /statement-imports/im-1/lines': page(
      buildStatementLine(),
      buildStatementLine({ fileLine: 8, paymentId: 'p-2', unapplied: pln('1000.00'), text: 'Thank you' }),
      buildStatementLine({
        ...{ fileLine: 9, paymentId: null, unapplied: null },
        ...{ amount: pln('-9'), counterpartyName: null, text: 'Fee' },
      }),
    ),
    'GET /bank-accounts': json({
      items: [{ account: ACCOUNT, currency: 'PLN', state: 'approved' }],
      next: null,
    }),
    'POST /statement-imports/im-1/start': () => json((state.item = { ...state.item, state: 'importing' })),
    'POST /statement-imports/im-1/read': () => json((state.item = buildImport({ state: 'ready' }))),
  });
  return { api, state };
};
const show = async () => {
  const screen = await renderPage(<StatementImportPage />, {
    path: '/receivables/statements/im-1',
    route: '/receivables/statements/$importId',
    session: { permissions: ['receivables.read', 'payments.match', 'accounting.read'] },
  });
  return Object.assign(screen, {
    reads: (words: string) =>
      eventually(() => expect(plain(screen.container.textContent ?? '')).toContain(plain(words))),
  });
};

describe('the page of an import', () => {
  it('shows what a file contains, and follows the import', async () => {
    const { api, state } = serve({});
    const screen = await show();
    await screen.reads(text('maker:statements.willImport', { count: 2 }));
    expect(cellsOf(screen.container)).toEqual([
      [
        `PL61 1090 1014 0000 0712 1981 2874PLN · 19 Nov 2026 – 20 Nov 2026 · ${text('maker:statements.number', { number: 'S-1' })}`,
        ...['4', '500.00', '1,050.00', '−9.00', '1,541.00'],
      ],
    ]);
    const counts = Object.values(factsOf(screen.container));
    expect(counts).toEqual(['4', '1', '2', '1', '1', '0', '1']);
    await screen.getByRole('button', { name: text('maker:statements.import', { count: 3 }) }).click();
    await screen.reads(text('maker:statements.work.importing'));
    state.item = buildImport({ state: 'done' });
    await screen.reads(text('maker:statements.imported', { count: 2 }));
    expect(api.changes().map(({ path }) => path)).toEqual(['/statement-imports/im-1/start']);
  });

  it('lists the imported lines, those that need work first, with the way to them', async () => {
    serve({ state: 'done' });
    const { container } = await show();
    await eventually(() => expect(cellsOf(container, text('maker:statements.linesOfFile'))).toHaveLength(3));
    const lines = cellsOf(container, text('maker:statements.linesOfFile'));
    expect(lines.map(([, name]) => name)).toEqual([
      'Meble Sp.Thank you',
      'Meble Sp.Invoice PL-1',
      `${text('maker:statements.noName')}Fee`,
    ]);
    expect(container.querySelector('a[href="/receivables/matching?payment=p-2"]')).not.toBeNull();
  });

  it('offers nothing to import if all lines were imported before', async () => {
    const summary = { repeated: 4, payments: 0, matched: 0, suggested: 0, others: 0 };
    serve({ summary: buildImportSummary(summary) });
    const screen = await show();
    await screen.reads(text('maker:statements.nothingNew', { count: 4 }));
    expect(textsOf(screen.container, 'aside button')).toEqual([]);
  });

  it('explains why a file is refused, with the line of the file', async () => {
    const params = { line: 12, account: ACCOUNT, statement: 'S-1', expected: '1541', stated: '1542' };
    serve({
      state: 'refused',
      summary: null,
      problem: { code: 'receivables.statement_balance_differs', params },
    });
    const screen = await show();
    await screen.reads(text('errors:receivables.statement_balance_differs', params));
    await screen.reads(text('maker:statements.nothingStored'));
  });

  it('leads to the bank accounts if the account is unknown', async () => {
    const params = { account: ACCOUNT };
    serve({
      state: 'refused',
      summary: null,
      problem: { code: 'receivables.statement_account_unknown', params },
    });
    const screen = await show();
    await screen.reads(text('errors:receivables.statement_account_unknown', params));
    expect(screen.container.querySelector('a[href="/settings?tab=books"]')).not.toBeNull();
  });

  it('reads a file again in another encoding', async () => {
    const params = { encoding: 'utf-8' };
    const { api } = serve({
      ...{ state: 'refused', summary: null },
      problem: { code: 'receivables.statement_encoding_wrong', params },
    });
    const screen = await show();
    await screen.getByRole('button', { name: text('maker:statements.readAgain') }).click();
    await screen.reads(text('maker:statements.willImport', { count: 2 }));
    expect(api.changes()[0]?.body).toEqual({ encoding: 'windows-1252' });
  });

  describe('of a CSV file', () => {
    const refused: Partial<StatementImport> = {
      name: 'bank.csv',
      state: 'refused',
      summary: null,
      problem: { code: 'receivables.statement_format_unknown', params: {} },
    };
    const csv = 'Data;Kwota;Tytuł\n19.11.2026;1 230,00;Faktura PL-1\n';

    it('asks for the file again after a reload, and guesses its columns', async () => {
      const { api } = serve(refused);
      const screen = await show();
      await screen.reads(text('maker:statements.chooseAgain'));
      const input = screen.container.querySelector<HTMLInputElement>('input[type=file]')!;
      await userEvent.upload(input, new File([csv], 'bank.csv'));
      await screen.reads('Faktura PL-1');
      await screen.getByRole('textbox', { name: text('maker:statements.saveAs') }).fill('My bank');
      await screen.getByRole('button', { name: text('maker:statements.readFile') }).click();
      await screen.reads(text('maker:statements.willImport', { count: 2 }));
      expect(api.changes()[0]?.body).toEqual({
        columnMap: {
          columns: { bookingDate: 'Data', amount: 'Kwota', text: ['Tytuł'] },
          ...{ delimiter: ';', decimal: ',', dateFormat: 'dd.MM.yyyy', skippedRows: 0, hasHeaders: true },
          ...{ account: ACCOUNT, currency: 'PLN' },
        },
        encoding: 'utf-8',
        columnMapName: 'My bank',
      });
    });

    it('says what is missing, and offers saved column maps', async () => {
      keepFile('im-1', new File(['Wann;Wieviel\n19.11.2026;12\n'], 'bank.csv'));
      const { api } = serve(refused);
      api.answer('GET /statement-imports/column-maps', () =>
        json({
          items: [
            {
              name: 'Bank of Bern',
              columnMap: {
                columns: { bookingDate: 'Wann', amount: 'Wieviel' },
                ...{
                  delimiter: ';',
                  decimal: '.',
                  dateFormat: 'dd.MM.yyyy',
                  skippedRows: 0,
                  hasHeaders: true,
                },
                ...{ account: ACCOUNT, currency: 'CHF' },
              },
            },
          ],
          next: null,
        }),
      );
      const screen = await show();
      await screen.reads(text('maker:statements.lacking', { what: text('maker:statements.lacks.amount') }));
      await screen.getByRole('combobox', { name: text('maker:statements.savedMap') }).click();
      await screen.getByRole('option', { name: 'Bank of Bern' }).click();
      await screen.getByRole('button', { name: text('maker:statements.readFile') }).click();
      await eventually(() =>
        expect(api.changes()[0]?.body).toMatchObject({
          columnMap: { columns: { bookingDate: 'Wann', amount: 'Wieviel' }, currency: 'CHF' },
          columnMapName: 'Bank of Bern',
        }),
      );
    });
  });
});
