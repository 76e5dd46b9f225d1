import type { TicketState } from '../../../../api/types.js';

export type FieldStep = 'accept' | 'start' | 'close';

const STEP: Readonly<Partial<Record<TicketState, FieldStep>>> = {
  assigned: 'accept',
  accepted: 'start',
  in_progress: 'close',
};

/** The technician's next step on a ticket; undefined if it is done or not theirs to continue. */
export function nextStep(state: TicketState): FieldStep | undefined {
  return STEP[state];
}
