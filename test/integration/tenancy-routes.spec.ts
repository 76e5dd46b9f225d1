import pg from 'pg';
import { permissionsOf } from '#organization';
import { type RunningApi, startApi } from '../support/api.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { ROUTE_CASES } from '../support/route-cases.js';
import type { CaseTools, RouteCase } from '../support/route-case.js';
import { type Answer, byKey, bySession, call, type HttpRequest } from '../support/http.js';
import {
  createMaker,
  CUSTOMER_ROLES,
  type CustomerOfWorld,
  type MakerOfWorld,
  type PersonOfWorld,
  type Role,
  STAFF_ROLES,
} from '../support/world.js';
import { RecordedExamples } from '../support/recorded-examples.js';
import { FAKE_KEYS } from '../support/stripe-fake/server.js';
import { StripeFake } from '../support/stripe-fake-process.js';
import { describedRoutes, type DescribedRoute } from '../support/routes.js';

const nameOf = (route: DescribedRoute): string => `${route.method} ${route.path}`;
const routes = describedRoutes();
const guarded = routes.filter((route) => route.permissions);

/**
 * Routes that require no permission, with the data that they reveal about a maker: `nothing`, the caller's own
 * permissions and account (`self`), or what a secret link or a first visit grants (`secret`). The suite fails if a
 * route is missing here.
 */
const OPEN_ROUTES: Readonly<Record<string, 'nothing' | 'self' | 'secret'>> = {
  'GET /health/live': 'nothing',
  'GET /health/ready': 'nothing',
  'GET /session': 'self',
  'POST /session': 'self',
  'DELETE /session': 'self',
  'POST /session/membership': 'self',
  'PATCH /session/profile': 'self',
  'GET /invitations/:token': 'secret',
  'POST /invitations/:token': 'secret',
  'POST /password-resets': 'nothing',
  'POST /password-resets/:token': 'secret',
  'GET /saved-views': 'self',
  'POST /saved-views': 'self',
  'PATCH /saved-views/:id': 'self',
  'DELETE /saved-views/:id': 'self',
  'GET /notifications': 'self',
  'POST /notifications/mark-all-read': 'self',
  'PUT /notifications/:id/read': 'self',
  'DELETE /notifications/:id/read': 'self',
  'POST /notifications/:id/mute': 'self',
  'GET /notification-preferences': 'self',
  'PUT /notification-preferences/times': 'self',
  'PUT /notification-preferences/types/:type': 'self',
  'DELETE /notification-preferences/mutes/:id': 'self',
  'GET /notification-deliveries/own': 'self',
  'GET /push-subscriptions': 'self',
  'GET /push-subscriptions/public-key': 'nothing',
  'POST /push-subscriptions': 'self',
  'DELETE /push-subscriptions/:id': 'self',
  'POST /push-subscriptions/:id/test': 'self',
  'GET /payment-links/:token': 'secret',
  'POST /payment-links/:token': 'secret',
  'POST /stripe-events': 'secret',
  'POST /stripe-events/:makerId': 'secret',
  'GET /unsubscribe/:token': 'secret',
  'POST /unsubscribe/:token': 'secret',
  'GET /demo': 'nothing',
  'GET /setup': 'nothing',
  'POST /setup': 'secret',
};

/** Routes that don't change data of the maker and therefore write no audit entry. */
const UNTRACED = [
  'POST /bulk-decisions/preview',
  'POST /contracts/check',
  'POST /contracts/preview',
  'POST /cost-imports/preview',
  'POST /contracts/:contractId/amendments/preview',
  'POST /contracts/:id/escalation/preview',
  'POST /contracts/:contractId/takeover/preview',
  'POST /imports/preview',
  'POST /invoices/preview',
  'POST /invoices/:id/credit-notes/preview',
  // The opening of a document has its own record instead of an audit entry.
  'POST /invoices/:id/openings',
  'POST /price-books/:id/file',
  'POST /pricing/preview',
  'POST /pricing/simulation',
  'POST /meter-exceptions/:id/preview',
  'POST /diagnostics/preview',
  'POST /remaining-life/preview',
  'POST /metering/preview',
  'POST /retention/preview',
  'POST /terms/preview',
  'PUT /history-imports/:id/content',
  'POST /history-imports/:id/preview',
];

/**
 * Calls every route that requires a permission, each with a new pair of makers. Callers without the permission are
 * rejected, users of another maker and of another customer find nothing, and then an authorized user gets the object.
 */
