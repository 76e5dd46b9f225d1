import type { DemoWorld } from './demo-world.js';
import { NEW_MACHINES } from './demo-world.js';
import type { Task } from './task.js';

export const writeContract: Task<DemoWorld> = {
  name: 'Write a contract from a plan for three machines',
  person: 'Lin, service manager',
  maxActions: 80,
  maxSeconds: 60,
  run: async (person) => {
    const { page } = person;
    const combobox = (name: string) => page.getByRole('combobox', { name, exact: true });
    await person.press('Control+k');
    await person.type('new contract');
    await page.getByRole('option', { name: 'New contract' }).waitFor();
    await person.press('Enter');
    await person.arrive(page.getByRole('heading', { name: 'New contract' }));
    const source = page.getByRole('region', { name: 'Start from' });
    await person.click(source.getByText('Plan', { exact: true }));
    await person.choose(source.getByRole('combobox', { name: 'Plan' }), 'Per running hour');
    await person.enter(page.getByLabel('Contract number'), 'K-PL-9');
    await person.choose(combobox('Customer'), /Meble/);
    await person.choose(combobox('Legal entity'), /Serwis/);
    await person.enter(page.getByLabel('First billed day', { exact: true }), '01/01/2027');
    await person.click(page.locator('.mantine-MultiSelect-input', { has: combobox('Machines') }));
    for (const serial of NEW_MACHINES) await person.click(page.getByRole('option', { name: serial }));
    await person.press('Escape');
    await person.click(page.getByRole('button', { name: `Add ${NEW_MACHINES.length} × Running hours` }));
    await person.enter(page.getByLabel('Amount, PLN'), '900');
    await person.enter(page.getByLabel('Price per unit, PLN'), '2.50');
    await person.click(page.getByRole('button', { name: 'Save draft' }));
    await person.arrive(page.getByRole('heading', { name: 'Customer acceptance' }));
  },
};
