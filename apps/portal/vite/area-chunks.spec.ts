import { describe, expect, it } from 'vitest';
import { nameByAreas } from './area-chunks.js';
import { moduleId } from './first-loads.js';

/** Files of the portal that statically import each module. */
const IMPORTERS: Readonly<Record<string, readonly string[]>> = {
  button: ['app/pages/sign-in-page.tsx', 'areas/maker/today/today-page.tsx'],
  calendar: ['areas/technician/day/day-page.tsx', 'areas/technician/pages/ticket-page.tsx'],
  rows: ['areas/technician/day/day-page.tsx', 'areas/customer/plant/plant-page.tsx'],
  menu: ['areas/maker/shell/maker-shell.tsx', 'areas/customer/shell/customer-shell.tsx'],
  camera: ['areas/technician/pages/scan-page.tsx', 'areas/technician/pages/ticket-page.tsx'],
  table: ['areas/maker/machines/fleet-page.tsx', 'areas/customer/machines/machines-page.tsx'],
  dialog: ['areas/maker/machines/fleet-page.tsx', 'areas/technician/pages/ticket-page.tsx'],
  secret: ['app/pages/forgot-password-page.tsx', 'app/pages/invitation-page.tsx'],
};

const graph = {
  getModuleInfo: (id: string) => ({
    importers: (IMPORTERS[id] ?? []).map(moduleId),
    dynamicImporters: [],
  }),
};

describe('the name of a shared chunk', () => {
  const nameOf = nameByAreas('kit');

  it.each([
    ['the sign-in page, whichever other pages use it', 'button', 'kit-app'],
    ['the first page of one area', 'calendar', 'kit-technician'],
    ['the first pages of a technician and another area', 'rows', 'kit-common'],
    ['the first pages of the two desk areas', 'menu', 'kit-console'],
    ['no first page, of one area', 'camera', 'kit-later-technician'],
    ['no first page, of the two desk areas', 'table', 'kit-later-console'],
    ['no first page, of the field app and a desk area', 'dialog', 'kit-later-common'],
    ['rare public pages only', 'secret', 'kit-later-rare'],
  ])('of a module for %s', (_users, module, name) => {
    expect(nameOf(module, graph)).toBe(name);
  });
});
