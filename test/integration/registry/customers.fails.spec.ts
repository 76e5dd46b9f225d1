import { ContactsService, CustomersService, type NewCustomer, type NewSite, SitesService } from '#customers';
import { refusal, RegistryHouse } from './registry-house.js';

const NOBODY = '00000000-0000-7000-8000-000000000000';

describe('customers, sites and contacts reject', () => {
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

  const customer = (over: Partial<NewCustomer>): NewCustomer => ({
    code: 'C-1',
    name: 'N',
    country: 'PL',
    ...over,
  });
  const site = (over: Partial<NewSite>): NewSite => ({
    customerId: house.a.customerId,
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
      'several faults, each at its field',
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
    const before = await house.count('customer');
    expect(await refusal(customers.create(house.engineer, customer(over)))).toEqual(expected);
    expect(await house.count('customer')).toBe(before);
  });

  it("another maker's hub, as if it did not exist", async () => {
    const hubId = house.other.ids.hub!;
    expect((await refusal(customers.create(house.engineer, customer({ hubId }))))[0]).toBe(
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
    expect(await refusal(sites.create(house.engineer, site(over)))).toEqual(expected);
  });

  it('an edit of something changed by someone else meanwhile', async () => {
    const { id } = await customers.create(house.engineer, customer({ code: 'C-20' }));
    await customers.change(house.engineer, id, 1, { name: 'First' });
    expect(await refusal(customers.change(house.engineer, id, 1, { name: 'Second' }))).toEqual([
      'platform.version_mismatch',
    ]);
    expect((await customers.get(house.engineer, id)).name).toBe('First');
  });

  it('two edits of one version at the same moment', async () => {
    const { id } = await customers.create(house.engineer, customer({ code: 'C-21' }));
    const outcomes = await Promise.allSettled(
      ['x', 'y', 'z'].map((name) => customers.change(house.engineer, id, 1, { name })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await customers.get(house.engineer, id)).version).toBe(2);
  });

  it("a contact at another customer's site", async () => {
    expect(
      await refusal(
        contacts.create(house.engineer, house.a.customerId, { name: 'X', siteId: house.b.ids.site }),
      ),
    ).toEqual(['customers.site_of_other_customer', '/siteId customers.site_of_other_customer']);
  });

  it.each([
    ['another customer', () => house.asCustomer(house.b)],
    ['another maker', () => house.scopeOf(house.other.staff.admin, undefined, house.other)],
  ])('%s to see or change what belongs to others', async (_who, scope) => {
    expect(await refusal(customers.get(scope(), house.a.customerId))).toEqual([
      'customers.customer_not_found',
    ]);
    expect(await refusal(sites.get(scope(), house.a.ids.site!))).toEqual(['customers.site_not_found']);
    expect(await refusal(contacts.list(scope(), house.a.customerId))).toEqual([
      'customers.customer_not_found',
    ]);
    expect(await refusal(customers.change(scope(), house.a.customerId, 1, { name: 'Mine' }))).toEqual([
      'customers.customer_not_found',
    ]);
  });
});
