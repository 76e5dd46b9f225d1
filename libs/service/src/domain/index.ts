/** Exports for other domains: pure code that imports neither a framework nor database code. */
export type { Evidence, EvidenceMarker, EvidencePoint } from './tickets/evidence.js';
export {
  CAUSES,
  REMEDIES,
  SYMPTOMS,
  type Cause,
  type Remedy,
  type Symptom,
} from './tickets/failure-codes.js';
export { MAX_FILE_BYTES } from './tickets/photo.js';
export type { Certificate, Reason, ReasonKind } from './dispatch/rank-technicians.js';
export {
  TICKET_ACTIONS,
  TICKET_STATES,
  type TicketAction,
  type TicketState,
} from './tickets/ticket-states.js';
export { VISIT_STATES, type VisitState } from './tickets/visit-states.js';
