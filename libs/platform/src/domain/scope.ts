/**
 * On whose behalf a use case runs. It is a required argument of every public service method and never ambient,
 * because a forgotten scope must fail to compile, not read another maker's rows.
 */
export interface Scope {
  /** The maker (tenant). */
  readonly makerId: string;
  /** The person acting; null for devices, schedules and event handlers. */
  readonly userId: string | null;
  /** The customers whose rows are visible; 'all' for the maker's own people, as far as `hubId` lets them. */
  readonly customers: 'all' | readonly string[];
  /** Limits a technician to this hub and to the work that is assigned to them. */
  readonly hubId?: string;
  /** The membership by which the person acts; the audit trail keeps its role. */
  readonly membershipId?: string;
  /** The API key that acts for the person. */
  readonly apiKeyId?: string;
  /** How the actor is named in the audit trail. */
  readonly actor: 'user' | 'api_key' | 'system';
}

/** The scope in which the product itself acts for a maker: schedules, event handlers, seeding. */
export function systemScope(makerId: string): Scope {
  return { makerId, userId: null, customers: 'all', actor: 'system' };
}

/** Whether every row of the maker is visible: customers and technicians see a part. */
export function seesWholeMaker({ customers, hubId }: Pick<Scope, 'customers' | 'hubId'>): boolean {
  return customers === 'all' && hubId === undefined;
}
