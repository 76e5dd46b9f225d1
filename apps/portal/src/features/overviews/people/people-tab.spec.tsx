/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page } from '../../../../test/fake-api.js';
import { renderPage } from '../../../../test/render-page.js';
import { cellsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import { PeopleTab } from './people-tab.js';

const contact = (id: string, siteId: string | null, change: object = {}) => ({
  id,
  customerId: 'cu-1',
  siteId,
  name: `Contact ${id}`,
  email: '',
  phone: '',
  duty: '',
  receivesInvoices: false,
  language: '',
  archivedAt: null,
  version: 3,
  ...change,
});
const CONTACTS = page(
  contact('1', null, { email: 'a@b.example', phone: '+48 22 1' }),
  contact('2', 'si-1'),
  contact('3', 'si-2'),
  contact('4', null, { archivedAt: '2026-01-01T00:00:00Z' }),
);
const SITES = page({ id: 'si-1', name: 'Plant 1' }, { id: 'si-2', name: 'Plant 2' });
const ROUTES = { 'GET /customers/cu-1/contacts': CONTACTS, 'GET /sites': SITES };
const namesOf = (container: Element, label: string): (string | undefined)[] =>
  cellsOf(container, label).map(([name]) => name);
const CUSTOMER = { kind: 'customer', id: 'cu-1', customerId: 'cu-1' } as const;
const SITE = { kind: 'site', id: 'si-1', customerId: 'cu-1' } as const;

describe('the people of a customer', () => {
  it('are its contacts, and not the archived ones', async () => {
    fakeApi(ROUTES);
    const { container } = await renderPage(<PeopleTab subject={CUSTOMER} />);
    const title = text('maker:contact.title');
    await eventually(() =>
      expect(namesOf(container, title)).toEqual(['Contact 1', 'Contact 2', 'Contact 3']),
    );
    expect(cellsOf(container, title).map(([, , site]) => site)).toEqual([
      text('maker:contact.allSites'),
      'Plant 1',
      'Plant 2',
    ]);
    expect(browser.getByRole('button', { name: text('maker:contact.add') }).elements()).toHaveLength(0);
    expect(container.textContent).not.toContain(text('maker:contact.users'));
  });

  it('at a site are those of the site and of all sites', async () => {
    fakeApi(ROUTES);
    const { container } = await renderPage(<PeopleTab subject={SITE} />);
    await eventually(() =>
      expect(namesOf(container, text('maker:contact.title'))).toEqual(['Contact 1', 'Contact 2']),
    );
  });

  it('include the users of the portal for those who manage people', async () => {
    const member = {
      membershipId: 'me-1',
      userId: 'us-1',
      name: 'Marek',
      email: 'marek@example.org',
      role: 'customer_admin',
      hubId: null,
      customers: [],
      partner: null,
      standing: 'active',
      expiresAt: null,
      acceptedAt: null,
      revokedAt: null,
      lastSeenAt: null,
      version: 1,
    };
    const api = fakeApi({ ...ROUTES, 'GET /users': page(member) });
    const { container } = await renderPage(<PeopleTab subject={SITE} />, {
      session: { permissions: ['users.write'] },
    });
    await eventually(() => expect(namesOf(container, text('maker:contact.users'))).toEqual(['Marek']));
    expect(api.requests.find(({ path }) => path === '/users')?.query).toEqual({ customerId: 'cu-1' });
  });

  it('can be added, for the site of the page', async () => {
    const api = fakeApi({ ...ROUTES, 'POST /customers/cu-1/contacts': json(contact('5', 'si-1')) });
    const screen = await renderPage(<PeopleTab subject={SITE} />, {
      session: { permissions: ['registry.write'] },
    });
    await screen.getByRole('button', { name: text('maker:contact.add') }).click();
    await screen.getByRole('textbox', { name: text('maker:registry.name') }).fill('Ola');
    await screen.getByRole('button', { name: text('action.save') }).click();
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.body).toMatchObject({ name: 'Ola', siteId: 'si-1' });
  });

  it('can receive invoices in their language', async () => {
    const api = fakeApi({ ...ROUTES, 'PATCH /contacts/1': json(contact('1', null)) });
    const screen = await renderPage(<PeopleTab subject={CUSTOMER} />, {
      session: { permissions: ['registry.write'] },
    });
    await screen.getByText('Contact 1').click();
    await screen.getByRole('checkbox', { name: text('maker:contact.receivesInvoices') }).click();
    const language = screen.getByRole('combobox', { name: text('maker:contact.language') });
    await expect.element(language).toHaveValue(text('maker:contact.languageOfCustomer'));
    await language.click();
    await screen.getByRole('option', { name: 'Polski' }).click();
    await screen.getByRole('button', { name: text('action.save') }).click();
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.body).toEqual({ receivesInvoices: true, language: 'pl' });
  });

  it('can be changed, sending only what changed', async () => {
    const api = fakeApi({ ...ROUTES, 'PATCH /contacts/1': json(contact('1', null)) });
    const screen = await renderPage(<PeopleTab subject={CUSTOMER} />, {
      session: { permissions: ['registry.write'] },
    });
    await screen.getByText('Contact 1').click();
    await screen.getByRole('textbox', { name: text('maker:contact.duty') }).fill('Maintenance');
    await screen.getByRole('button', { name: text('action.save') }).click();
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.body).toEqual({ duty: 'Maintenance' });
    expect(api.changes()[0]?.headers.get('if-match')).toBe('"3"');
  });
});
