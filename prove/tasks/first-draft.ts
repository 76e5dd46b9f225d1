import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { SETUP_TOKEN } from '../../test/support/product.js';
import { publish } from '../support/counting-machine.js';
import type { CountedPerson } from './counted-person.js';
import { readCredentials } from './device-credentials.js';
import { lastMonth } from './own-month.js';
import { ADA, ADA_NAME, type OwnWorld } from './own-world.js';
import type { Task } from './task.js';

const MACHINES = 10;
const serialOf = (index: number): string => `SN-${String(index + 1).padStart(3, '0')}`;

/** Files that the newcomer has filled in from the product's templates. */
const FILES = {
  customers: ['code,name,country,language', 'C-001,Meble Sp. z o.o.,PL,pl'],
  sites: [
    'code,name,customer,address,city,country,latitude,longitude,zone',
    'S-001,Otwock plant,C-001,ul. Fikcyjna 2,Otwock,PL,52.11,21.26,Europe/Warsaw',
  ],
  machines: [
    'serial,model,site,customer,owner,shipped_on,commissioned_on,connection,device',
    ...Array.from(
      { length: MACHINES },
      (_, index) =>
        `${serialOf(index)},BH-75,S-001,C-001,maker,2026-01-05,2026-01-12,maker SIM,${serialOf(index)}`,
    ),
  ],
} as const;

/** Sets up an installation, from the setup link that the server prints to the first draft of an invoice. */
export const firstDraft: Task<OwnWorld> = {
  name: 'Set up an empty installation up to the first draft',
  person: 'a new administrator',
  maxActions: 160,
  maxSeconds: 20 * 60,
  run: async (person, { product, devices }) => {
    await setUp(person);
    await addCompany(person);
    await addModel(person);
    for (const [serial, login] of await importMachines(person)) devices.set(serial, login);
    await connectMachine(person, product.mqttUrl, devices.get(serialOf(0))!);
    await addPlan(person);
    await writeContract(person);
    await computeDraft(person);
  },
};

const dialogOf = (page: Page): Locator => page.getByRole('dialog');
const combobox = (scope: Page | Locator, name: string): Locator =>
  scope.getByRole('combobox', { name, exact: true });

async function save(person: CountedPerson): Promise<void> {
  const dialog = dialogOf(person.page);
  await person.press('Enter');
  await dialog.waitFor({ state: 'detached' });
}

async function setUp(person: CountedPerson): Promise<void> {
  const { page } = person;
  await page.goto(`/setup#token=${SETUP_TOKEN}`);
  await person.arrive(page.getByRole('heading', { name: 'Set up Dutycycle' }));
  await person.enter(page.getByLabel('Company name'), 'Beihu Air');
  await person.press('Tab');
  await person.type('Poland');
  await person.press('Enter');
  await person.press('Tab');
  await person.type('Warsaw');
  await person.press('Enter');
  for (const text of [ADA_NAME, ADA.email, ADA.password]) {
    await person.press('Tab');
    await person.type(text);
  }
  await person.press('Enter');
  await person.arrive(page.getByText('0 of 7 done'));
}

/** Opens a step of the checklist, which is on the first page. */
async function openStep(person: CountedPerson, name: string): Promise<void> {
  const { page } = person;
  const step = page.locator('ol').getByRole('link', { name, exact: true });
  if (new URL(page.url()).pathname !== '/today') {
    await person.press('g');
    await person.press('t');
  }
  await step.waitFor();
  await person.click(step);
}

async function addCompany(person: CountedPerson): Promise<void> {
  await openStep(person, 'Add your company');
  const dialog = dialogOf(person.page);
  await person.arrive(dialog);
  await person.click(combobox(dialog, 'Currency'));
  await person.type('PLN');
  await person.press('Enter');
  await person.click(dialog.getByRole('button', { name: 'Save' }));
  await dialog.waitFor({ state: 'detached' });
}

async function addModel(person: CountedPerson): Promise<void> {
  await openStep(person, 'Add a machine model');
  const dialog = dialogOf(person.page);
  await person.arrive(dialog);
  await person.choose(combobox(dialog, 'Start from a template'), 'Screw compressor');
  await person.enter(dialog.getByLabel('Code'), 'BH-75');
  await save(person);
}

