import type { TicketState } from '../../../../api/types.js';

export type FieldStep = 'accept' | 'start' | 'close';

const STEP: Readonly<Partial<Record<TicketState, FieldStep>>> = {
  assigned: 'accept',
  accepted: 'start',
  in_progress: 'close',
};

/** The one thing a technician does next with a ticket; undefined when it is done or not theirs to move. */
export function comingStep(state: TicketState): FieldStep | undefined {
  return STEP[state];
}
