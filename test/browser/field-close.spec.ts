import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { fetchJson, launchBrowser, openVisitor, PHONE, savePicture, signIn } from '../support/browser.js';
import { type RunningProduct, startDemoWorld } from '../support/product.js';
import { assignTicket } from './office.js';

const MACHINE = 'BH55-2409-105';
const NOTE = 'Gasket replaced.';
const OFFLINE_MS = 3000;

interface Ticket {
  readonly state: string;
  readonly symptom: string | null;
  readonly closingNote: string;
  readonly timeline: readonly {
    readonly kind: string;
    readonly note: string;
    readonly occurredAt: string;
    readonly recordedAt: string;
  }[];
}

/** Index of the option to select in each list of the closing report, by the label of the list. */
const REPORT = { Symptom: 1, Cause: 1, Remedy: 1 } as const;

describe('a ticket closed offline', () => {
  let product: RunningProduct;
  let browser: Browser;
  let office: Page;
  let phone: Page;
  let ticketId: string;

  beforeAll(async () => {
    product = await startDemoWorld();
    browser = await launchBrowser();
    office = (await openVisitor(browser, product.portalUrl)).page;
    await signIn(office, 'lin@demo.dutycycle.example');
    ticketId = await assignTicket(office, MACHINE, 'Sari');
    phone = (await openVisitor(browser, product.portalUrl, { viewport: PHONE })).page;
    await signIn(phone, 'sari@demo.dutycycle.example');
    await phone.goto(`/field/tickets/${ticketId}`);
    await phone.getByRole('button', { name: 'Accept' }).click();
    await phone.getByRole('button', { name: 'Start work' }).click();
    await phone.getByRole('button', { name: 'Close ticket' }).waitFor();
    await unsent(phone).first().waitFor({ state: 'detached' });
  }, 900_000);

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const unsent = (page: Page) => page.locator('header section ul > li');
  const read = () => fetchJson<Ticket>(office, `/tickets/${ticketId}`);

  it('asks for missing fields before it is saved', async () => {
    await phone.context().setOffline(true);
    await phone.getByRole('button', { name: 'Close ticket' }).click();
    const sheet = phone.getByRole('dialog');
    await sheet.locator('button[type=submit]').click();
    await sheet.locator('[aria-invalid=true]').first().waitFor();
    expect(await sheet.locator('[aria-invalid=true]').count()).toBe(Object.keys(REPORT).length);
    expect(await unsent(phone).count()).toBe(0);
  });

  it('is closed on the phone and still open in the office', async () => {
    const sheet = phone.getByRole('dialog');
    for (const [list, index] of Object.entries(REPORT))
      await sheet.getByLabel(list, { exact: true }).selectOption({ index });
    await sheet.locator('textarea').fill(NOTE);
    await sheet.locator('button[type=submit]').click();
    await sheet.waitFor({ state: 'detached' });
    await unsent(phone).first().waitFor();
    await phone.getByRole('button', { name: 'Close ticket' }).waitFor({ state: 'detached' });
    await savePicture(phone, 'field-closed-offline-phone');
    expect((await read()).state).toBe('in_progress');
  });

  it('is sent once when the phone is online again, with the time of the work', async () => {
    let closings = 0;
    phone.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/close')) closings += 1;
    });
    await sleep(OFFLINE_MS);
    await phone.context().setOffline(false);
    await unsent(phone).first().waitFor({ state: 'detached' });
    const { state, symptom, closingNote, timeline } = await read();
    expect({ state, closingNote }).toEqual({ state: 'closed', closingNote: NOTE });
    expect(symptom).not.toBeNull();
    expect(closings).toBe(1);
    const closed = timeline.filter(({ kind }) => kind === 'closed');
    expect(closed).toHaveLength(1);
    const [{ occurredAt, recordedAt }] = closed as [Ticket['timeline'][number]];
    expect(Date.parse(recordedAt) - Date.parse(occurredAt)).toBeGreaterThanOrEqual(OFFLINE_MS);
  });
});
