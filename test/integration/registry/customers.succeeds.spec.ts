import { ContactsService, CustomersService, SitesService } from '#customers';
import { RegistryFixture } from './registry-fixture.js';

describe('customers, sites and contacts', () => {
  let fixture: RegistryFixture;
  let customers: CustomersService;
  let sites: SitesService;
  let contacts: ContactsService;

  beforeAll(async () => {
    fixture = await RegistryFixture.open();
    customers = fixture.get(CustomersService);
    sites = fixture.get(SitesService);
    contacts = fixture.get(ContactsService);
  });

  afterAll(() => fixture?.close());

  it('are stored with their data and defaults, and audited', async () => {
    const customer = await customers.create(fixture.engineer, {
      code: 'C-9',
      name: 'Nowa',
      country: 'PL',
      hubId: fixture.one.ids.hub,
    });
    expect(customer).toMatchObject({ language: 'en', industry: '', taxId: '', archivedAt: null, version: 1 });
    const site = await sites.create(fixture.engineer, {
      customerId: customer.id,
      code: 'S-9',
      name: 'Otwock',
      country: 'PL',
      zone: 'Europe/Warsaw',
      latitude: 52.11,
      longitude: 21.26,
    });
    expect(await sites.get(fixture.engineer, site.id)).toMatchObject({
      latitude: 52.11,
      customerId: customer.id,
      accessNotes: '',
    });
    const contact = await contacts.create(fixture.engineer, customer.id, {
      name: 'Anna',
      siteId: site.id,
      phone: '+48 1',
    });
    expect(await contacts.list(fixture.engineer, customer.id)).toEqual([contact]);
    expect(await fixture.audited(customer.id)).toEqual([
      expect.objectContaining({
        action: 'customers.customer_created',
        actor_user_id: fixture.one.staff.engineer.userId,
        after: expect.objectContaining({ code: 'C-9', hubId: fixture.one.ids.hub }) as object,
      }),
    ]);
  });

  it('are changed field by field, with the previous values in the audit trail', async () => {
    const { id } = await customers.create(fixture.engineer, {
      code: 'C-10',
      name: 'Old',
      country: 'PL',
      industry: 'glass',
    });
    const changed = await customers.change(fixture.engineer, id, 1, { name: 'New', industry: 'glass' });
    expect(changed).toMatchObject({ name: 'New', industry: 'glass', version: 2 });
    expect((await fixture.audited(id)).at(-1)).toMatchObject({
      action: 'customers.customer_changed',
      before: { name: 'Old' },
      after: { name: 'New' },
    });
  });

  it('keep their version when nothing changes', async () => {
    const { id } = await customers.create(fixture.engineer, { code: 'C-11', name: 'Same', country: 'PL' });
    expect((await customers.change(fixture.engineer, id, 1, { name: 'Same' })).version).toBe(1);
    expect(await fixture.audited(id)).toHaveLength(1);
  });

  it('are archived and restored', async () => {
    const { id } = await customers.create(fixture.engineer, { code: 'C-12', name: 'Gone', country: 'PL' });
    expect((await customers.change(fixture.engineer, id, 1, { archived: true })).archivedAt).toBeInstanceOf(
      Date,
    );
    expect((await customers.change(fixture.engineer, id, 2, { archived: false })).archivedAt).toBeNull();
  });

  it('keep names and phone numbers out of the audit trail, which cannot be erased', async () => {
    const contact = await contacts.create(fixture.engineer, fixture.a.customerId, {
      name: 'Secret Person',
      email: 'p@x.example',
    });
    await contacts.change(fixture.engineer, contact.id, 1, { phone: '+48 600' });
    const trail = JSON.stringify(await fixture.audited(contact.id));
    for (const text of ['Secret Person', 'p@x.example', '+48 600']) expect(trail).not.toContain(text);
    expect(trail).toContain('phone');
  });

  it('are visible to the customer’s own users', async () => {
    const scope = fixture.asCustomer(fixture.a);
    expect((await customers.get(scope, fixture.a.customerId)).id).toBe(fixture.a.customerId);
    expect((await sites.get(scope, fixture.a.ids.site!)).id).toBe(fixture.a.ids.site);
    expect((await contacts.list(scope, fixture.a.customerId)).length).toBeGreaterThan(0);
  });
});
