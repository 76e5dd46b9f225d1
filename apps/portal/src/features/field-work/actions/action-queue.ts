import type { TicketState } from '../../../api/types.js';
import type { Problem } from '../../../problems/problem.js';

/**
 * The part of an unconfirmed action that the queue needs. Lists of actions are in the order in which they were done.
 */
export interface QueuedAction {
  readonly id: string;
  readonly code: string;
  /** Ticket that the action changes; absent if it changes none. */
  readonly ticketId?: string;
  readonly state: ActionState;
  readonly problem?: Problem;
}

/**
 * `keeping`: being written to the phone's disk; `waiting`: ready to send; `sent`: confirmed by the server, but the
 * page has not refetched the changed data yet.
 */
export type ActionState = 'keeping' | 'waiting' | 'sending' | 'failed' | 'sent';

const STEPS: Readonly<Record<string, TicketState>> = {
  accept: 'accepted',
  start: 'in_progress',
  close: 'closed',
};

const UNDECIDED_STATUSES = [0, 401, 408, 425, 429, 502, 503, 504];
/** The server is still processing the first attempt; the same key returns its response later. */
const IN_USE = 'api.idempotency_key_in_use';

/**
 * Returns true if an attempt ended without a decision by the server, so that the same action can be retried unchanged.
 */
export function isUndecided(problem: Problem): boolean {
  return UNDECIDED_STATUSES.includes(problem.status) || problem.code === IN_USE;
}

/**
 * The next action to send: the oldest waiting one, unless an older one is still being stored. A step of a ticket does
 * not overtake an earlier failed step of the same ticket; notes and photos do.
 */
export function nextToSend<Action extends QueuedAction>(actions: readonly Action[]): Action | undefined {
  const next = actions.find(
    (action, index) =>
      (action.state === 'waiting' || action.state === 'keeping') &&
      !(
        action.code in STEPS &&
        actions
          .slice(0, index)
          .some(
            (earlier) =>
              earlier.ticketId === action.ticketId && earlier.code in STEPS && earlier.state === 'failed',
          )
      ),
  );
  return next?.state === 'waiting' ? next : undefined;
}

/** State of a ticket after its queued steps have arrived. A rejected step and the steps after it are ignored. */
export function stateAfter(
  state: TicketState,
  ticketId: string,
  actions: readonly QueuedAction[],
): TicketState {
  let after = state;
  for (const action of actions) {
    const to = action.ticketId === ticketId ? STEPS[action.code] : undefined;
    if (to === undefined) continue;
    if (action.problem !== undefined && !isUndecided(action.problem)) break;
    after = to;
  }
  return after;
}

/**
 * Returns the actions that are lost when one is discarded: the action itself and, for a step, the later steps of its
 * ticket, which depend on it.
 */
export function findLostActions<Action extends QueuedAction>(
  actions: readonly Action[],
  id: string,
): Action[] {
  const index = actions.findIndex((action) => action.id === id);
  const discarded = actions[index];
  if (discarded === undefined) return [];
  return actions.filter(
    (action, position) =>
      position === index ||
      (position > index &&
        discarded.code in STEPS &&
        action.code in STEPS &&
        action.ticketId === discarded.ticketId),
  );
}
