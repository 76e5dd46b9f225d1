/// <reference types="vitest/globals" />
import { page, userEvent } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { renderPortal } from '../../../test/render.js';
import { text } from '../../../test/text.js';
import { DataTable } from './data-table.js';
import type { Column } from './data-table.types.js';

interface Machine {
  readonly serial: string;
  readonly hours: number;
}

const COLUMNS: readonly Column<Machine>[] = [
  { key: 'serial', header: 'Serial', cell: ({ serial }) => serial, sort: 'serial', phone: 'title' },
  { key: 'hours', header: 'Hours', cell: ({ hours }) => hours, numeric: true, phone: 'side' },
  { key: 'more', header: '', cell: ({ serial }) => <a href="#more">{`More of ${serial}`}</a> },
];
const machines = (count: number): Machine[] =>
  Array.from({ length: count }, (_, index) => ({ serial: `S-${index + 1}`, hours: index }));

const table = (props: Partial<Parameters<typeof DataTable<Machine>>[0]> = {}) =>
  renderPortal(
    <DataTable
      label="Machines"
      columns={COLUMNS}
      rowKey={({ serial }) => serial}
      rows={machines(3)}
      {...props}
    />,
  );

const rows = () => page.getByRole('row').elements().slice(1);

describe('the rows of a table', () => {
  it('are announced with their number, and every column with a name', async () => {
    const screen = await table();
    await expect.element(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '4');
    const headers = page
      .getByRole('columnheader')
      .elements()
      .map((header) => header.textContent);
    expect(headers).toEqual(['Serial', 'Hours', text('table.unnamed')]);
    expect(rows().map((row) => row.getAttribute('aria-rowindex'))).toEqual(['2', '3', '4']);
  });

  it('open on a click anywhere except on a link', async () => {
    const open = vi.fn();
    const screen = await table({ onOpen: open });
    await screen.getByText('S-2', { exact: true }).click();
    expect(open).toHaveBeenCalledExactlyOnceWith({ serial: 'S-2', hours: 1 });
    await screen.getByText('More of S-2').click();
    expect(open).toHaveBeenCalledTimes(1);
  });

  it('are replaced by the empty state', async () => {
    const screen = await table({ rows: [], empty: <p>No machines yet</p>, foot: <p>All of them</p> });
    await expect.element(screen.getByText('No machines yet')).toBeVisible();
    await expect.element(screen.getByText('All of them')).not.toBeInTheDocument();
  });

  it('have two lines on a phone, without hidden columns', async () => {
    await page.viewport(390, 844);
    try {
      const screen = await table();
      await expect.element(screen.getByText('S-1', { exact: true })).toBeVisible();
      await expect.element(screen.getByText('More of S-1')).not.toBeVisible();
    } finally {
      await page.viewport(1280, 800);
    }
  });
});

describe('the keyboard in a table', () => {
  const focused = () => document.activeElement?.querySelector('[role=gridcell]')?.textContent;

  it('enters with J from anywhere, moves and opens', async () => {
    const open = vi.fn();
    await table({ onOpen: open });
    await userEvent.keyboard('j');
    await eventually(() => expect(focused()).toBe('S-1'));
    await userEvent.keyboard('jj');
    await eventually(() => expect(focused()).toBe('S-3'));
    await userEvent.keyboard('j');
    expect(focused()).toBe('S-3');
    await userEvent.keyboard('k{Enter}');
    expect(open).toHaveBeenCalledExactlyOnceWith({ serial: 'S-2', hours: 1 });
    await userEvent.keyboard('{End}');
    await eventually(() => expect(focused()).toBe('S-3'));
    await userEvent.keyboard('{Home}');
    await eventually(() => expect(focused()).toBe('S-1'));
  });

  it('is ignored while the user types elsewhere', async () => {
    const screen = await renderPortal(
      <>
        <input aria-label="Name" />
        <DataTable label="Machines" columns={COLUMNS} rowKey={({ serial }) => serial} rows={machines(2)} />
      </>,
    );
    await screen.getByLabelText('Name').click();
    await userEvent.keyboard('jk');
    await expect.element(screen.getByLabelText('Name')).toHaveValue('jk');
  });
});

