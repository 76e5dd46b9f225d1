/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { type Answer, fakeApi, json } from '../../../../test/fake-api.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import { HelpMenu } from '../shell/help-menu.js';
import { SetupChecklist } from './setup-checklist.js';

const KEYS = ['company', 'model', 'machines', 'device', 'plan', 'contract', 'draft'];
const HIDDEN = 'dutycycle-setup-hidden-maker';

/** A checklist with the given steps done; all others are open unless they have another state. */
const checklist = (done: readonly string[], states: Record<string, string> = {}): Answer => {
  const steps = KEYS.map((key) => {
    const state = done.includes(key) ? 'done' : (states[key] ?? 'open');
    return { key, state, count: state === 'open' ? 0 : 1 };
  });
  const next = steps.find(({ state }) => state !== 'done')?.key ?? null;
  return json({ steps, next, complete: next === null });
};
const show = async (answer: Answer, permissions = ['settings.write']) => {
  const api = fakeApi({ 'GET /setup-checklist': answer });
  const screen = await renderPortal(
    <>
      <HelpMenu onShortcuts={() => undefined} />
      <SetupChecklist />
    </>,
    { session: { permissions } },
  );
  return { api, ...screen };
};
const title = () => browser.getByRole('heading', { name: text('maker:setup.title') });

beforeEach(() => window.localStorage.removeItem(HIDDEN));

describe('the setup checklist', () => {
  it('lists all steps, marks the next one, and links each to its page', async () => {
    const { container } = await show(checklist(['company', 'model']));
    await expect.element(title()).toBeVisible();
    await expect
      .element(browser.getByText(text('maker:setup.progress', { done: 2, steps: 7 })))
      .toBeVisible();
    const links = [...container.querySelectorAll('ol a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual([
      '/settings?tab=organization',
      '/registry?tab=models',
      '/import?kind=customers',
      '/devices',
      '/settings?tab=organization&open=plan',
      '/contracts/new',
      '/billing?open=run',
    ]);
    expect(container.querySelector('[aria-current=step]')?.textContent).toContain(
      text('maker:setup.steps.machines.title'),
    );
  });

  it('shows when the first reading of a device arrives', async () => {
    const before = ['company', 'model', 'machines'];
    const { api, client } = await show(checklist(before, { device: 'started' }));
    const light = browser.getByRole('status');
    await expect.element(light).toHaveTextContent(text('maker:setup.waiting'));
    api.answer('GET /setup-checklist', checklist([...before, 'device']));
    await client.invalidateQueries({ queryKey: ['setup-checklist'] });
    await expect.element(light).toHaveTextContent(text('maker:setup.receiving'));
    await expect.element(light).toHaveAttribute('data-on', 'true');
  });

  it('is not shown when it is complete', async () => {
    const { api, client, container } = await show(checklist(KEYS));
    await eventually(() => expect([api.requests.length, client.isFetching()]).toEqual([1, 0]));
    expect(container.querySelector('ol')).toBeNull();
  });

  it('is not requested for people who cannot set up the company', async () => {
    const { api, container } = await show(checklist([]), ['fleet.read']);
    expect(container.querySelector('ol')).toBeNull();
    expect(api.requests).toEqual([]);
  });

  it('can be hidden, and shown again from the help menu', async () => {
    const { container } = await show(checklist(['company']));
    await browser.getByRole('button', { name: text('maker:setup.hide') }).click();
    await eventually(() => expect(container.querySelector('ol')).toBeNull());
    expect(window.localStorage.getItem(HIDDEN)).toBe('true');
    await browser.getByRole('button', { name: text('app:help.menu') }).click();
    await browser.getByRole('menuitem', { name: text('app:help.checklist') }).click();
    await expect.element(title()).toBeVisible();
  });
});

describe('the help menu', () => {
  const DEMO = { demo: true, now: '2026-11-25T08:00:00Z', offsetMs: 0 };
  const READ = ['fleet.read', 'contracts.read', 'invoices.read'];

  it.each([
    ['offers the tour in the demo world', DEMO, READ, true],
    ['offers no tour in a real installation', { ...DEMO, demo: false }, READ, false],
    ['offers no tour to people who see no invoices', DEMO, ['fleet.read'], false],
  ])('%s', async (_case, clock, permissions, isOffered) => {
    fakeApi({});
    await renderPortal(<HelpMenu onShortcuts={() => undefined} />, { session: { clock, permissions } });
    await browser.getByRole('button', { name: text('app:help.menu') }).click();
    await expect.element(browser.getByRole('menuitem', { name: text('app:help.docs') })).toBeVisible();
    const tour = browser.getByRole('menuitem', { name: text('app:help.tour') });
    expect(tour.elements()).toHaveLength(isOffered ? 1 : 0);
  });
});
