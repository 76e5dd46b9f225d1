import type { CustomerOfWorld, MakerOfWorld, PersonOfWorld, Role } from './world.js';

/** Tools of a case to prepare the world for its positive call. */
export interface CaseTools {
  /** Runs as the database's owner. */
  sql(text: string, values?: unknown[]): Promise<unknown>;
  /** Folder of the API's state. */
  home: string;
  /** Calls to the API that must succeed; the path is below /api/v1. */
  get(person: PersonOfWorld, path: string): Promise<Record<string, unknown>>;
  post(person: PersonOfWorld, path: string, body: FormData | object): Promise<Record<string, unknown>>;
}

/** The parameters of a route's call in a world, and its authorized callers. */
export interface RouteCase {
  /** Values of the path's parameters. */
  path?: (of: CustomerOfWorld, maker: MakerOfWorld) => Record<string, string>;
  query?: (of: CustomerOfWorld, maker: MakerOfWorld) => string;
  /** A Blob is sent unchanged. */
  body?: (of: CustomerOfWorld, maker: MakerOfWorld) => FormData | Blob | object;
  headers?: Record<string, string>;
  /** Text of the world that an authorized response must contain: an empty response proves nothing. */
  shows?: (of: CustomerOfWorld, maker: MakerOfWorld) => string;
  /**
   * Audience of the object: `customer` is that customer and the staff, `staff` only the staff, `everyone` all users of
   * that maker, and `self` only the caller.
   */
  audience: 'customer' | 'staff' | 'everyone' | 'self';
  /**
   * The result for users of the customer who have the route's permission but may not see this object: an error, or an
   * empty response.
   */
  withheld?: 'forbidden' | 'empty';
  /** Set if technicians have the route's permission but can't see the object even at their own hub. */
  technicians?: 'none';
  /** The staff role of the positive call; admin by default. */
  as?: Role;
  given?: (of: CustomerOfWorld, maker: MakerOfWorld, tools: CaseTools) => Promise<void>;
}
