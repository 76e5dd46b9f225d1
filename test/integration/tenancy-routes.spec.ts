import pg from 'pg';
import { permissionsOf } from '#organization';
import { type RunningApi, startApi } from '../support/api.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { ROUTE_CASES } from '../support/route-cases.js';
import type { RouteCase } from '../support/route-case.js';
import {
  createMaker,
  CUSTOMER_ROLES,
  type CustomerOfWorld,
  type MakerOfWorld,
  type PersonOfWorld,
  STAFF_ROLES,
} from '../support/world.js';
import { describedRoutes, type DescribedRoute } from '../support/routes.js';

const API_PREFIX = 'api/v1';
const nameOf = (route: DescribedRoute): string => `${route.method} ${route.path}`;
const guarded = describedRoutes().filter((route) => route.permissions);

/**
 * Goes through every route that asks for a permission, in a fresh pair of makers each: who lacks the permission is refused,
 * another maker and another customer find nothing, and then the rightful person gets the very thing.
 */
describe('every route', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let api: RunningApi;
  let worlds = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    api = await startApi(database);
  });

  afterAll(async () => {
    await api?.stop();
    await owner?.end();
    await database?.drop();
  });

  it('has a case here if it asks for a permission', () => {
    expect(guarded.map(nameOf).filter((name) => !(name in ROUTE_CASES))).toEqual([]);
    expect(
      Object.keys(ROUTE_CASES).filter((name) => !guarded.some((route) => nameOf(route) === name)),
    ).toEqual([]);
  });

  async function post(
    person: PersonOfWorld,
    path: string,
    body: FormData | object,
  ): Promise<Record<string, unknown>> {
    const isForm = body instanceof FormData;
    const response = await fetch(`${api.url}/${API_PREFIX}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${person.key}`,
        ...(isForm ? {} : { 'content-type': 'application/json' }),
      },
      body: isForm ? body : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  }

  interface Answer {
    status: number;
    text: string;
  }

  async function call(
    route: DescribedRoute,
    one: RouteCase,
    person: PersonOfWorld | null,
    of: CustomerOfWorld,
    maker: MakerOfWorld,
  ): Promise<Answer> {
    const values = one.path?.(of, maker) ?? {};
    const path = route.path.replace(/:([A-Za-z]+)/g, (_, name: string) => values[name] ?? `missing-${name}`);
    const query = one.query?.(of, maker);
    const body = one.body?.(of, maker);
    const isForm = body instanceof FormData;
    const response = await fetch(`${api.url}/${API_PREFIX}${path}${query ? `?${query}` : ''}`, {
      method: route.method,
      headers: {
        ...(person ? { authorization: `Bearer ${person.key}` } : {}),
        ...(body && !isForm ? { 'content-type': 'application/json' } : {}),
        ...one.headers,
      },
      body: body ? (isForm ? body : JSON.stringify(body)) : undefined,
    });
    return { status: response.status, text: await response.text() };
  }

  /** What the caller named itself, and so may be told again. */
  const askedFor = (one: RouteCase, of: CustomerOfWorld, maker: MakerOfWorld): string =>
    JSON.stringify([one.path?.(of, maker), one.query?.(of, maker), one.body?.(of, maker)]);

  /** Ids that nobody outside may be shown: all of the maker's, or all of one customer's. */
  const idsOf = (of: CustomerOfWorld): string[] => [of.customerId, ...Object.values(of.ids)];

  describe.each(guarded.map((route) => [nameOf(route), route] as const))('%s', (name, route) => {
    const one = ROUTE_CASES[name]!;
    const mayUse = (role: Parameters<typeof permissionsOf>[0]) =>
      permissionsOf(role).some((permission) => route.permissions!.includes(permission));
    let maker: MakerOfWorld;
    let other: MakerOfWorld;
    let a: CustomerOfWorld;
    let b: CustomerOfWorld;

    beforeAll(async () => {
      worlds += 1;
      maker = await createMaker(owner, `w${worlds}`);
      other = await createMaker(owner, `o${worlds}`);
      [a, b] = maker.customers;
      await one.given?.(a, maker, { sql: (text, values) => owner.query(text, values), home: api.home, post });
    });

    it('refuses whoever is not signed in', async () => {
      expect((await call(route, one, null, a, maker)).status).toBe(401);
    });

    it('refuses every role that lacks the permission', async () => {
      const lacking = [
        ...STAFF_ROLES.filter((role) => !mayUse(role)).map((role) => maker.staff[role]),
        ...CUSTOMER_ROLES.filter((role) => !mayUse(role)).map((role) => a.people[role]),
      ];
      for (const person of lacking) {
        const { status } = await call(route, one, person, a, maker);
        expect([person.role, status]).toEqual([person.role, 403]);
      }
    });

    it('is nothing to another maker', async () => {
      if (one.audience === 'self') return;
      const { status, text } = await call(route, one, other.staff.admin, a, maker);
      if (one.path) expect([status, text]).toEqual([404, expect.anything()]);
      else if (one.body) expect([status >= 400, text]).toEqual([true, expect.anything()]);
      const known = [maker.makerId, ...Object.values(maker.ids), ...idsOf(a), ...idsOf(b)];
      const asked = askedFor(one, a, maker);
      expect(known.filter((id) => text.includes(id) && !asked.includes(id))).toEqual([]);
    });

    it("is nothing to another customer's people", async () => {
      if (one.audience === 'self' || one.audience === 'everyone') return;
      for (const role of CUSTOMER_ROLES) {
        if (!mayUse(role)) continue;
        const { status, text } = await call(route, one, b.people[role], a, maker);
        if (one.path) expect([role, status]).toEqual([role, 404]);
        else if (one.body) expect([role, status >= 400]).toEqual([role, true]);
        const asked = askedFor(one, a, maker);
        expect(idsOf(a).filter((id) => text.includes(id) && !asked.includes(id))).toEqual([]);
      }
    });

    it('serves the rightful', async () => {
      const rightful = [maker.staff[(one.as ?? 'admin') as (typeof STAFF_ROLES)[number]]];
      if (one.audience === 'customer' && mayUse('customer_admin') && route.method === 'GET')
        rightful.push(a.people.customer_admin);
      for (const person of rightful) {
        const { status, text } = await call(route, one, person, a, maker);
        expect([person.role, status, status < 300 ? '' : text]).toEqual([
          person.role,
          expect.any(Number),
          '',
        ]);
        const shown = one.shows?.(a, maker);
        if (shown) expect([person.role, text]).toEqual([person.role, expect.stringContaining(shown)]);
      }
    });
  });
});
