import { DomainError } from '#platform/domain';

export const TICKET_STATES = ['new', 'assigned', 'accepted', 'in_progress', 'closed', 'cancelled'] as const;
export type TicketState = (typeof TICKET_STATES)[number];

export const TICKET_ACTIONS = ['assign', 'accept', 'start', 'close', 'cancel'] as const;
export type TicketAction = (typeof TICKET_ACTIONS)[number];

/**
 * The actions that are allowed in each state, and the state after each. Assigning again replaces the technician if work
 * has not begun.
 */
const TRANSITIONS: Readonly<Record<TicketState, Partial<Record<TicketAction, TicketState>>>> = {
  new: { assign: 'assigned', cancel: 'cancelled' },
  assigned: { assign: 'assigned', accept: 'accepted', cancel: 'cancelled' },
  accepted: { assign: 'assigned', start: 'in_progress', cancel: 'cancelled' },
  in_progress: { close: 'closed' },
  closed: {},
  cancelled: {},
};

/** @throws DomainError service.ticket_action_refused */
export function transition(state: TicketState, action: TicketAction): TicketState {
  const next = TRANSITIONS[state][action];
  if (!next) throw new DomainError('service.ticket_action_refused', { state, action });
  return next;
}

/** Returns the actions that a state allows, in the order of a ticket's lifecycle. */
export function actionsIn(state: TicketState): TicketAction[] {
  return TICKET_ACTIONS.filter((action) => TRANSITIONS[state][action] !== undefined);
}

/** Returns true for a state without further actions. */
export function isFinal(state: TicketState): boolean {
  return actionsIn(state).length === 0;
}