describe('the sort order of a table', () => {
  it.each([
    [undefined, null, 'serial'],
    ['serial', 'ascending', '-serial'],
    ['-serial', 'descending', 'serial'],
  ])('sorted by %s is %s, and its header sorts by %s', async (sort, announced, next) => {
    const onSort = vi.fn();
    const screen = await table({ sort, onSort });
    const header = screen.getByRole('columnheader', { name: 'Serial' });
    expect(header.element().getAttribute('aria-sort')).toBe(announced);
    await screen.getByRole('button', { name: 'Serial' }).click();
    expect(onSort).toHaveBeenCalledExactlyOnceWith(next);
  });
});

describe('ticked rows', () => {
  const ticking = (act = vi.fn()) =>
    table({
      selectionActions: ({ keys, clear }) => (
        <button
          type="button"
          onClick={() => {
            act(keys);
            clear();
          }}
        >
          Approve
        </button>
      ),
    });

  it('have actions, which clear the selection', async () => {
    const act = vi.fn();
    const screen = await ticking(act);
    await expect.element(screen.getByRole('toolbar')).not.toBeInTheDocument();
    await screen
      .getByRole('checkbox', { name: text('table.tick') })
      .nth(2)
      .click();
    await screen
      .getByRole('checkbox', { name: text('table.tick') })
      .nth(0)
      .click();
    await expect.element(screen.getByRole('toolbar')).toHaveTextContent(text('table.selected', { count: 2 }));
    await screen.getByRole('button', { name: 'Approve' }).click();
    expect(act).toHaveBeenCalledExactlyOnceWith(['S-1', 'S-3']);
    await expect.element(screen.getByRole('toolbar')).not.toBeInTheDocument();
  });

  it("are selected and cleared by the header's checkbox", async () => {
    const screen = await ticking();
    const all = screen.getByRole('checkbox', { name: text('table.tickAll') });
    await all.click();
    await expect.element(screen.getByRole('toolbar')).toHaveTextContent(text('table.selected', { count: 3 }));
    await all.click();
    await expect.element(screen.getByRole('toolbar')).not.toBeInTheDocument();
  });

  it('can’t be selected while they match earlier filters', async () => {
    const screen = await table({ selectionActions: () => null, isStale: true });
    await expect.element(screen.getByRole('grid')).toHaveAttribute('aria-busy', 'true');
    await expect.element(screen.getByRole('checkbox', { name: text('table.tickAll') })).toBeDisabled();
    await userEvent.keyboard('jx');
    await expect.element(screen.getByRole('toolbar')).not.toBeInTheDocument();
  });

  it('are ticked by X and cleared by Escape', async () => {
    const screen = await ticking();
    await userEvent.keyboard('jx');
    await expect.element(screen.getByRole('row').nth(1)).toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{Escape}');
    await expect.element(screen.getByRole('row').nth(1)).toHaveAttribute('aria-selected', 'false');
  });
});

describe('groups of rows', () => {
  it('collapse with a count, while the remaining rows are numbered as displayed', async () => {
    const screen = await table({
      groups: [
        { key: 'open', label: 'Open', rows: machines(2), note: 'since Monday' },
        { key: 'done', label: 'Done', rows: [{ serial: 'S-9', hours: 9 }], count: 40, closed: true },
      ],
    });
    await expect.element(screen.getByText('S-9', { exact: true })).not.toBeInTheDocument();
    await expect.element(screen.getByRole('button', { name: /Done/ })).toHaveTextContent('40');
    await expect.element(screen.getByRole('button', { name: /Open/ })).toHaveTextContent('since Monday');
    await screen.getByRole('button', { name: /Open/ }).click();
    await screen.getByRole('button', { name: /Done/ }).click();
    await expect.element(screen.getByText('S-1', { exact: true })).not.toBeInTheDocument();
    await expect.element(screen.getByRole('row', { name: /S-9/ })).toHaveAttribute('aria-rowindex', '2');
  });
});

describe('a long table', () => {
  it('renders only visible rows and those that the keyboard reaches', async () => {
    await renderPortal(
      <main data-scroller style={{ height: 600, overflow: 'auto' }}>
        <DataTable label="Machines" columns={COLUMNS} rowKey={({ serial }) => serial} rows={machines(1000)} />
      </main>,
    );
    await eventually(() => expect(rows().length).toBeGreaterThan(10));
    expect(rows().length).toBeLessThan(100);
    await userEvent.keyboard('j{End}');
    await expect.element(page.getByText('S-1000', { exact: true })).toBeVisible();
    expect(rows().length).toBeLessThan(100);
  });
});
