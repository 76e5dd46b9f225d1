import type { StoredPost } from '../../../api/stored-post.js';
import type { Problem } from '../../../problems/problem.js';
import type { ActionState } from './action-queue.js';

/** An action of a technician that the server has not confirmed. */
export interface FieldAction extends StoredPost {
  /** Generated on the phone. The server performs an action once per ID. */
  readonly id: string;
  /** Its label is `technician:action.<code>`. */
  readonly code: 'accept' | 'start' | 'close' | 'note' | 'photo' | 'receive' | 'acknowledge';
  /** Subject of the action, for example the ticket's number. */
  readonly about: string;
  /** Ticket that the action changes; absent if it changes none. */
  readonly ticketId?: string;
  /** Names of the queries that the action makes stale. */
  readonly stale: readonly string[];
  readonly at: number;
  readonly state: ActionState;
  /** Reason for the failure of the last attempt. */
  readonly problem?: Problem;
  /** Whether the action is on the phone's disk, so that closing the page does not lose it. */
  readonly isKept: boolean;
}
