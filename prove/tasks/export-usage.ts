import { readFileSync } from 'node:fs';
import { DEMO_MONTH } from '../support/demo-world.js';
import { CONTRACT, type DemoWorld } from './demo-world.js';
import type { Task } from './task.js';

export const exportUsage: Task<DemoWorld> = {
  name: 'Export the usage of a customer for last month',
  person: 'Lin, service manager',
  maxActions: 12,
  maxSeconds: 20,
  run: async (person) => {
    const { page } = person;
    await person.press('Control+k');
    await person.arrive(page.getByRole('combobox', { name: 'Search' }));
    await person.type('meble');
    await page.getByRole('option', { name: /Meble/ }).waitFor();
    await person.press('Enter');
    await person.arrive(page.getByRole('heading', { name: /Meble/, level: 1 }));
    await person.click(page.getByRole('tab', { name: /^Contracts/ }));
    await person.click(page.getByRole('row', { name: CONTRACT }));
    await person.arrive(page.getByRole('heading', { name: CONTRACT, level: 1 }));
    await person.click(page.getByRole('tab', { name: 'Usage and billing' }));
    await person.click(page.getByRole('button', { name: 'Export' }));
    const file = await person.download(page.getByRole('menuitem', { name: 'Export as CSV' }));
    const text = readFileSync(await file.path(), 'utf8');
    if (!new RegExp(`^${DEMO_MONTH.month},`, 'm').test(text))
      throw new Error(`The file has no row for ${DEMO_MONTH.month}: ${text.slice(0, 500)}`);
  },
};
