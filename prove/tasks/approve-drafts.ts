import type { CountedPerson } from './counted-person.js';
import { DRAFTS } from './own-drafts.js';
import type { OwnWorld } from './own-world.js';
import type { Task } from './task.js';

/** Approves all ready drafts with one decision, and issues them with another one. */
export const approveDrafts: Task<OwnWorld> = {
  name: `Approve and issue ${DRAFTS} drafts`,
  person: 'Ada, administrator',
  maxActions: 16,
  maxSeconds: 60,
  run: async (person) => {
    await decide(person, 'Draft', 'Approve');
    await decide(person, 'Approved', 'Issue');
  },
};

/** Selects all documents in a state, and decides about them. */
async function decide(person: CountedPerson, state: string, verb: 'Approve' | 'Issue'): Promise<void> {
  const { page } = person;
  await person.press('g');
  await person.press('b');
  await person.arrive(page.getByRole('heading', { name: 'Billing', level: 1 }));
  await person.click(page.getByRole('button', { name: 'Status All' }));
  await person.click(page.getByRole('menuitem', { name: state, exact: true }));
  await page.waitForURL(new RegExp(`state=${state.toLowerCase()}`));
  await person.click(page.getByRole('checkbox', { name: 'Select all rows' }));
  await person.click(page.getByRole('button', { name: /^Select all \d+ matching rows$/ }));
  await person.click(page.getByRole('button', { name: verb, exact: true }));
  const dialog = page.getByRole('dialog');
  await person.arrive(dialog.getByText(new RegExp(`^${DRAFTS} documents can be`)));
  await person.click(dialog.getByRole('button', { name: `${verb} ${DRAFTS} documents` }));
  await person.arrive(page.getByText(`Done: ${DRAFTS}`));
}
