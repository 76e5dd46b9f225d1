/// <reference types="vitest/globals" />
import { userEvent } from 'vitest/browser';
import { useState } from 'react';
import { eventually } from '../../../test/eventually.js';
import { renderPortal } from '../../../test/render.js';
import { text } from '../../../test/text.js';
import { DataTable } from './data-table.js';
import type { Column, Selection } from './data-table.types.js';
import { DEFAULT_LAYOUT, limitWidth, readLayout, type TableLayout } from './table-layout.js';
import { compareValues } from './use-table-model.js';

interface Machine {
  readonly serial: string;
  readonly hours: number | null;
}

const COLUMNS: readonly Column<Machine>[] = [
  {
    key: 'serial',
    header: 'Serial',
    value: ({ serial }) => serial,
    cell: ({ serial }) => serial,
    fixed: true,
  },
  {
    key: 'hours',
    header: 'Hours',
    value: ({ hours }) => hours,
    cell: ({ hours }) => hours ?? '',
    numeric: true,
  },
];
const MACHINES: readonly Machine[] = [
  { serial: 'S-10', hours: 5 },
  { serial: 'S-2', hours: null },
  { serial: 'S-1', hours: 40 },
];

function Table({
  layout: initial = DEFAULT_LAYOUT,
  onSelect,
  matching,
}: {
  readonly layout?: TableLayout;
  readonly onSelect?: (selection: Selection) => void;
  readonly matching?: number;
}) {
  const [layout, setLayout] = useState(initial);
  const [sort, setSort] = useState<string>();
  return (
    <DataTable
      label="Machines"
      columns={COLUMNS}
      rowKey={({ serial }) => serial}
      rows={MACHINES}
      layout={layout}
      onLayout={setLayout}
      sort={sort}
      onSort={setSort}
      sortsLocally
      {...(onSelect !== undefined && {
        selectionActions: (selection: Selection) => <button onClick={() => onSelect(selection)}>Do</button>,
        ...(matching !== undefined && { matching }),
      })}
    />
  );
}
const serials = (container: Element) =>
  [...container.querySelectorAll('[data-index]')].map(
    (row) => [...row.querySelectorAll('[role=gridcell]')].at(-2)?.textContent,
  );

describe('a stored layout', () => {
  it.each<[string, unknown, TableLayout]>([
    ['nothing', null, DEFAULT_LAYOUT],
    ['another type', 'compact', DEFAULT_LAYOUT],
    ['malformed parts', { hidden: 'x', widths: { a: '1', b: NaN }, density: 'huge' }, DEFAULT_LAYOUT],
    [
      'a layout',
      { hidden: ['hours'], widths: { serial: 120.4, hours: 3 }, density: 'compact' },
      { hidden: ['hours'], widths: { serial: 120, hours: 56 }, density: 'compact' },
    ],
  ])('of %s is readable', (_what, stored, layout) => {
    expect(readLayout(stored)).toEqual(layout);
  });

  it('keeps widths within a readable range', () => {
    expect([limitWidth(-5), limitWidth(200.6), limitWidth(1e6)]).toEqual([56, 201, 900]);
  });
});

describe('values of a column', () => {
  it.each([
    ['S-2', 'S-10', -1],
    [2, 10, -1],
    [new Date(5), new Date(3), 1],
    [null, 'x', 1],
    ['x', null, -1],
    [null, null, 0],
  ])('%s is compared with %s', (a, b, sign) => {
    expect(Math.sign(compareValues(a, b))).toBe(sign);
  });
});

describe('the columns of a table', () => {
  it('are hidden by the layout', async () => {
    const screen = await renderPortal(<Table layout={{ ...DEFAULT_LAYOUT, hidden: ['hours'] }} />);
    await expect.element(screen.getByRole('columnheader', { name: 'Serial' })).toBeVisible();
    await expect.element(screen.getByRole('columnheader', { name: 'Hours' })).not.toBeInTheDocument();
  });

  it('are resized by the keyboard, and get their width back by a double click', async () => {
    const screen = await renderPortal(<Table layout={{ ...DEFAULT_LAYOUT, widths: { serial: 200 } }} />);
    const grid = screen.getByRole('grid').element() as HTMLElement;
    const tracks = () => grid.style.getPropertyValue('--columns');
    expect(tracks()).toContain('200px');
    const handle = screen.getByRole('separator', { name: text('table.resize', { column: 'Serial' }) });
    (handle.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    await eventually(() => expect(tracks()).toContain('216px'));
    await expect.element(handle).toHaveAttribute('aria-valuenow', '216');
    await handle.dblClick();
    await eventually(() => expect(tracks()).not.toContain('216px'));
  });

  it('sort rows that are all loaded, with missing values last', async () => {
    const screen = await renderPortal(<Table />);
    await screen.getByRole('button', { name: 'Serial' }).click();
    await eventually(() => expect(serials(screen.container)).toEqual(['S-1', 'S-2', 'S-10']));
    await screen.getByRole('button', { name: 'Hours' }).click();
    await eventually(() => expect(serials(screen.container)).toEqual(['S-10', 'S-1', 'S-2']));
  });
});

describe('the selection of a table', () => {
  const ticks = (container: Element) => [...container.querySelectorAll<HTMLElement>('[data-index] input')];

  it('is extended by a click with Shift', async () => {
    const onSelect = vi.fn();
    const screen = await renderPortal(<Table onSelect={onSelect} />);
    await userEvent.click(ticks(screen.container)[0]!);
    await userEvent.keyboard('{Shift>}');
    await userEvent.click(ticks(screen.container)[2]!);
    await userEvent.keyboard('{/Shift}');
    await screen.getByRole('button', { name: 'Do' }).click();
    expect(onSelect).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ keys: ['S-10', 'S-2', 'S-1'], isEverything: false }),
    );
  });

  it('can be everything that matches, also rows that are not loaded', async () => {
    const onSelect = vi.fn();
    const screen = await renderPortal(<Table onSelect={onSelect} matching={250} />);
    await screen.getByLabelText(text('table.tickAll')).click();
    await screen.getByRole('button', { name: text('table.selectEverything', { count: 250 }) }).click();
    await expect.element(screen.getByText(text('table.selected', { count: 250 }))).toBeVisible();
    await screen.getByRole('button', { name: 'Do' }).click();
    expect(onSelect).toHaveBeenLastCalledWith(expect.objectContaining({ isEverything: true }));
    await userEvent.click(ticks(screen.container)[0]!);
    await screen.getByRole('button', { name: 'Do' }).click();
    expect(onSelect).toHaveBeenLastCalledWith(
      expect.objectContaining({ keys: ['S-2', 'S-1'], isEverything: false }),
    );
  });
});
