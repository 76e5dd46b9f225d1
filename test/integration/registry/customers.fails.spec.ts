import { ContactsService, CustomersService, type NewCustomer, type NewSite, SitesService } from '#customers';
import { rejectionOf, RegistryFixture } from './registry-fixture.js';

const NOBODY = '00000000-0000-7000-8000-000000000000';

describe('customers, sites and contacts reject', () => {
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

  const customer = (over: Partial<NewCustomer>): NewCustomer => ({
    code: 'C-1',
    name: 'N',
    country: 'PL',
    ...over,
  });
  const site = (over: Partial<NewSite>): NewSite => ({
    customerId: fixture.a.customerId,
    code: 'S-1',
    name: 'N',
    country: 'PL',
    zone: 'Europe/Warsaw',
    ...over,
  });

  it.each<[string, Partial<NewCustomer>, string[]]>([
    [
      'a code with a space',
      { code: 'C 1' },
      ['customers.customer_invalid', '/code customers.code_malformed'],
    ],
    ['a blank name', { name: ' ' }, ['customers.customer_invalid', '/name customers.name_missing']],
    [
      'several errors, each at its field',
      { country: 'XX', language: 'qq' },
      [
        'customers.customer_invalid',
        '/country customers.country_unknown',
        '/language customers.language_unknown',
      ],
    ],
    [
      'a code in use',
      { code: 'C-a' },
      ['customers.customer_code_taken', '/code customers.customer_code_taken'],
    ],
    ['an unknown hub', { hubId: NOBODY }, ['customers.hub_not_found', '/hubId customers.hub_not_found']],
  ])('%s', async (_what, over, expected) => {
    const before = await fixture.count('customer');
    expect(await rejectionOf(customers.create(fixture.engineer, customer(over)))).toEqual(expected);
    expect(await fixture.count('customer')).toBe(before);
  });

  it("another maker's hub, as if it did not exist", async () => {
    const hubId = fixture.other.ids.hub!;
    expect((await rejectionOf(customers.create(fixture.engineer, customer({ hubId }))))[0]).toBe(
      'customers.hub_not_found',
    );
  });

  it.each<[string, Partial<NewSite>, string[]]>([
    ['an invalid zone', { zone: 'Warsaw' }, ['customers.site_invalid', '/zone customers.zone_unknown']],
    [
      'a single coordinate',
      { latitude: 52 },
      ['customers.site_invalid', '/longitude customers.coordinate_missing'],
    ],
    ['a code in use', { code: 'S-a' }, ['customers.site_code_taken', '/code customers.site_code_taken']],
    ['an unknown customer', { customerId: NOBODY }, ['customers.customer_not_found']],
  ])('a site with %s', async (_what, over, expected) => {
    expect(await rejectionOf(sites.create(fixture.engineer, site(over)))).toEqual(expected);
  });

  it('an edit of an object that someone else has changed', async () => {
    const { id } = await customers.create(fixture.engineer, customer({ code: 'C-20' }));
    await customers.change(fixture.engineer, id, 1, { name: 'First' });
    expect(await rejectionOf(customers.change(fixture.engineer, id, 1, { name: 'Second' }))).toEqual([
      'platform.version_mismatch',
    ]);
    expect((await customers.get(fixture.engineer, id)).name).toBe('First');
  });

  it('two edits of the same version at the same time', async () => {
    const { id } = await customers.create(fixture.engineer, customer({ code: 'C-21' }));
    const outcomes = await Promise.allSettled(
      ['x', 'y', 'z'].map((name) => customers.change(fixture.engineer, id, 1, { name })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await customers.get(fixture.engineer, id)).version).toBe(2);
  });

  it("a contact at another customer's site", async () => {
    expect(
      await rejectionOf(
        contacts.create(fixture.engineer, fixture.a.customerId, { name: 'X', siteId: fixture.b.ids.site }),
      ),
    ).toEqual(['customers.site_of_other_customer', '/siteId customers.site_of_other_customer']);
  });

  it.each([
    ['another customer', () => fixture.asCustomer(fixture.b)],
    ['another maker', () => fixture.scopeOf(fixture.other.staff.admin, undefined, fixture.other)],
  ])('%s who views or changes data of others', async (_who, scope) => {
    expect(await rejectionOf(customers.get(scope(), fixture.a.customerId))).toEqual([
      'customers.customer_not_found',
    ]);
    expect(await rejectionOf(sites.get(scope(), fixture.a.ids.site!))).toEqual(['customers.site_not_found']);
    expect(await rejectionOf(contacts.list(scope(), fixture.a.customerId))).toEqual([
      'customers.customer_not_found',
    ]);
    expect(await rejectionOf(customers.change(scope(), fixture.a.customerId, 1, { name: 'Mine' }))).toEqual([
      'customers.customer_not_found',
    ]);
  });
});
