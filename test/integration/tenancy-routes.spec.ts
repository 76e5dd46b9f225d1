import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import pg from 'pg';
import { permissionsOf, type Permission } from '#organization';
import { readConfig } from '../../apps/api/src/config.js';
import { API_PREFIX, createApp } from '../../apps/api/src/create-app.js';
import { type DeclaredRoute, listRoutes } from '../../apps/api/src/security/route-access.js';
import { RouteDeclarations } from '../../apps/api/src/security/route-declarations.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { ROUTE_CASES } from '../support/route-cases.js';
import type { RouteCase } from '../support/route-case.js';
import { createMaker, CUSTOMER_ROLES, type CustomerOfWorld, type MakerOfWorld, type PersonOfWorld, STAFF_ROLES } from '../support/world.js';
import { findControllers } from '../support/controllers.js';

const routes: DeclaredRoute[] = (await findControllers()).flatMap((controller) => listRoutes(controller));
const nameOf = (route: DeclaredRoute): string => `${route.method} ${route.path}`;
const guarded = routes.filter((route) => route.access?.kind === 'permission');

/**
 * Goes through every route that asks for a permission, in a fresh pair of makers each: who lacks the permission is refused,
 * another maker and another customer find nothing, and then the rightful person gets the very thing.
 */
describe('every route', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let app: NestExpressApplication;
  let address: string;
  let home: string;
  let worlds = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    home = mkdtempSync(join(tmpdir(), 'tenancy-'));
    app = await createApp(
      readConfig({
        DATABASE_URL: database.url,
        DUTYCYCLE_SECRET: database.secret,
        DUTYCYCLE_HOME: home,
        LOG_LEVEL: 'silent',
        PORT: '0',
      }),
    );
    await app.listen(0, '127.0.0.1');
    address = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  });

  afterAll(async () => {
    await app?.close();
    await owner?.end();
    await database?.drop();
    rmSync(home, { recursive: true, force: true });
  });

  it('is the list that the running api serves', () => {
    const served = app.get(RouteDeclarations).list().map(nameOf);
    expect(served.sort()).toEqual(routes.map(nameOf).sort());
  });

  it('declares who may use it', () => {
    expect(routes.filter((route) => !route.access).map(nameOf)).toEqual([]);
    expect(
      routes
        .filter((route) => route.access && route.access.kind !== 'permission')
        .filter((route) => (route.access as { reason: string }).reason.length < 10)
        .map(nameOf),
    ).toEqual([]);
  });

  it('has a case here if it asks for a permission', () => {
    expect(guarded.map(nameOf).filter((name) => !(name in ROUTE_CASES))).toEqual([]);
    expect(Object.keys(ROUTE_CASES).filter((name) => !guarded.some((route) => nameOf(route) === name))).toEqual([]);
  });

  interface Answer {
    status: number;
    text: string;
  }

  async function call(route: DeclaredRoute, one: RouteCase, person: PersonOfWorld | null, of: CustomerOfWorld, maker: MakerOfWorld): Promise<Answer> {
    const values = one.path?.(of, maker) ?? {};
    const path = route.path.replace(/:([A-Za-z]+)/g, (_, name: string) => values[name] ?? `missing-${name}`);
    const query = one.query?.(of, maker);
    const body = one.body?.(of, maker);
    const isForm = body instanceof FormData;
    const response = await fetch(`${address}/${API_PREFIX}${path}${query ? `?${query}` : ''}`, {
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

  /** Ids that nobody outside may be shown: all of the maker's, or all of one customer's. */
  const idsOf = (of: CustomerOfWorld): string[] => [of.customerId, ...Object.values(of.ids)];

  describe.each(guarded.map((route) => [nameOf(route), route] as const))('%s', (name, route) => {
    const one = ROUTE_CASES[name]!;
    const anyOf = (route.access as { anyOf: readonly Permission[] }).anyOf;
    const mayUse = (role: Parameters<typeof permissionsOf>[0]) => permissionsOf(role).some((permission) => anyOf.includes(permission));
    let maker: MakerOfWorld;
    let other: MakerOfWorld;
    let a: CustomerOfWorld;
    let b: CustomerOfWorld;

    beforeAll(async () => {
      worlds += 1;
      maker = await createMaker(owner, `w${worlds}`);
      other = await createMaker(owner, `o${worlds}`);
      [a, b] = maker.customers;
      await one.given?.(a, maker, (text, values) => owner.query(text, values));
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
      const known = [maker.makerId, ...Object.values(maker.ids), ...idsOf(a), ...idsOf(b)];
      const asked = Object.values(one.path?.(a, maker) ?? {});
      expect(known.filter((id) => text.includes(id) && !asked.includes(id))).toEqual([]);
    });

    it("is nothing to another customer's people", async () => {
      if (one.audience === 'self' || one.audience === 'everyone') return;
      for (const role of CUSTOMER_ROLES) {
        if (!mayUse(role)) continue;
        const { status, text } = await call(route, one, b.people[role], a, maker);
        if (one.path) expect([role, status]).toEqual([role, 404]);
        const asked = Object.values(one.path?.(a, maker) ?? {});
        expect(idsOf(a).filter((id) => text.includes(id) && !asked.includes(id))).toEqual([]);
      }
    });

    it('serves the rightful', async () => {
      const rightful = [maker.staff[(one.as ?? 'admin') as (typeof STAFF_ROLES)[number]]];
      if (one.audience === 'customer' && mayUse('customer_admin') && route.method === 'GET') rightful.push(a.people.customer_admin);
      for (const person of rightful) {
        const { status, text } = await call(route, one, person, a, maker);
        expect([person.role, status, status < 300 ? '' : text]).toEqual([person.role, expect.any(Number), '']);
        const shown = one.shows?.(a, maker);
        if (shown) expect([person.role, text]).toEqual([person.role, expect.stringContaining(shown)]);
      }
    });
  });
});
