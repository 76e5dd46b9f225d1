import { useCallback, useState } from 'react';

/** Columns and density of a list, as a user arranged them. */
export interface TableLayout {
  /** Keys of hidden columns. */
  readonly hidden: readonly string[];
  /** Widths of resized columns in pixels, by key. */
  readonly widths: Readonly<Record<string, number>>;
  readonly density: 'normal' | 'compact';
}

export const DEFAULT_LAYOUT: TableLayout = { hidden: [], widths: {}, density: 'normal' };

export const MIN_COLUMN_WIDTH = 56;
export const MAX_COLUMN_WIDTH = 900;

/** Limits a column's width to a readable range. */
export const limitWidth = (width: number): number =>
  Math.round(Math.min(MAX_COLUMN_WIDTH, Math.max(MIN_COLUMN_WIDTH, width)));

/** Reads a stored layout; parts that are missing or malformed get their default. */
export function readLayout(stored: unknown): TableLayout {
  const { hidden, widths, density } = (stored ?? {}) as Partial<Record<keyof TableLayout, unknown>>;
  return {
    hidden: Array.isArray(hidden) ? hidden.filter((key): key is string => typeof key === 'string') : [],
    widths:
      typeof widths === 'object' && widths !== null
        ? Object.fromEntries(
            Object.entries(widths).flatMap(([key, width]) =>
              typeof width === 'number' && Number.isFinite(width) ? [[key, limitWidth(width)]] : [],
            ),
          )
        : {},
    density: density === 'compact' ? 'compact' : 'normal',
  };
}

const storageKey = (list: string): string => `dutycycle-table-${list}`;

function loadLayout(list: string): TableLayout {
  try {
    return readLayout(JSON.parse(window.localStorage.getItem(storageKey(list)) ?? 'null'));
  } catch {
    return DEFAULT_LAYOUT;
  }
}

/** Layout of a list, stored in this browser. */
export function useTableLayout(list: string): [TableLayout, (layout: TableLayout) => void] {
  const [layout, setLayout] = useState(() => loadLayout(list));
  const change = useCallback(
    (next: TableLayout) => {
      setLayout(next);
      try {
        window.localStorage.setItem(storageKey(list), JSON.stringify(next));
      } catch {
        // Storage may be full or blocked; the layout then lasts until the page is left.
      }
    },
    [list],
  );
  return [layout, change];
}