describe('every route', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let stripe: StripeFake;
  let api: RunningApi;
  let worlds = 0;
  const examples = new RecordedExamples();
  /** Users who request data of others. */
  let strangers: MakerOfWorld;
  let readers: MakerOfWorld;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    stripe = await StripeFake.start();
    api = await startApi(database, { STRIPE_API_URL: stripe.origin, STRIPE_SECRET_KEY: FAKE_KEYS.platform });
    strangers = await createMaker(owner, 'strangers');
    readers = await createMaker(owner, 'readers');
  });

  afterAll(async () => {
    examples.write();
    await api?.stop();
    await stripe?.stop();
    await owner?.end();
    await database?.drop();
  });

  it('requires a permission, or is listed with what it reveals without one', () => {
    const open = routes.filter((route) => !route.permissions);
    expect(open.map(nameOf).sort()).toEqual(Object.keys(OPEN_ROUTES).sort());
    expect(open.filter(({ reason }) => !reason)).toEqual([]);
  });

  it.each(Object.entries(OPEN_ROUTES))(
    '%s (%s) reveals nothing about a maker to an anonymous caller',
    async (name, kind) => {
      const maker = await createMaker(owner, `s${(worlds += 1)}`);
      const [method, path] = name.split(' ') as [string, string];
      const { status, text } = await call(api, method, path.replace(':token', maker.makerId), {
        body: method === 'GET' ? undefined : {},
      });
      if (kind === 'self' && name !== 'POST /session') expect(status).toBe(401);
      if (kind === 'secret') expect(status).toBeGreaterThanOrEqual(400);
      const known = [
        maker.slug,
        ...Object.values(maker.ids),
        ...Object.values(maker.staff).map((p) => p.userId),
      ];
      expect(known.filter((leakedName) => text.includes(leakedName))).toEqual([]);
    },
  );

  it('has a case here if it requires a permission', () => {
    expect(guarded.map(nameOf).filter((name) => !(name in ROUTE_CASES))).toEqual([]);
    expect(
      Object.keys(ROUTE_CASES).filter((name) => !guarded.some((route) => nameOf(route) === name)),
    ).toEqual([]);
  });

  async function demand(
    method: string,
    path: string,
    request: HttpRequest,
  ): Promise<Record<string, unknown>> {
    const { status, body, text } = await call<Record<string, unknown>>(api, method, path, request);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    return body;
  }

  const tools: CaseTools = {
    sql: (text, values) => owner.query(text, values),
    get home() {
      return api.home;
    },
    get: (person, path) => demand('GET', path, { as: byKey(person) }),
    post: (person, path, body) => demand('POST', path, { as: byKey(person), body }),
  };

  /** Calls a route as described by a case. */
  async function callRoute(
    route: DescribedRoute,
    one: RouteCase,
    person: PersonOfWorld | null,
    of: CustomerOfWorld,
    maker: MakerOfWorld,
  ): Promise<Answer<unknown>> {
    const values = one.path?.(of, maker) ?? {};
    const path = route.path.replace(/:([A-Za-z]+)/g, (_, name: string) => values[name] ?? `missing-${name}`);
    const query = one.query?.(of, maker);
    const body = one.body?.(of, maker);
    return call(api, route.method, `${path}${query ? `?${query}` : ''}`, {
      as: person ? credentialsOf(person, route) : {},
      body,
      headers: one.headers,
    });
  }

  /** Returns a key, or a browser session if the route rejects keys. */
  const credentialsOf = (person: PersonOfWorld, { sessionOnly }: DescribedRoute): Record<string, string> =>
    sessionOnly ? bySession(person) : byKey(person);

  /** Returns the caller's own input, which the response may repeat. */
  const askedFor = (one: RouteCase, of: CustomerOfWorld, maker: MakerOfWorld): string =>
    JSON.stringify([one.path?.(of, maker), one.query?.(of, maker), one.body?.(of, maker)]);

  /** Ids that must not be visible to others: all ids of the maker, or all ids of one customer. */
  const idsOf = (of: CustomerOfWorld): string[] => [of.customerId, ...Object.values(of.ids)];

  describe.each(guarded.map((route) => [nameOf(route), route] as const))('%s', (name, route) => {
    const one = ROUTE_CASES[name]!;
    const mayUse = (role: Parameters<typeof permissionsOf>[0]) =>
      permissionsOf(role).some((permission) => route.permissions!.includes(permission));
    const isWithheld = (role: Role) =>
      one.withheld !== undefined && CUSTOMER_ROLES.some((customerRole) => customerRole === role);
    let maker: MakerOfWorld;
    let a: CustomerOfWorld;
    let b: CustomerOfWorld;

    beforeAll(async () => {
      worlds += 1;
      // A GET request leaves a maker unchanged, so the maker can be used for the next route.
      maker = route.method === 'GET' && !one.given ? readers : await createMaker(owner, `w${worlds}`);
      [a, b] = maker.customers;
      await one.given?.(a, maker, tools);
    });

    /** A foreign id is treated as unknown: with 404 in the path, and with an error of the field in the body. */
    function expectRejection(role: Role, status: number, text: string): void {
      if (isWithheld(role) && one.withheld === 'forbidden')
        expect([role, status, text]).toEqual([role, 403, text]);
      else if (one.path) expect([role, status, text]).toEqual([role, 404, text]);
      else if (one.body) expect([role, [404, 422].includes(status), text]).toEqual([role, true, text]);
    }

    it('rejects anonymous callers', async () => {
      expect((await callRoute(route, one, null, a, maker)).status).toBe(401);
    });

    it('rejects every role that lacks the permission', async () => {
      const lacking = [
        ...STAFF_ROLES.filter((role) => !mayUse(role)).map((role) => maker.staff[role]),
        ...CUSTOMER_ROLES.filter((role) => !mayUse(role)).map((role) => a.people[role]),
      ];
      for (const person of lacking) {
        const { status } = await callRoute(route, one, person, a, maker);
        expect([person.role, status]).toEqual([person.role, 403]);
      }
    });

    it('returns nothing to anyone of another maker', async () => {
      if (one.audience === 'self') return;
      const people = [
        ...STAFF_ROLES.map((role) => strangers.staff[role]),
        ...CUSTOMER_ROLES.map((role) => strangers.customers[0].people[role]),
      ].filter(({ role }) => mayUse(role));
      for (const stranger of people) {
        const { status, text } = await callRoute(route, one, stranger, a, maker);
        expectRejection(stranger.role, status, text);
        const known = [maker.makerId, ...Object.values(maker.ids), ...idsOf(a), ...idsOf(b)];
        const asked = askedFor(one, a, maker);
        expect(known.filter((id) => text.includes(id) && !asked.includes(id))).toEqual([]);
      }
    });

    it('returns nothing to users of another customer', async () => {
      if (one.audience === 'self' || one.audience === 'everyone') return;
      for (const role of CUSTOMER_ROLES) {
        if (!mayUse(role)) continue;
        const { status, text } = await callRoute(route, one, b.people[role], a, maker);
        expectRejection(role, status, text);
        const asked = askedFor(one, a, maker);
        expect(idsOf(a).filter((id) => text.includes(id) && !asked.includes(id))).toEqual([]);
      }
    });

    it("returns nothing to another hub's technician", async () => {
      if (!mayUse('technician') || one.audience === 'self' || one.audience === 'everyone') return;
      const { status, text } = await callRoute(route, one, maker.otherTechnician, a, maker);
      expectRejection('technician', status, text);
      const asked = askedFor(one, a, maker);
      const { depot, technician, stock_entry } = maker.ids;
      const known = [...idsOf(a), depot!, technician!, stock_entry!];
      expect(known.filter((id) => text.includes(id) && !asked.includes(id))).toEqual([]);
    });

    /** Returns the number of a user's audit entries. */
    async function traced(person: PersonOfWorld): Promise<number> {
      const { rows } = await owner.query<{ count: string }>(
        `select count(*) from audit_entry where actor_user_id = $1 and actor_kind = $2`,
        [person.userId, route.sessionOnly ? 'user' : 'api_key'],
      );
      return Number(rows[0]!.count);
    }

    async function expectServed(person: PersonOfWorld, of: CustomerOfWorld, within: MakerOfWorld) {
      const before = await traced(person);
      const { status, text } = await callRoute(route, one, person, of, within);
      if (isWithheld(person.role) && one.withheld === 'forbidden')
        return expect([person.role, status]).toEqual([person.role, 403]);
      expect([person.role, status, status < 300 ? '' : text]).toEqual([person.role, expect.any(Number), '']);
      if (status < 300) examples.note(route.operationId, within.slug, one.body?.(of, within), text);
      const shown = one.shows?.(of, within);
      const isHidden = person.role === 'technician' && one.technicians === 'none';
      if (shown && (isWithheld(person.role) || isHidden)) expect(text).not.toContain(shown);
      else if (shown) expect([person.role, text]).toEqual([person.role, expect.stringContaining(shown)]);
      const isTraced = (await traced(person)) > before;
      expect([person.role, isTraced]).toEqual([
        person.role,
        route.method !== 'GET' && !UNTRACED.includes(nameOf(route)),
      ]);
    }

    it('serves the authorized user, and audits the change', async () => {
      const isRead = route.method === 'GET';
      const roles = STAFF_ROLES.filter((role) =>
        one.as || !isRead ? role === (one.as ?? 'admin') : mayUse(role),
      );
      for (const role of roles) await expectServed(maker.staff[role], a, maker);
      if (!isRead || !['customer', 'everyone'].includes(one.audience)) return;
      for (const role of CUSTOMER_ROLES) if (mayUse(role)) await expectServed(a.people[role], a, maker);
    });

    it('serves an authorized technician of the hub', async () => {
      if (route.method === 'GET' || one.as === 'technician' || !mayUse('technician')) return;
      const theirs = await createMaker(owner, `t${worlds}`);
      await one.given?.(theirs.customers[0], theirs, tools);
      await expectServed(theirs.staff.technician, theirs.customers[0], theirs);
    });

    it('serves an authorized customer', async () => {
      if (route.method === 'GET' || one.audience !== 'customer' || !mayUse('customer_admin')) return;
      const theirs = await createMaker(owner, `c${worlds}`);
      const [customer] = theirs.customers;
      await one.given?.(customer, theirs, tools);
      await expectServed(customer.people.customer_admin, customer, theirs);
    });
  });
});
