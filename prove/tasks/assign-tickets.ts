import type { DemoWorld } from './demo-world.js';
import type { Task } from './task.js';

const SITE = /Bialystok/;
const TICKETS = 5;

/** Assigns the tickets of a machine to the technician who can take them all. */
export const assignTickets: Task<DemoWorld> = {
  name: 'Assign five tickets',
  person: 'Lin, service manager',
  maxActions: 9,
  maxSeconds: 30,
  run: async (person) => {
    const { page } = person;
    await person.press('g');
    await person.press('s');
    await person.arrive(page.getByRole('heading', { name: 'Tickets', level: 1 }));
    const rows = page.getByRole('row', { name: SITE }).filter({ hasText: 'Unassigned' });
    await rows.nth(TICKETS - 1).waitFor();
    const tick = (index: number) => rows.nth(index).getByRole('checkbox');
    await person.click(tick(0));
    await person.click(tick(TICKETS - 1), ['Shift']);
    await person.click(page.getByRole('button', { name: 'Assign tickets', exact: true }));
    const dialog = page.getByRole('dialog', { name: `Assign ${TICKETS} tickets` });
    await person.arrive(dialog);
    await person.choose(
      dialog.getByRole('combobox', { name: 'Technician' }),
      `available for ${TICKETS} of ${TICKETS}`,
    );
    await person.click(dialog.getByRole('button', { name: 'Assign' }));
    await dialog.waitFor({ state: 'detached' });
    await person.arrive(page.getByText(`${TICKETS} tickets assigned`));
  },
};
