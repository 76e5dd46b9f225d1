import type { CustomerOfWorld, MakerOfWorld, PersonOfWorld, Role } from './world.js';

/** Functions with which a case prepares the world for its positive call. */
export interface CaseTools {
  /** Runs SQL as the owner of the database. */
  sql(text: string, values?: unknown[]): Promise<unknown>;
  /** Home folder of the API. */
  home: string;
  /** Call of the API that must succeed. The path is below /api/v1. */
  get(person: PersonOfWorld, path: string): Promise<Record<string, unknown>>;
  post(person: PersonOfWorld, path: string, body: FormData | object): Promise<Record<string, unknown>>;
}

/** The parameters of a route's call in a world, and the callers with permission. */
export interface RouteCase {
  /** Values of the path's parameters. */
  path?: (of: CustomerOfWorld, maker: MakerOfWorld) => Record<string, string>;
  query?: (of: CustomerOfWorld, maker: MakerOfWorld) => string;
  /** A Blob is sent unchanged. */
  body?: (of: CustomerOfWorld, maker: MakerOfWorld) => FormData | Blob | object;
  headers?: Record<string, string>;
  /**
   * A string from the world that the response to an authorized caller must contain, because an empty response proves
   * nothing.
   */
  shows?: (of: CustomerOfWorld, maker: MakerOfWorld) => string;
  /**
   * Users who can see the object: `customer` is that customer and the staff, `staff` only the staff, `everyone` all
   * users of that maker, and `self` only the caller.
   */
  audience: 'customer' | 'staff' | 'everyone' | 'self';
  /**
   * The result for users of the customer who have the permission of the route but may not see this object: an error,
   * or an empty response.
   */
  withheld?: 'forbidden' | 'empty';
  /** Set if technicians have the permission of the route but can't see the object even at their own hub. */
  technicians?: 'none';
  /** Role of the staff member for the positive call; by default admin. */
  as?: Role;
  given?: (of: CustomerOfWorld, maker: MakerOfWorld, tools: CaseTools) => Promise<void>;
}
