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
  /** Calls that were served, or whose answer names what belongs to others. */
  readonly leaks: readonly string[];
  /** Answers 5xx. */
  readonly broken: readonly string[];
}

/** A customer whose ids are tried, and its maker with the ids of the hub that serves it. */
interface Target {
  readonly of: CustomerOfWorld;
  readonly maker: MakerOfWorld;
}

export interface Attack {
  readonly who: 'other maker' | 'other customer' | 'other hub';
  readonly person: PersonOfWorld;
}

/** Ids of a maker that belong to one hub, and are closed to technicians of another. */
const OF_HUB = ['depot', 'technician', 'stock_entry'] as const;

/**
 * Calls every route that asks for a right with the ids of one customer's things, for each of the maker's customers: as everybody
 * of another maker and of the maker's other customer, and as the technician of the other hub. People without the right ask too.
 * @param sessionOnly routes that are called with a session, because they refuse keys
 * @param pick which of them try a route
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
        const asked = askedFor(one, target);
        const told = closedTo(who, target).find((id) => text.includes(id) && !asked.includes(id));
        const line = `${name} as ${who}'s ${person.role}: ${status}`;
        if (told !== undefined || isWronglyServed(one, status, name)) leaks.push(line);
        if (status >= 500) broken.push(line);
      }
    }
  }
  return { calls, routes: Object.keys(ROUTE_CASES).length, leaks, broken };
}

/** The maker's things of the second hub under the names by which the cases know those of the first. */
function atSecondHub(maker: MakerOfWorld): MakerOfWorld {
  const ids = { ...maker.ids };
  for (const name of ['hub', ...OF_HUB]) ids[name] = maker.ids[`other_${name}`]!;
  return { ...maker, ids };
}

/** Ids that an attacker must not be told. */
function closedTo(who: Attack['who'], { of, maker }: Target): string[] {
  if (who === 'other customer') return idsOf(of);
  if (who === 'other hub') return [...idsOf(of), ...OF_HUB.map((name) => maker.ids[name]!)];
  return [...Object.values(maker.ids), ...maker.customers.flatMap(idsOf)];
}

/** A thing that is named in the path is not there for others; what has no name in it is a list, or begins something of one's own. */
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

/** What the caller named itself, and so may be told again. */
const askedFor = (one: RouteCase, { of, maker }: Target): string =>
  JSON.stringify([one.path?.(of, maker), one.query?.(of, maker), one.body?.(of, maker)]);
