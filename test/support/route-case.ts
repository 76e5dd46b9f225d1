import type { CustomerOfWorld, MakerOfWorld, PersonOfWorld, Role } from './world.js';

/** What a case may use to bring its world into the state that the positive call needs. */
export interface CaseTools {
  /** As the database's owner. */
  sql(text: string, values?: unknown[]): Promise<unknown>;
  /** Folder of the api's state. */
  home: string;
  /** Calls to the api that must succeed; the path is below /api/v1. */
  get(person: PersonOfWorld, path: string): Promise<Record<string, unknown>>;
  post(person: PersonOfWorld, path: string, body: FormData | object): Promise<Record<string, unknown>>;
}

/** What a route is called with in a world, and who rightfully calls it. */
export interface RouteCase {
  /** Values of the path's parameters. */
  path?: (of: CustomerOfWorld, maker: MakerOfWorld) => Record<string, string>;
  query?: (of: CustomerOfWorld, maker: MakerOfWorld) => string;
  /** A Blob goes as it is. */
  body?: (of: CustomerOfWorld, maker: MakerOfWorld) => FormData | Blob | object;
  headers?: Record<string, string>;
  /** Something of the world that the rightful answer must contain: an empty answer proves nothing. */
  shows?: (of: CustomerOfWorld, maker: MakerOfWorld) => string;
  /**
   * Whose the thing is: `customer` is seen by that customer and the staff, `staff` by the staff alone,
   * `everyone` by all of that maker, `self` concerns nobody but the caller.
   */
  audience: 'customer' | 'staff' | 'everyone' | 'self';
  /** What customers' people get who have the route's right, but not to this: they are refused, or it is empty to them. */
  withheld?: 'forbidden' | 'empty';
  /** Set where technicians have the route's right, but see nothing of this at their own hub either. */
  technicians?: 'none';
  /** The staff role that makes the positive call; admin unless said otherwise. */
  as?: Role;
  given?: (of: CustomerOfWorld, maker: MakerOfWorld, tools: CaseTools) => Promise<void>;
}
