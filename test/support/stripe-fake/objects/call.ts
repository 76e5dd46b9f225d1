import type { Account } from '../account.js';
import type { Params } from '../http/params.js';
import type { World } from '../world.js';

/** One request to the API, after authentication. */
export interface Call {
  readonly world: World;
  readonly account: Account;
  readonly params: Params;
  /** The id in the path; empty if there is none. */
  readonly id: string;
}

export type Handler = (call: Call) => object;

/** Returns the fields that all new objects share. */
export function base(world: World): { created: number; livemode: false } {
  return { created: world.seconds(), livemode: false };
}
