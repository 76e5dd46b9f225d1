import type { TicketState } from '../../../api/types.js';
import type { Problem } from '../../../problems/problem.js';

/** What the queue needs to know of an action that has not arrived; the list is in the order in which things were done. */
export interface QueuedAction {
  readonly id: string;
  readonly code: string;
  /** Absent for what concerns no ticket. */
  readonly ticketId?: string;
  readonly state: ActionState;
  readonly problem?: Problem;
}

/**
 * `keeping`: being written to the phone's disk; `waiting`: to be sent; `sent`: confirmed by the server, whose answers on the page
 * are not renewed yet.
 */
export type ActionState = 'keeping' | 'waiting' | 'sending' | 'failed' | 'sent';

const STEPS: Readonly<Record<string, TicketState>> = {
  accept: 'accepted',
  start: 'in_progress',
  close: 'closed',
};

const UNHEARD_STATUSES = [0, 401, 408, 425, 429, 502, 503, 504];
/** The first attempt is still at work on the server; the same key gets its answer later. */
const IN_USE = 'api.idempotency_key_in_use';

/** Whether an attempt ended without a decision of the server, so that the same action can be sent again as it is. */
export function isUnheard(problem: Problem): boolean {
  return UNHEARD_STATUSES.includes(problem.status) || problem.code === IN_USE;
}

/**
 * The next action to send: the oldest one that waits, unless an older one is still being kept. A step of a ticket does not
 * overtake an earlier step of the same ticket that the server refused; notes and photos do.
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

/** The state of a ticket once its steps in the queue have arrived; a refused step and those after it do not count. */
export function stateAfter(
  state: TicketState,
  ticketId: string,
  actions: readonly QueuedAction[],
): TicketState {
  let after = state;
  for (const action of actions) {
    const to = action.ticketId === ticketId ? STEPS[action.code] : undefined;
    if (to === undefined) continue;
    if (action.problem !== undefined && !isUnheard(action.problem)) break;
    after = to;
  }
  return after;
}

/** What is lost when an action is discarded: the action, and with a step the later steps of its ticket, which need it. */
export function lostWith<Action extends QueuedAction>(actions: readonly Action[], id: string): Action[] {
  const index = actions.findIndex((action) => action.id === id);
  const discarded = actions[index];
  if (discarded === undefined) return [];
  return actions.filter(
    (action, place) =>
      place === index ||
      (place > index &&
        discarded.code in STEPS &&
        action.code in STEPS &&
        action.ticketId === discarded.ticketId),
  );
}