/** @returns the saved credentials of the devices */
async function importMachines(person: CountedPerson): Promise<ReturnType<typeof readCredentials>> {
  const { page } = person;
  await openStep(person, 'Import machines');
  const kinds = page.getByRole('radiogroup', { name: 'Data to import' });
  await person.arrive(kinds);
  for (const [kind, rows] of Object.entries(FILES)) {
    const label = kind.slice(0, 1).toUpperCase() + kind.slice(1);
    if (kind !== 'customers') await person.click(kinds.getByText(label, { exact: true }));
    await person.chooseFiles(page.getByRole('button', { name: 'Choose file' }), [
      { name: `${kind}.csv`, mimeType: 'text/csv', buffer: Buffer.from(`${rows.join('\r\n')}\r\n`) },
    ]);
    const count = rows.length - 1;
    await person.click(
      page.getByRole('button', { name: `Import ${count} row${count === 1 ? '' : 's'}`, exact: true }),
    );
    await person.arrive(page.getByText(`${count} imported`, { exact: true }));
  }
  const saved = await person.download(page.getByRole('button', { name: 'Save credentials' }));
  return readCredentials(readFileSync(await saved.path(), 'utf8'));
}

/** Sends the machine's first reading, which the checklist shows without a reload. */
async function connectMachine(
  person: CountedPerson,
  mqttUrl: string,
  login: Parameters<typeof publish>[1],
): Promise<void> {
  await person.press('g');
  await person.press('t');
  await person.arrive(person.page.getByText('Waiting for the first reading'));
  await publish(mqttUrl, login, [
    {
      ts: new Date().toISOString(),
      seq: 1,
      c: { run_hours_total: 4_200.5 },
      g: { pressure_bar: 7.2, discharge_temp_c: 85 },
      state: 'load',
    },
  ]);
  await person.arrive(person.page.getByText('Receiving readings'));
}

async function addPlan(person: CountedPerson): Promise<void> {
  await openStep(person, 'Add a plan');
  const dialog = dialogOf(person.page);
  await person.arriveAtField(dialog);
  await person.type('Air by the hour');
  await person.press('Tab');
  await person.type('HOUR');
  await save(person);
}

async function writeContract(person: CountedPerson): Promise<void> {
  const { page } = person;
  await openStep(person, 'Activate a contract');
  await person.arrive(page.getByRole('heading', { name: 'New contract' }));
  const source = page.getByRole('region', { name: 'Start from' });
  await person.click(source.getByText('Plan', { exact: true }));
  await person.choose(combobox(source, 'Plan'), 'Air by the hour');
  await person.enter(page.getByLabel('Contract number'), 'K-1');
  await person.choose(combobox(page, 'Customer'), 'Meble');
  await person.enter(page.getByLabel('First billed day', { exact: true }), lastMonth().typed);
  await person.click(page.getByRole('button', { name: `Add ${MACHINES} machines` }));
  await person.click(page.getByRole('button', { name: `Add ${MACHINES} model meters` }));
  await person.enter(page.getByLabel('Amount, PLN'), '500');
  await person.enter(page.getByLabel('Price per unit, PLN'), '2.50');
  await person.click(page.getByRole('button', { name: 'Save draft' }));
  await person.arrive(page.getByRole('heading', { name: 'Customer acceptance' }));
  await person.click(page.getByRole('button', { name: 'Activate' }));
  await person.click(dialogOf(page).getByRole('button', { name: 'Activate' }));
  await person.arrive(page.getByRole('button', { name: 'Compute draft' }));
}

async function computeDraft(person: CountedPerson): Promise<void> {
  const { page } = person;
  await person.click(page.getByRole('button', { name: 'Compute draft' }));
  await person.click(dialogOf(page).getByRole('button', { name: 'Compute' }));
  await person.arrive(page.getByRole('heading', { name: /^K-1, / }));
  await page.getByRole('link', { name: '500.00' }).waitFor();
}
