import { join } from 'node:path';

/** A page that people open an area with, and the files that it waits for. */
export interface FirstLoad {
  /** Name of the page's own copy of index.html, which is also the first part of its address; the plain one without it. */
  readonly page?: string;
  /** Modules that the page loads with everything that they import statically; below the portal's `src`. */
  readonly modules: readonly string[];
}

/**
 * What each area's first page consists of. `app` is the sign-in page, which everybody loads: whatever the others import as well
 * is counted there.
 */
export const FIRST_LOADS = {
  app: { modules: ['main.tsx', 'start.tsx', 'app/pages/sign-in-page.tsx'] },
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
    modules: ['areas/maker/shell/maker-shell.tsx', 'areas/maker/today/today-page.tsx'],
  },
} as const satisfies Readonly<Record<string, FirstLoad>>;

const SOURCE = join(import.meta.dirname, '../src');

/** @param module below the portal's `src` @returns the module's id in the build */
export function moduleId(module: string): string {
  return join(SOURCE, module);
}
