export * from './domain/index.js';
export { AlarmTickets, type AlarmEvent } from './tickets/alarm-tickets.service.js';
export { CandidatesQueries, type Candidate } from './visits/candidates.queries.js';
export { type TicketEntryKind } from './entities/ticket-entry.entity.js';
export { Ticket, type TicketKind } from './entities/ticket.entity.js';
export { ServiceModule } from './service.module.js';
export { isOwnTicket, loadOwnershipParameter } from './visits/technician-scope.js';
export { TechniciansQueries, type TechnicianDay, type TechnicianView } from './visits/technicians.queries.js';
export { Technicians, type NewTechnician, type TechnicianChanges } from './visits/technicians.service.js';
export { TicketFiles, type ReadFile, type FileUpload } from './tickets/ticket-files.service.js';
export type { TicketPart } from './tickets/ticket-parts.queries.js';
export type { TicketSummary } from './tickets/ticket-rows.sql.js';
export {
  TICKET_FILTER_STATES,
  TicketsQueries,
  type TicketDetail,
  type TicketFileView,
  type TicketFilter,
  type TicketFilterState,
  type TicketVisit,
  type TimelineEntry,
} from './tickets/tickets.queries.js';
export { Tickets, type ClosingInput, type TicketInput, type TicketNeeds } from './tickets/tickets.service.js';
export { VisitsQueries, type VisitFilter, type VisitView } from './visits/visits.queries.js';
export { WaitingParts } from './tickets/waiting-parts.service.js';
