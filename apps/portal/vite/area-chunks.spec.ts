import { describe, expect, it } from 'vitest';
import { nameFirstLoads, nameLaterLoads } from './area-chunks.js';
import { moduleId } from './first-loads.js';

/** Files of the portal that statically import each module. */
const IMPORTERS: Readonly<Record<string, readonly string[]>> = {
  router: ['start.tsx'],
  'node_modules/react': ['start.tsx', 'areas/maker/today/today-page.tsx'],
  form: ['app/pages/sign-in-page.tsx'],
  calendar: ['areas/technician/day/day-page.tsx', 'areas/technician/pages/ticket-page.tsx'],
  rows: ['areas/technician/day/day-page.tsx', 'areas/customer/plant/plant-page.tsx'],
  money: ['areas/maker/today/today-page.tsx', 'areas/customer/plant/plant-page.tsx'],
  size: ['ui/charts/time-series-canvas.tsx', 'areas/customer/plant/plant-page.tsx'],
  axes: ['ui/charts/time-series-canvas.tsx', 'areas/maker/machines/machine-page.tsx'],
  camera: ['areas/technician/pages/scan-page.tsx', 'areas/technician/pages/ticket-page.tsx'],
  table: ['areas/maker/machines/fleet-page.tsx', 'areas/customer/machines/machines-page.tsx'],
  dialog: ['areas/maker/machines/fleet-page.tsx', 'areas/technician/pages/ticket-page.tsx'],
  secret: ['app/pages/forgot-password-page.tsx', 'app/pages/invitation-page.tsx'],
  'theme/kit.css': ['main.tsx'],
};

const graph = {
  getModuleInfo: (id: string) => ({
    importers: (IMPORTERS[id] ?? []).map(moduleId),
    dynamicImporters: [],
  }),
};

describe('the chunk of the first page', () => {
  it.each([
    ['code of every page', 'router', 'app'],
    ['packages of every page', 'node_modules/react', 'kit'],
    ['code of the sign-in page', 'form', 'sign-in'],
    ['code of one area', 'calendar', 'technician'],
    ['code of a technician and another area', 'rows', 'common'],
    ['code of the two desk areas', 'money', 'console'],
    ['code that its charts also use', 'size', 'customer'],
  ])('has %s', (_users, module, name) => {
    expect(nameFirstLoads(module, graph)).toBe(name);
  });

  it.each([
    ['charts', 'axes'],
    ['later pages', 'camera'],
    ['global styles', 'theme/kit.css'],
    ['the page itself, which is loaded by its own name', moduleId('areas/technician/day/day-page.tsx')],
  ])('does not have %s', (_users, module) => {
    expect(nameFirstLoads(module, graph)).toBeNull();
  });
});

describe('the name of a shared chunk of later pages', () => {
  const nameOf = nameLaterLoads('kit');

  it.each([
    ['one area', 'camera', 'kit-technician'],
    ['the two desk areas', 'table', 'kit-console'],
    ['the field app and a desk area', 'dialog', 'kit-common'],
    ['charts', 'axes', 'kit-charts'],
    ['rare public pages only', 'secret', 'kit-rare'],
  ])('says that it is used by %s', (_users, module, name) => {
    expect(nameOf(module, graph)).toBe(name);
  });
});
