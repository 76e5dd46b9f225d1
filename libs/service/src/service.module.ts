import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AlarmTickets } from './tickets/alarm-tickets.service.js';
import { CandidatesQueries } from './visits/candidates.queries.js';
import { TechnicianAbsence } from './entities/technician-absence.entity.js';
import { TechnicianCertificate } from './entities/technician-certificate.entity.js';
import { Technician } from './entities/technician.entity.js';
import { TicketEntry } from './entities/ticket-entry.entity.js';
import { TicketFile } from './entities/ticket-file.entity.js';
import { Ticket } from './entities/ticket.entity.js';
import { Visit } from './entities/visit.entity.js';
import { TechniciansQueries } from './visits/technicians.queries.js';
import { Technicians } from './visits/technicians.service.js';
import { TicketFiles } from './tickets/ticket-files.service.js';
import { TicketsQueries } from './tickets/tickets.queries.js';
import { Tickets } from './tickets/tickets.service.js';
import { VisitsQueries } from './visits/visits.queries.js';
import { WaitingParts } from './tickets/waiting-parts.service.js';

const SERVICES = [
  AlarmTickets,
  CandidatesQueries,
  Technicians,
  TechniciansQueries,
  TicketFiles,
  Tickets,
  TicketsQueries,
  VisitsQueries,
  WaitingParts,
];

@Module({
  imports: [
    TypeOrmModule.forFeature([
      Technician,
      TechnicianAbsence,
      TechnicianCertificate,
      Ticket,
      TicketEntry,
      TicketFile,
      Visit,
    ]),
  ],
  providers: SERVICES,
  exports: SERVICES,
})
export class ServiceModule {}
