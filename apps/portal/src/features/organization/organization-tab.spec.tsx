/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, page } from '../../../test/fake-api.js';
import { buildLegalEntity } from '../../../test/legal-entity.js';
import { renderPage } from '../../../test/render-page.js';
import { cellsOf, textsOf } from '../../../test/screen-texts.js';
import { text } from '../../../test/text.js';
import { OrganizationTab } from './organization-tab.js';

const HUB = {
  id: 'h-1',
  version: 1,
  code: 'WAW',
  name: 'Warsaw',
  country: 'PL',
  zone: 'Europe/Warsaw',
  hours: { days: [1, 2, 3, 4, 5], open: '08:00', close: '17:00' },
  languages: ['pl', 'en'],
  latitude: 52,
  longitude: 21,
  emergency24x7: false,
  legalEntity: { id: 'le-1', name: 'Lin Europe', currency: 'PLN' },
};
const PLAN = { version: 1, terms: {}, structure: 'base_plus_usage' };
const PARTNER = { id: 'p-1', version: 1, code: 'D1', name: 'Dealer', archivedAt: null };

const show = async (permissions: string[]) => {
  const api = fakeApi({
    'GET /hubs': page(HUB, { ...HUB, id: 'h-2', code: 'SHA', hours: null, languages: [] }),
    'GET /legal-entities': page(buildLegalEntity({ street: '', postalCode: '' })),
    'GET /plans': page(
      { ...PLAN, id: 'pl-1', code: 'OLD', name: { en: 'Old plan' }, archivedAt: '2026-01-01T00:00:00Z' },
      { ...PLAN, id: 'pl-2', code: 'NEW', name: { en: 'New plan' }, archivedAt: null },
    ),
    'GET /partners': page(PARTNER, { ...PARTNER, id: 'p-2', code: 'D2', archivedAt: '2026-01-01T00:00:00Z' }),
    'POST /partners': json({}),
    'GET /document-brand': json({ accent: '#0b6b74', logo: null }),
  });
  const screen = await renderPage(<OrganizationTab />, { session: { permissions } });
  await eventually(() => expect(cellsOf(screen.container).length).toBeGreaterThan(0));
  await eventually(() => expect(screen.client.isFetching()).toBe(0));
  return { api, ...screen };
};
const ALL = ['contracts.read', 'contracts.write', 'settings.write', 'registry.write'];
const addButtons = (container: Element) =>
  textsOf(container, 'section > header > span > button').filter(
    (label) => label !== text('maker:brand.edit'),
  );

describe('the organization', () => {
  it('shows hubs with place, hours and languages', async () => {
    const { container } = await show(ALL);
    expect(cellsOf(container, text('maker:settings.hubs'))).toEqual([
      ['WAW', 'Warsaw', 'Warsaw', '08:00–17:00', 'Polish, English', 'Lin Europe'],
      ['SHA', 'Warsaw', 'Warsaw', '—', '', 'Lin Europe'],
    ]);
  });

  it('shows legal entities with the known part of their address', async () => {
    const { container } = await show(ALL);
    expect(cellsOf(container, text('maker:settings.entities'))).toEqual([
      ['Lin Europe', 'Warszawa', 'PL', 'PLN'],
    ]);
  });

  it('shows offered plans before archived ones', async () => {
    const { container } = await show(ALL);
    expect(
      cellsOf(container, text('maker:settings.plans')).map(([code, name, , state]) => [code, name, state]),
    ).toEqual([
      ['NEW', 'New plan', text('maker:settings.planOffered')],
      ['OLD', 'Old plan', text('maker:settings.planArchived')],
    ]);
  });

  it('shows partners that are not archived', async () => {
    const { container } = await show(ALL);
    expect(cellsOf(container, text('maker:settings.partners'))).toEqual([['D1', 'Dealer']]);
  });

  it('adds a partner by name and code', async () => {
    const { api } = await show(ALL);
    await browser.getByRole('button', { name: text('maker:settings.addPartner') }).click();
    await browser.getByLabelText(text('maker:registry.name')).fill('Dealer 2');
    await browser.getByLabelText(text('maker:registry.code')).fill('D3');
    await browser.getByRole('button', { name: text('action.save') }).click();
    await eventually(() => expect(api.changes()[0]?.body).toEqual({ name: 'Dealer 2', code: 'D3' }));
  });

  it.each<[string[], string[]]>([
    [ALL, ['addHub', 'addPartner', 'addEntity', 'addPlan']],
    [
      ['contracts.read', 'settings.write'],
      ['addHub', 'addEntity'],
    ],
    [['contracts.read', 'contracts.write'], ['addPlan']],
    [['contracts.read', 'users.write'], []],
  ])('offers with %j to add %j', async (permissions, added) => {
    const { container } = await show(permissions);
    expect(addButtons(container)).toEqual(added.map((key) => text(`maker:settings.${key}`)));
  });

  it('requests no contracts, plans or partners without permission', async () => {
    const { api, container } = await show([]);
    expect(api.requests.map(({ path }) => path)).toEqual(['/hubs']);
    expect(addButtons(container)).toEqual([]);
  });
});
