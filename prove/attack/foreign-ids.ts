import type { RouteCase } from '../../test/support/route-case.js';
import { ROUTE_CASES } from '../../test/support/route-cases.js';
import {
  CUSTOMER_ROLES,
  type CustomerOfWorld,
  type MakerOfWorld,
  type PersonOfWorld,
  STAFF_ROLES,
} from '../../test/support/world.js';
import type { DescribedRoute } from './described-routes.js';

export interface ForeignReport {
  readonly calls: number;
  readonly routes: number;
  /** Requests that succeeded or returned data of others. */
  readonly leaks: readonly string[];
  /** 5xx responses. */
  readonly broken: readonly string[];
}

/** A customer with the ids to try, and its maker with the ids of the hub that serves the customer. */
interface Target {
  readonly of: CustomerOfWorld;
  readonly maker: MakerOfWorld;
}

export interface Attack {
  readonly who: 'other maker' | 'other customer' | 'other hub';
  readonly person: PersonOfWorld;
}

/** Ids of a maker that belong to one hub and that technicians of another hub can't access. */
const OF_HUB = ['depot', 'technician', 'stock_entry'] as const;

/**
 * Calls every route that requires a permission with the ids of one customer's objects, for each of the maker's
 * customers. The callers are the staff and the first customer's users of another maker, the users of the maker's other
 * customer, and the technician of the other hub, with and without the permission.
 * @param sessionOnly routes that are called with a session, because they reject keys
 * @param pick selects the callers of a route
 */
export async function tryForeignIds(
  portalUrl: string,
  sessionOnly: readonly DescribedRoute[],
  attacked: MakerOfWorld,
  strangers: MakerOfWorld,
  pick: (attackers: readonly Attack[]) => readonly Attack[],
): Promise<ForeignReport> {
  const [a, b] = attacked.customers;
  const ofMaker: Attack[] = [
    ...[...STAFF_ROLES.map((role) => strangers.staff[role]), strangers.otherTechnician],
    ...CUSTOMER_ROLES.map((role) => strangers.customers[0].people[role]),
  ].map((person) => ({ who: 'other maker', person }));
  const ofCustomer = ({ people }: CustomerOfWorld): Attack[] =>
    CUSTOMER_ROLES.map((role) => ({ who: 'other customer', person: people[role] }));
  const technician = (person: PersonOfWorld): Attack => ({ who: 'other hub', person });
  const targets: [Target, Attack[]][] = [
    [{ of: a, maker: attacked }, [...ofMaker, ...ofCustomer(b), technician(attacked.otherTechnician)]],
    [
      { of: b, maker: atSecondHub(attacked) },
      [...ofMaker, ...ofCustomer(a), technician(attacked.staff.technician)],
    ],
  ];
  const closedToKeys = new Set(
    sessionOnly.map(
      ({ method, path }) => `${method} ${path.replace('/api/v1', '').replace(/\{(\w+)\}/g, ':$1')}`,
    ),
  );
  const leaks: string[] = [];
  const broken: string[] = [];
  let calls = 0;
  for (const [name, one] of Object.entries(ROUTE_CASES)) {
    for (const [target, attackers] of targets) {
      for (const { who, person } of pick(attackers)) {
        if (one.audience === 'self' || (one.audience === 'everyone' && who !== 'other maker')) continue;
        calls += 1;
        const credentials: Record<string, string> = closedToKeys.has(name)
          ? { cookie: `dutycycle_session=${person.session}`, 'x-csrf-token': 'csrf' }
          : { authorization: `Bearer ${person.key}` };
        const { status, text } = await call(portalUrl, name, one, credentials, target);
        const requestInput = requestInputOf(one, target);
        const leakedId = listHiddenIds(who, target).find(
          (id) => text.includes(id) && !requestInput.includes(id),
        );
        const line = `${name} as ${who}'s ${person.role}: ${status}`;
        if (leakedId !== undefined || isWronglyServed(one, status, name)) leaks.push(line);
        if (status >= 500) broken.push(line);
      }
    }
  }
  return { calls, routes: Object.keys(ROUTE_CASES).length, leaks, broken };
}

/**
 * Returns the maker with the ids of the second hub's objects under the names that the cases use for the first hub's
 * objects.
 */
function atSecondHub(maker: MakerOfWorld): MakerOfWorld {
  const ids = { ...maker.ids };
  for (const name of ['hub', ...OF_HUB]) ids[name] = maker.ids[`other_${name}`]!;
  return { ...maker, ids };
}

/** Returns ids that an attacker's response must not contain. */
function listHiddenIds(who: Attack['who'], { of, maker }: Target): string[] {
  if (who === 'other customer') return idsOf(of);
  if (who === 'other hub') return [...idsOf(of), ...OF_HUB.map((name) => maker.ids[name]!)];
  return [...Object.values(maker.ids), ...maker.customers.flatMap(idsOf)];
}

/**
 * Other users must get an error for a path with an object, as if the object did not exist. A path without an object
 * lists or creates the caller's own objects.
 */
function isWronglyServed(one: RouteCase, status: number, name: string): boolean {
  return one.path !== undefined && name.includes(':') && status < 400;
}

async function call(
  portalUrl: string,
  name: string,
  one: RouteCase,
  credentials: Readonly<Record<string, string>>,
  { of, maker }: Target,
): Promise<{ status: number; text: string }> {
  const [method = 'GET', template = ''] = name.split(' ');
  const values = one.path?.(of, maker) ?? {};
  const path = template.replace(/:([A-Za-z]+)/g, (_, key: string) => values[key] ?? `missing-${key}`);
  const query = one.query?.(of, maker);
  const body = one.body?.(of, maker);
  const isRaw = body instanceof FormData || body instanceof Blob;
  const response = await fetch(`${portalUrl}/api/v1${path}${query ? `?${query}` : ''}`, {
    method,
    headers: {
      ...credentials,
      ...(body && !isRaw ? { 'content-type': 'application/json' } : {}),
      ...one.headers,
    },
    ...(body && { body: isRaw ? body : JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

const idsOf = (of: CustomerOfWorld): string[] => [of.customerId, ...Object.values(of.ids)];

/** Returns the caller's own input, which the response may repeat. */
const requestInputOf = (one: RouteCase, { of, maker }: Target): string =>
  JSON.stringify([one.path?.(of, maker), one.query?.(of, maker), one.body?.(of, maker)]);
