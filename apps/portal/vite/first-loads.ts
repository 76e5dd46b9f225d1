import { join } from 'node:path';

/** First page of an area, and the files that it waits for. */
export interface FirstLoad {
  /**
   * Name of the page's own copy of index.html, which is also the first segment of its address; `index` for the page of
   * all other addresses. Undefined for the part of all pages.
   */
  readonly page?: string;
  /** Whether the text font is loaded before the page is painted, because its long texts would otherwise move. */
  readonly waitsForFont?: boolean;
  /** Modules below the portal's `src` that the page loads, including their static imports. */
  readonly modules: readonly string[];
}

/** Modules that every page loads, those of the sign-in page and of each area's first page, and those of charts. */
export const FIRST_LOADS = {
  app: { modules: ['main.tsx', 'start.tsx'] },
  charts: { modules: ['ui/charts/time-series-canvas.tsx'] },
  'sign-in': { page: 'index', modules: ['app/pages/sign-in-page.tsx'] },
  technician: {
    page: 'field',
    modules: ['areas/technician/shell/field-shell.tsx', 'areas/technician/day/day-page.tsx'],
  },
  customer: {
    page: 'plant',
    modules: ['areas/customer/shell/customer-shell.tsx', 'areas/customer/plant/plant-page.tsx'],
  },
  maker: {
    page: 'today',
    waitsForFont: true,
    modules: ['areas/maker/shell/maker-shell.tsx', 'areas/maker/today/today-page.tsx'],
  },
} as const satisfies Readonly<Record<string, FirstLoad>>;

const SOURCE = join(import.meta.dirname, '../src');

/** @param module path below the portal's `src` @returns the module's ID in the build */
export function moduleId(module: string): string {
  return join(SOURCE, module);
}
