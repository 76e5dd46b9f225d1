/// <reference types="vitest/globals" />
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page, problem } from '../../../../test/fake-api.js';
import { renderPage } from '../../../../test/render-page.js';
import { cellsOf, plain, textsOf } from '../../../../test/screen-texts.js';
import { buildImport } from '../../../../test/statement-import.js';
import { text } from '../../../../test/text.js';
import { setServerTime } from '../../../clock/clock.js';
import { StatementsPage } from './statements-page.js';

beforeEach(() => setServerTime('2026-11-25T08:00:00Z', Date.now()));
afterEach(() => setServerTime(new Date().toISOString(), Date.now()));

const file = (name: string, content = 'x') => new File([content], name);
const show = () =>
  renderPage(<StatementsPage />, {
    session: { permissions: ['receivables.read', 'payments.match'] },
  });
const choose = (container: Element, ...files: readonly File[]) => {
  const input = container.querySelector<HTMLInputElement>('input[type=file]')!;
  const chosen = new DataTransfer();
  for (const each of files) chosen.items.add(each);
  input.files = chosen.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
};

describe('the page of bank statements', () => {
  it('lists files with their state, lines, payments, and who uploaded them', async () => {
    fakeApi({
      'GET /statement-imports': page(
        buildImport({ state: 'done' }),
        buildImport({ id: 'im-2', name: 'a.csv', state: 'refused', summary: null, createdBy: null }),
      ),
    });
    const { container } = await show();
    await eventually(() => expect(cellsOf(container)).toHaveLength(2));
    expect(cellsOf(container)).toEqual([
      [
        'statement.xml19 Nov 2026 – 20 Nov 2026 · PLN',
        text('maker:statements.state.done'),
        ...['4', '2', '1', 'Lin', '20 Nov 09:00'],
      ],
      ['a.csv', text('maker:statements.state.refused'), ...['—', '—', '—', '—', '20 Nov 09:00']],
    ]);
  });

  it('uploads files one after another, and explains errors without stopping', async () => {
    const api = fakeApi({
      'GET /statement-imports': page(),
      'POST /statement-imports': ({ query }) =>
        query['name'] === 'empty.xml'
          ? problem(422, 'receivables.statement_empty')
          : json(buildImport({ id: `im-${query['name']}`, state: 'reading' })),
    });
    const { container } = await show();
    await eventually(() => expect(textsOf(container, 'h2')).toContain(text('maker:statements.emptyTitle')));
    choose(container, file('one.xml'), file('empty.xml', ''), file('two.xml'));
    await eventually(() => expect(textsOf(container, 'ul li a')).toEqual(['one.xml', 'two.xml']));
    expect(api.changes().map(({ query }) => query['name'])).toEqual(['one.xml', 'empty.xml', 'two.xml']);
    expect(api.changes()[0]?.headers.get('content-type')).toBe('application/octet-stream');
    expect(textsOf(container, '[role=alert]')).toEqual([text('errors:receivables.statement_empty')]);
  });

  it('opens the import of a single file', async () => {
    fakeApi({
      'GET /statement-imports': page(),
      'POST /statement-imports': json(buildImport({ id: 'im-7', state: 'reading' })),
    });
    const { container, router } = await show();
    await eventually(() => expect(container.querySelector('input[type=file]')).not.toBeNull());
    choose(container, file('one.xml'));
    await eventually(() => expect(router.state.location.pathname).toBe('/receivables/statements/im-7'));
  });

  it('refuses a file that is too large before it is sent', async () => {
    const api = fakeApi({ 'GET /statement-imports': page() });
    const { container } = await show();
    await eventually(() => expect(container.querySelector('input[type=file]')).not.toBeNull());
    const large = file('large.xml');
    Object.defineProperty(large, 'size', { value: 201 * 1024 * 1024 });
    // Drops the file instead of selecting it, because the browser copies a selected file and loses its faked size.
    const drop = new Event('drop', { bubbles: true, cancelable: true });
    Object.assign(drop, { dataTransfer: { files: [large] } });
    container.querySelector('input[type=file]')!.closest('div')!.dispatchEvent(drop);
    await eventually(() =>
      expect(plain(textsOf(container, '[role=alert]').join())).toBe(
        plain(text('errors:receivables.statement_too_large', { limit: 200 })),
      ),
    );
    expect(api.changes()).toEqual([]);
  });
});
