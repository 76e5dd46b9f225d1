export { AlarmTickets, type AlarmEvent } from './alarm-tickets.service.js';
export { CandidatesQueries, USUAL_VISIT_MINUTES, type Candidate } from './candidates.queries.js';
export type { Evidence, EvidenceMarker, EvidencePoint } from './domain/evidence.js';
export { CAUSES, REMEDIES, SYMPTOMS, type Cause, type Remedy, type Symptom } from './domain/failure-codes.js';
export { LARGEST_FILE_BYTES } from './domain/photo.js';
export type { Certificate, Reason, ReasonKind } from './domain/rank-technicians.js';
export {
  TICKET_ACTIONS,
  TICKET_STATES,
  type TicketAction,
  type TicketState,
} from './domain/ticket-states.js';
export { VISIT_STATES, type VisitState } from './domain/visit-states.js';
export { TICKET_ENTRY_KINDS, type TicketEntryKind } from './entities/ticket-entry.entity.js';
export { Ticket, TICKET_KINDS, type TicketKind } from './entities/ticket.entity.js';
export { ServiceModule } from './service.module.js';
export { TechniciansQueries, type TechnicianDay, type TechnicianView } from './technicians.queries.js';
export { Technicians, type NewTechnician, type TechnicianChanges } from './technicians.service.js';
export { TicketFiles, type ReadFile, type SentFile } from './ticket-files.service.js';
export type { TicketPart } from './ticket-parts.queries.js';
export type { TicketSummary } from './ticket-rows.sql.js';
export {
  TICKET_FILTER_STATES,
  TicketsQueries,
  type TicketDetail,
  type TicketFileView,
  type TicketFilter,
  type TicketFilterState,
  type TicketVisit,
  type TimelineEntry,
} from './tickets.queries.js';
export { Tickets, type Closing, type RaisedTicket, type TicketNeeds } from './tickets.service.js';
export { VisitsQueries, type VisitFilter, type VisitView } from './visits.queries.js';
export { WaitingParts } from './waiting-parts.service.js';
