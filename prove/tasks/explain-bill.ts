import { CONTRACT, type DemoWorld } from './demo-world.js';
import type { Task } from './task.js';

/** Opens the readings of the day with the highest usage, starting from the first page of the customer portal. */
export const explainBill: Task<DemoWorld> = {
  name: 'See why the bill of a machine rose',
  person: 'Marek, customer',
  maxActions: 4,
  maxSeconds: 30,
  run: async (person, { invoice }) => {
    const { page } = person;
    await person.click(page.getByRole('link', { name: 'Costs and invoices' }));
    await person.arrive(page.getByRole('heading', { name: CONTRACT }));
    await person.click(page.getByRole('row', { name: invoice }).getByRole('link').first());
    await person.arrive(page.getByRole('heading', { name: new RegExp(invoice) }));
    await person.click(page.getByRole('link', { name: /FM-PL-09/ }).first());
    const days = page.locator('main [role=group] > section').nth(1);
    await person.arrive(days);
    await person.click(days.getByRole('button').nth(13));
    await person.arrive(page.locator('main [role=group] > section').nth(3));
  },
};
