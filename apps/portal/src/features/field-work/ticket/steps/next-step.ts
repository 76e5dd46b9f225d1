import type { TicketState } from '../../../../api/types.js';

export type FieldStep = 'accept' | 'start' | 'close';

const STEP: Readonly<Partial<Record<TicketState, FieldStep>>> = {
  assigned: 'accept',
  accepted: 'start',
  in_progress: 'close',
};

/**
 * Returns the technician's next step on a ticket; undefined if there is none, for example because the ticket is
 * closed.
 */
export function nextStep(state: TicketState): FieldStep | undefined {
  return STEP[state];
}
