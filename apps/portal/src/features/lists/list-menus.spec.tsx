/// <reference types="vitest/globals" />
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, page, problem } from '../../../test/fake-api.js';
import { renderPage } from '../../../test/render-page.js';
import { text } from '../../../test/text.js';
import type { SavedView } from '../../api/types.js';
import type { Column } from '../../ui/tables/data-table.types.js';
import { ListMenus } from './list-menus.js';
import { useListView } from './use-list-view.js';

interface Row {
  readonly serial: string;
}

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'serial',
    header: 'Serial',
    value: ({ serial }) => serial,
    cell: ({ serial }) => serial,
    fixed: true,
  },
  { key: 'site', header: 'Site', value: () => 'Plant', cell: () => 'Plant' },
];
const VIEW: SavedView = {
  id: 'v-1',
  list: 'machines',
  name: 'Held drafts',
  owner: 'Lin',
  isOwn: true,
  isShared: false,
  isDefault: false,
  settings: {
    filters: { state: 'held' },
    sort: '-due',
    layout: { hidden: ['site'], widths: {}, density: 'compact' },
  },
  version: 3,
};

function List({ loadRows }: { readonly loadRows: () => Promise<readonly Row[]> }) {
  const view = useListView('machines', ['row']);
  return (
    <>
      <output>{JSON.stringify([view.filters, view.sort, view.layout.hidden])}</output>
      <ListMenus view={view} columns={COLUMNS} fileName="Machines" loadRows={loadRows} />
    </>
  );
}
const loadOne = (): Promise<readonly Row[]> => Promise.resolve([{ serial: 'S-1' }]);
const show = async (views: readonly SavedView[], path = '/', loadRows = loadOne) => {
  window.localStorage.removeItem('dutycycle-table-machines');
  const api = fakeApi({
    'GET /saved-views': page(...views),
    'POST /saved-views': json(VIEW),
    'PATCH /saved-views/v-1': json(VIEW),
    'DELETE /saved-views/v-1': problem(404, 'organization.view_not_found'),
  });
  const screen = await renderPage(<List loadRows={loadRows} />, { path });
  const state = () => JSON.parse(screen.container.querySelector('output')?.textContent ?? 'null') as unknown;
  return { api, screen, state };
};

describe('a list', () => {
  it('opens with the person’s default view', async () => {
    const { state } = await show([{ ...VIEW, isDefault: true }]);
    await eventually(() => expect(state()).toEqual([{ state: 'held' }, '-due', ['site']]));
  });

  it('opens with the filters of its address instead, if it has some', async () => {
    const { api, state } = await show([{ ...VIEW, isDefault: true }], '/?state=draft');
    await eventually(() => expect(api.requests.length).toBeGreaterThan(0));
    expect(state()).toEqual([{ state: 'draft' }, null, []]);
  });

  it('opens with the default view beside an open row, which stays open', async () => {
    const { screen, state } = await show([{ ...VIEW, isDefault: true }], '/?row=r-1&tab=stock');
    await eventually(() => expect(state()).toEqual([{ state: 'held' }, '-due', ['site']]));
    expect(screen.router.state.location.search).toMatchObject({ row: 'r-1', tab: 'stock' });
  });
});

describe('the saved views of a list', () => {
  it('are applied as a whole', async () => {
    const { screen, state } = await show([VIEW], '/?search=pump');
    await screen.getByLabelText(text('view.title')).click();
    await screen.getByRole('menuitem', { name: 'Held drafts' }).click();
    await eventually(() => expect(state()).toEqual([{ state: 'held' }, '-due', ['site']]));
  });

  it('are saved with the present filters, sort order and columns', async () => {
    const { api, screen } = await show([], '/?state=draft&sort=due');
    await screen.getByLabelText(text('view.title')).click();
    await screen.getByRole('menuitem', { name: text('view.save') }).click();
    await screen.getByLabelText(text('view.name')).fill('Drafts');
    await screen.getByRole('button', { name: text('action.save'), exact: true }).click();
    await eventually(() =>
      expect(api.changes()).toMatchObject([
        {
          path: '/saved-views',
          body: {
            list: 'machines',
            name: 'Drafts',
            isShared: false,
            settings: { filters: { state: 'draft' }, sort: 'due', layout: { hidden: [] } },
          },
        },
      ]),
    );
  });

  it('show why one was not deleted', async () => {
    const { screen } = await show([VIEW]);
    await screen.getByLabelText(text('view.title')).click();
    await screen.getByLabelText(text('view.delete', { name: VIEW.name })).click();
    await expect
      .element(screen.getByRole('alert'))
      .toHaveTextContent(text('errors:organization.view_not_found'));
  });
});

describe('the export of a list', () => {
  it('shows why it failed', async () => {
    const { screen } = await show([], '/', () => Promise.reject(new TypeError('Failed to fetch')));
    await screen.getByLabelText(text('table.export')).click();
    await screen.getByRole('menuitem', { name: text('table.exportCsv') }).click();
    await expect.element(screen.getByRole('alert')).toHaveTextContent(text('table.notExported'));
  });
});

describe('the columns of a list', () => {
  it('are hidden and shown, except those that name the row', async () => {
    const { screen, state } = await show([]);
    await screen.getByLabelText(text('table.columns')).click();
    await expect.element(screen.getByRole('menuitemcheckbox', { name: 'Serial' })).not.toBeInTheDocument();
    await screen.getByRole('menuitemcheckbox', { name: 'Site' }).click();
    await eventually(() => expect(state()).toEqual([{}, null, ['site']]));
    await screen.getByRole('menuitemcheckbox', { name: 'Site' }).click();
    await eventually(() => expect(state()).toEqual([{}, null, []]));
  });
});
