/**
 * The actor, and the rows that a use case may access. Every public service method requires a scope as an argument, so
 * that a forgotten scope fails to compile instead of reading another maker's rows.
 */
export interface Scope {
  /** The maker (tenant). */
  readonly makerId: string;
  /** The acting person; null for devices, schedules and event handlers. */
  readonly userId: string | null;
  /** The customers with visible rows; 'all' for the maker's own users, within the limits of `hubId`. */
  readonly customers: 'all' | readonly string[];
  /** Limits a technician to this hub and to the work assigned to them. */
  readonly hubId?: string;
  /** The membership under which the person acts. The audit trail records its role. */
  readonly membershipId?: string;
  /** The API key that acts for the person. */
  readonly apiKeyId?: string;
  /** The kind of actor in the audit trail. */
  readonly actor: 'user' | 'api_key' | 'system';
}

/** Returns the scope in which the product itself acts for a maker: for schedules, event handlers and seeding. */
export function systemScope(makerId: string): Scope {
  return { makerId, userId: null, customers: 'all', actor: 'system' };
}

/** Returns true when every row of the maker is visible. Customers and technicians see only some of them. */
export function seesAllRows({ customers, hubId }: Pick<Scope, 'customers' | 'hubId'>): boolean {
  return customers === 'all' && hubId === undefined;
}
