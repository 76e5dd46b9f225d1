import type { RouteCase } from '../../test/support/route-case.js';
import { ROUTE_CASES } from '../../test/support/route-cases.js';
import {
  CUSTOMER_ROLES,
  type CustomerOfWorld,
  type MakerOfWorld,
  type PersonOfWorld,
  STAFF_ROLES,
} from '../../test/support/world.js';

export interface ForeignReport {
  readonly calls: number;
  readonly routes: number;
  /** Calls that were served, or whose answer names what belongs to others. */
  readonly leaks: readonly string[];
  /** Answers 5xx. */
  readonly broken: readonly string[];
}

export interface Attack {
  readonly who: string;
  readonly person: PersonOfWorld;
  readonly isOfMaker: boolean;
}

/**
 * Calls every route that asks for a right with the ids of one customer's things, as everybody of another maker and of the
 * maker's other customer. Whoever lacks the right altogether is asked too.
 * @param pick which of them try a route
 */
export async function tryForeignIds(
  portalUrl: string,
  attacked: MakerOfWorld,
  strangers: MakerOfWorld,
  pick: (attackers: readonly Attack[]) => readonly Attack[],
): Promise<ForeignReport> {
  const [a, b] = attacked.customers;
  const attackers: Attack[] = [
    ...STAFF_ROLES.map((role) => ({ who: 'other maker', person: strangers.staff[role], isOfMaker: false })),
    ...CUSTOMER_ROLES.map((role) => ({
      who: 'other maker',
      person: strangers.customers[0].people[role],
      isOfMaker: false,
    })),
    ...CUSTOMER_ROLES.map((role) => ({ who: 'other customer', person: b.people[role], isOfMaker: true })),
  ];
  const leaks: string[] = [];
  const broken: string[] = [];
  let calls = 0;
  for (const [name, one] of Object.entries(ROUTE_CASES)) {
    for (const attack of pick(attackers)) {
      if (one.audience === 'self' || (one.audience === 'everyone' && attack.isOfMaker)) continue;
      calls += 1;
      const { status, text } = await call(portalUrl, name, one, attack.person, a, attacked);
      const known = attack.isOfMaker ? idsOf(a) : [...Object.values(attacked.ids), ...idsOf(a), ...idsOf(b)];
      const asked = askedFor(one, a, attacked);
      const told = known.find((id) => text.includes(id) && !asked.includes(id));
      const line = `${name} as ${attack.who}'s ${attack.person.role}: ${status}`;
      if (told !== undefined || isWronglyServed(one, status, name)) leaks.push(line);
      if (status >= 500) broken.push(line);
    }
  }
  return { calls, routes: Object.keys(ROUTE_CASES).length, leaks, broken };
}

/** A thing that is named in the path is not there for others; what has no name in it is a list, or begins something of one's own. */
function isWronglyServed(one: RouteCase, status: number, name: string): boolean {
  return one.path !== undefined && name.includes(':') && status < 400;
}

async function call(
  portalUrl: string,
  name: string,
  one: RouteCase,
  person: PersonOfWorld,
  of: CustomerOfWorld,
  maker: MakerOfWorld,
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
      authorization: `Bearer ${person.key}`,
      ...(body && !isRaw ? { 'content-type': 'application/json' } : {}),
      ...one.headers,
    },
    ...(body && { body: isRaw ? body : JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

const idsOf = (of: CustomerOfWorld): string[] => [of.customerId, ...Object.values(of.ids)];

/** What the caller named itself, and so may be told again. */
const askedFor = (one: RouteCase, of: CustomerOfWorld, maker: MakerOfWorld): string =>
  JSON.stringify([one.path?.(of, maker), one.query?.(of, maker), one.body?.(of, maker)]);
