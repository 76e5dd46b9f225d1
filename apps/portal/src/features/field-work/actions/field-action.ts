import type { WrittenPost } from '../../../api/written-post.js';
import type { Problem } from '../../../problems/problem.js';
import type { ActionState } from './action-queue.js';

/** An action of a technician that the server has not confirmed. */
export interface FieldAction extends WrittenPost {
  /** Made on the phone; the server does an action once per id. */
  readonly id: string;
  /** Its words stand under `technician:action.<code>`. */
  readonly code: 'accept' | 'start' | 'close' | 'note' | 'photo' | 'receive' | 'acknowledge';
  /** The subject of the action, for example the ticket's number. */
  readonly about: string;
  /** The ticket that it belongs to. */
  readonly ticketId?: string;
  /** Names of the answers that it makes stale. */
  readonly stale: readonly string[];
  readonly at: number;
  readonly state: ActionState;
  /** Why the last attempt failed. */
  readonly problem?: Problem;
  /** Whether it is on the phone's disk and outlives the page. */
  readonly isKept: boolean;
}
