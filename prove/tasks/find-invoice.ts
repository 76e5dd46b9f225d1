import { grossOf } from './own-drafts.js';
import type { OwnWorld } from './own-world.js';
import type { Task } from './task.js';

/** Index of the invoice to find. Only its amount is known, as on a bank statement. */
const INDEX = 120;

export const findInvoice: Task<OwnWorld> = {
  name: 'Find an invoice by its amount',
  person: 'Ada, administrator',
  maxActions: 9,
  maxSeconds: 10,
  run: async (person) => {
    const { page } = person;
    const amount = grossOf(INDEX);
    await person.press('Control+k');
    await person.arrive(page.getByRole('combobox', { name: 'Search' }));
    await person.type(amount);
    await page.getByRole('option', { name: new RegExp(`FEE-${INDEX}`) }).waitFor();
    await person.press('Enter');
    await person.arrive(page.getByRole('navigation', { name: 'Breadcrumb' }).getByText(`FEE-${INDEX}`));
  },
};
