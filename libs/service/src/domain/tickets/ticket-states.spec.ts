import fc from 'fast-check';
import { DomainError } from '#platform/domain';
import {
  actionsIn,
  isFinal,
  TICKET_ACTIONS,
  TICKET_STATES,
  transition,
  type TicketAction,
  type TicketState,
} from './ticket-states.js';

const ALLOWED: Record<TicketState, Partial<Record<TicketAction, TicketState>>> = {
  new: { assign: 'assigned', cancel: 'cancelled' },
  assigned: { assign: 'assigned', accept: 'accepted', cancel: 'cancelled' },
  accepted: { assign: 'assigned', start: 'in_progress', cancel: 'cancelled' },
  in_progress: { close: 'closed' },
  closed: {},
  cancelled: {},
};

describe('a ticket', () => {
  const all = TICKET_STATES.flatMap((state) =>
    TICKET_ACTIONS.map((action) => ({ state, action, to: ALLOWED[state][action] })),
  );

  it.each(all.filter(({ to }) => to))('in $state allows $action', ({ state, action, to }) => {
    expect(transition(state, action)).toBe(to);
    expect(actionsIn(state)).toContain(action);
  });

  it.each(all.filter(({ to }) => !to))('in $state rejects $action', ({ state, action }) => {
    expect(() => transition(state, action)).toThrow(
      expect.objectContaining({ code: 'service.ticket_action_refused' }),
    );
    expect(actionsIn(state)).not.toContain(action);
  });

  it('ends closed or cancelled', () => {
    expect(TICKET_STATES.filter(isFinal)).toEqual(['closed', 'cancelled']);
  });

  it('is closed only after it was accepted and started, and never leaves its final state', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...TICKET_ACTIONS), { maxLength: 30 }), (tried) => {
        let state: TicketState = 'new';
        const done: TicketAction[] = [];
        for (const action of tried) {
          const over = isFinal(state);
          try {
            state = transition(state, action);
          } catch (error) {
            expect(error).toBeInstanceOf(DomainError);
            continue;
          }
          expect(over).toBe(false);
          done.push(action);
        }
        if (state === 'closed') expect(done.slice(-3)).toEqual(['accept', 'start', 'close']);
      }),
    );
  });
});
