import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AlarmTickets } from './alarm-tickets.service.js';
import { CandidatesQueries } from './candidates.queries.js';
import { TechnicianAbsence } from './entities/technician-absence.entity.js';
import { TechnicianCertificate } from './entities/technician-certificate.entity.js';
import { Technician } from './entities/technician.entity.js';
import { TicketEntry } from './entities/ticket-entry.entity.js';
import { TicketFile } from './entities/ticket-file.entity.js';
import { Ticket } from './entities/ticket.entity.js';
import { Visit } from './entities/visit.entity.js';
import { TechniciansQueries } from './technicians.queries.js';
import { Technicians } from './technicians.service.js';
import { TicketFiles } from './ticket-files.service.js';
import { TicketsQueries } from './tickets.queries.js';
import { Tickets } from './tickets.service.js';
import { VisitsQueries } from './visits.queries.js';
import { WaitingParts } from './waiting-parts.service.js';

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
