import type { DemoWorld } from './demo-world.js';
import type { Task } from './task.js';

/** Answer to the customer, which is printed on the credit note. */
const ANSWER = 'The valve was open. We credit it.';

/** Finds the open dispute, and credits the disputed amount with an answer. */
export const answerDispute: Task<DemoWorld> = {
  name: 'Answer a dispute with a credit note',
  person: 'Lin, service manager',
  maxActions: 38,
  maxSeconds: 20,
  run: async (person, { invoice }) => {
    const { page } = person;
    await person.click(page.getByRole('link', { name: /^Disputes/ }));
    await person.arrive(page.getByRole('heading', { name: 'Disputes', level: 1 }));
    await person.click(page.getByRole('row', { name: invoice }));
    await person.click(page.getByRole('button', { name: 'Resolve dispute', exact: true }));
    const dialog = page.getByRole('dialog');
    await person.arrive(dialog.locator('dl b, dd b'));
    await person.enter(dialog.getByRole('textbox', { name: 'Answer' }), ANSWER);
    await person.click(dialog.locator('button[type=submit]'));
    await dialog.waitFor({ state: 'detached' });
    await person.arrive(page.getByRole('heading', { name: /^Resolved by / }));
  },
};
