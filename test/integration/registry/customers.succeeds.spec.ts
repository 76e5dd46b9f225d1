import { ContactsService, CustomersService, SitesService } from '#customers';
import { RegistryHouse } from './registry-house.js';

describe('customers, sites and contacts', () => {
  let house: RegistryHouse;
  let customers: CustomersService;
  let sites: SitesService;
  let contacts: ContactsService;

  beforeAll(async () => {
    house = await RegistryHouse.open();
    customers = house.get(CustomersService);
    sites = house.get(SitesService);
    contacts = house.get(ContactsService);
  });

  afterAll(() => house?.close());

  it('are stored with their data and defaults, and audited', async () => {
    const customer = await customers.create(house.engineer, {
      code: 'C-9',
      name: 'Nowa',
      country: 'PL',
      hubId: house.one.ids.hub,
    });
    expect(customer).toMatchObject({ language: 'en', industry: '', taxId: '', archivedAt: null, version: 1 });
    const site = await sites.create(house.engineer, {
      customerId: customer.id,
      code: 'S-9',
      name: 'Otwock',
      country: 'PL',
      zone: 'Europe/Warsaw',
      latitude: 52.11,
      longitude: 21.26,
    });
    expect(await sites.get(house.engineer, site.id)).toMatchObject({
      latitude: 52.11,
      customerId: customer.id,
      accessNotes: '',
    });
    const contact = await contacts.create(house.engineer, customer.id, {
      name: 'Anna',
      siteId: site.id,
      phone: '+48 1',
    });
    expect(await contacts.list(house.engineer, customer.id)).toEqual([contact]);
    expect(await house.audited(customer.id)).toEqual([
      expect.objectContaining({
        action: 'customers.customer_created',
        actor_user_id: house.one.staff.engineer.userId,
        after: expect.objectContaining({ code: 'C-9', hubId: house.one.ids.hub }) as object,
      }),
    ]);
  });

  it('change field by field, and the audit trail has the previous values', async () => {
    const { id } = await customers.create(house.engineer, {
      code: 'C-10',
      name: 'Old',
      country: 'PL',
      industry: 'glass',
    });
    const changed = await customers.change(house.engineer, id, 1, { name: 'New', industry: 'glass' });
    expect(changed).toMatchObject({ name: 'New', industry: 'glass', version: 2 });
    expect((await house.audited(id)).at(-1)).toMatchObject({
      action: 'customers.customer_changed',
      before: { name: 'Old' },
      after: { name: 'New' },
    });
  });

  it('keep their version when nothing changes', async () => {
    const { id } = await customers.create(house.engineer, { code: 'C-11', name: 'Same', country: 'PL' });
    expect((await customers.change(house.engineer, id, 1, { name: 'Same' })).version).toBe(1);
    expect(await house.audited(id)).toHaveLength(1);
  });

  it('are archived and restored', async () => {
    const { id } = await customers.create(house.engineer, { code: 'C-12', name: 'Gone', country: 'PL' });
    expect((await customers.change(house.engineer, id, 1, { archived: true })).archivedAt).toBeInstanceOf(
      Date,
    );
    expect((await customers.change(house.engineer, id, 2, { archived: false })).archivedAt).toBeNull();
  });

  it('keep names and phone numbers out of the audit trail, which cannot be erased', async () => {
    const contact = await contacts.create(house.engineer, house.a.customerId, {
      name: 'Secret Person',
      email: 'p@x.example',
    });
    await contacts.change(house.engineer, contact.id, 1, { phone: '+48 600' });
    const trail = JSON.stringify(await house.audited(contact.id));
    for (const text of ['Secret Person', 'p@x.example', '+48 600']) expect(trail).not.toContain(text);
    expect(trail).toContain('phone');
  });

  it("show a customer's people only their own", async () => {
    const scope = house.asCustomer(house.a);
    expect((await customers.get(scope, house.a.customerId)).id).toBe(house.a.customerId);
    expect((await sites.get(scope, house.a.ids.site!)).id).toBe(house.a.ids.site);
    expect((await contacts.list(scope, house.a.customerId)).length).toBeGreaterThan(0);
  });
});
