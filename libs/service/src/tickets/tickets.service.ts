import { Injectable } from '@nestjs/common';
import type { RequiredPart, Severity } from '#diagnostics';
import { getMachine } from '#equipment';
import { type AuditActionOf, AuditTrail } from '#organization';
import {
  changedFields,
  DomainError,
  ensureVersion,
  newId,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { issueTicketParts, releaseTicketParts } from '#supply';
import { usesParts, type Cause, type Remedy, type Symptom } from '../domain/tickets/failure-codes.js';
import { assertAssignable } from '../domain/dispatch/assignable-technician.js';
import { transition } from '../domain/tickets/ticket-states.js';
import { assertPlannable } from '../domain/dispatch/visit-span.js';
import { assertNotInFuture, resolveStepTime } from '../domain/dispatch/step-time.js';
import { TicketEntry } from '../entities/ticket-entry.entity.js';
import { Ticket } from '../entities/ticket.entity.js';
import { loadEligibility, lockTechnician } from '../visits/technician-eligibility.queries.js';
import { findOwnTechnician } from '../visits/technician-scope.js';
import { findTicketPlacement } from './ticket-placements.queries.js';
import { reserveParts } from './waiting-parts.service.js';
import { addEntry, getTicket, nextTicketNumber, emitTicketEvent, updateTicket } from './tickets.store.js';
import { cancelPlannedVisits, transitionVisits, planVisit, type Span } from '../visits/visits.store.js';

export interface TicketInput {
  readonly id?: string;
  readonly machineId: string;
  readonly description: string;
  readonly severity?: Severity;
  /** Time at which the person noticed the problem; now by default. */
  readonly occurredAt?: Date;
}

export interface ClosingInput {
  readonly symptom: Symptom;
  readonly cause: Cause;
  readonly remedy: Remedy;
  readonly note: string;
  readonly occurredAt?: Date;
}

/** A ticket's requirements for its technician, which a dispatcher may correct. */
export type TicketNeeds = Pick<Ticket, 'severity' | 'requiredSkill' | 'requiredCertificate'> & {
  readonly requiredParts: RequiredPart[];
};

@Injectable()
export class Tickets {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Raises a ticket for a fault of a machine that was placed at one of the scope's customers at the time of the fault.
   * @throws DomainError equipment.machine_not_found, service.machine_not_placed, service.occurred_in_future
   */
  raise(
    scope: Scope,
    { id = newId(), machineId, description, severity = 'warning', occurredAt }: TicketInput,
  ): Promise<string> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getMachine(tx, machineId);
      assertNotInFuture(occurredAt, tx.now);
      const placement = await findTicketPlacement(tx, machineId, occurredAt ?? tx.now);
      if (!placement) throw new DomainError('service.machine_not_placed', { machineId });
      await tx.manager.insert(Ticket, {
        makerId: scope.makerId,
        id,
        number: await nextTicketNumber(tx),
        kind: 'request',
        machineId,
        siteId: placement.siteId,
        customerId: placement.customerId,
        hubId: placement.hubId,
        titleCode: 'request',
        titleParams: { serial: placement.serial },
        description,
        severity,
        state: 'new',
        requiredSkill: placement.modelSkill,
        openedAt: tx.now,
        openedBy: scope.userId,
      });
      await addEntry(tx, id, { kind: 'opened', occurredAt });
      await recordAudit(tx, 'ticket_raised', id, { machineId, severity });
      await emitTicketEvent(tx, 'ticket_opened', id);
      return id;
    });
  }

  /**
   * Assigns a ticket to a technician and plans the visit. A previous technician loses the ticket and the planned visit.
   * The ticket's parts are reserved if its hub has them; a missing part doesn't prevent the visit.
   * @param version the version that the dispatcher saw: of two simultaneous assignments, the second fails. Without a
   *   version, the last assignment applies
   * @throws DomainError service.ticket_not_found, platform.version_mismatch, service.ticket_action_refused,
   *   service.technician_not_found, service.visit_span_invalid, service.visit_over, service.technician_not_assignable
   *   (with the reason's code), service.visit_overlaps
   */
  assign(
    scope: Scope,
    id: string,
    { technicianId, from, to, version }: Span & { readonly technicianId: string; readonly version?: number },
  ): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const ticket = await getTicket(tx, id, { forChange: true });
      if (version !== undefined) ensureVersion(ticket.version, version);
      const state = transition(ticket.state, 'assign');
      assertPlannable({ from, to }, tx.now);
      const technician = await lockTechnician(tx, technicianId);
      assertAssignable(ticket, await loadEligibility(tx, technician, { from, to }));
      const { state: previousState, technicianId: previous } = ticket;
      await cancelPlannedVisits(tx, id);
      await planVisit(tx, { ticketId: id, technicianId, technicianName: technician.name, from, to });
      await updateTicket(tx, ticket, {
        state,
        technicianId,
        technicianName: technician.name,
        acceptedAt: null,
      });
      await reserveParts(tx, ticket);
      const params = { technicianName: technician.name, from: from.toISOString(), to: to.toISOString() };
      await addEntry(tx, id, { kind: 'assigned', params });
      await recordAudit(
        tx,
        'ticket_assigned',
        id,
        { state, technicianId, ...params },
        { state: previousState, technicianId: previous },
      );
      await tx.record({
        name: 'service.ticket_assigned',
        version: 1,
        payload: {
          ticketId: id,
          technicianId,
          ...(previous !== null && previous !== technicianId && { previousTechnicianId: previous }),
        },
      });
    });
  }

  /**
   * @throws DomainError service.ticket_not_found, service.ticket_action_refused, service.not_your_ticket,
   *   service.occurred_in_future, service.occurred_before_last_step
   */
  accept(scope: Scope, id: string, occurredAt?: Date): Promise<void> {
    return this.runWorkStep(scope, id, occurredAt, async (tx, ticket, at) => {
      const { state: previousState } = ticket;
      const after = { state: transition(previousState, 'accept'), acceptedAt: at };
      await updateTicket(tx, ticket, after);
      await addEntry(tx, id, { kind: 'accepted', occurredAt: at });
      await recordAudit(tx, 'ticket_accepted', id, after, { state: previousState });
      await emitTicketEvent(tx, 'ticket_changed', id);
    });
  }

  /** Starts work: the planned visit becomes `on_site`. Errors as for `accept`. */
  start(scope: Scope, id: string, occurredAt?: Date): Promise<void> {
    return this.runWorkStep(scope, id, occurredAt, async (tx, ticket, at) => {
      const { state: previousState } = ticket;
      const after = { state: transition(previousState, 'start'), startedAt: at };
      await updateTicket(tx, ticket, after);
      await transitionVisits(tx, id, 'planned', 'arrive');
      await addEntry(tx, id, { kind: 'started', occurredAt: at });
      await recordAudit(tx, 'ticket_started', id, after, { state: previousState });
      await emitTicketEvent(tx, 'ticket_changed', id);
    });
  }

  /** Closes a ticket and its visit. The reserved parts are used or released. Errors as for `accept`. */
  close(scope: Scope, id: string, { symptom, cause, remedy, note, occurredAt }: ClosingInput): Promise<void> {
    return this.runWorkStep(scope, id, occurredAt, async (tx, ticket, at) => {
      const { state: previousState } = ticket;
      const state = transition(previousState, 'close');
      await updateTicket(tx, ticket, { state, closedAt: at, symptom, cause, remedy, closingNote: note });
      await (usesParts(remedy) ? issueTicketParts(tx, id, at) : releaseTicketParts(tx, id));
      await transitionVisits(tx, id, 'on_site', 'finish');
      await addEntry(tx, id, { kind: 'closed', params: { symptom, cause, remedy }, note, occurredAt: at });
      await recordAudit(tx, 'ticket_closed', id, { state, symptom, cause, remedy }, { state: previousState });
      await emitTicketEvent(tx, 'ticket_closed', id);
    });
  }

  /** @throws DomainError service.ticket_not_found, service.ticket_action_refused */
  cancel(scope: Scope, id: string, reason: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const ticket = await getTicket(tx, id, { forChange: true });
      const { state: previousState } = ticket;
      const state = transition(previousState, 'cancel');
      await updateTicket(tx, ticket, { state });
      await cancelPlannedVisits(tx, id);
      await releaseTicketParts(tx, id);
      await addEntry(tx, id, { kind: 'cancelled', params: { reason: 'by_person' }, note: reason });
      await recordAudit(tx, 'ticket_cancelled', id, { state, reason }, { state: previousState });
      await emitTicketEvent(tx, 'ticket_changed', id);
    });
  }

  /**
   * Adds a note to the timeline. Only users of the maker may write and read internal notes.
   * @throws DomainError service.ticket_not_found, service.internal_note_refused
   */
  addNote(
    scope: Scope,
    id: string,
    { note, internal }: { readonly note: string; readonly internal: boolean },
  ): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getTicket(tx, id);
      if (internal && scope.customers !== 'all') throw new DomainError('service.internal_note_refused');
      await addEntry(tx, id, { kind: 'note', note, internal });
      // The audit trail can't be erased, so the text of a note, which may be about people, is only in the ticket.
      await recordAudit(tx, 'ticket_noted', id, { internal });
      await emitTicketEvent(tx, 'ticket_changed', id);
    });
  }

  /**
   * Corrects a ticket's requirements for its technician.
   * @param version the version that the editor saw
   * @throws DomainError service.ticket_not_found, platform.version_mismatch, service.ticket_over
   */
  changeNeeds(scope: Scope, id: string, version: number, input: Partial<TicketNeeds>): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const ticket = await getTicket(tx, id, { forChange: true });
      ensureVersion(ticket.version, version);
      if (ticket.state === 'closed' || ticket.state === 'cancelled')
        throw new DomainError('service.ticket_over', { state: ticket.state });
      const { before, after } = changedFields<Ticket>(ticket, input);
      if (Object.keys(after).length === 0) return;
      await updateTicket(tx, ticket, after);
      if (ticket.state !== 'new') await reserveParts(tx, ticket);
      await addEntry(tx, id, {
        kind: 'needs_changed',
        params: { fields: Object.keys(after) },
        internal: true,
      });
      await AuditTrail.write(tx, {
        action: 'service.ticket_needs_changed',
        entity: 'ticket',
        entityId: id,
        before,
        after,
      });
      await emitTicketEvent(tx, 'ticket_changed', id);
    });
  }

  /** Performs a work step by the ticket's technician, or by another user of the maker on their behalf. */
  private runWorkStep(
    scope: Scope,
    id: string,
    occurredAt: Date | undefined,
    step: (tx: Transaction, ticket: Ticket, at: Date) => Promise<void>,
  ): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const ticket = await getTicket(tx, id, { forChange: true });
      const ownTechnician = await findOwnTechnician(tx);
      if (ownTechnician && ticket.technicianId !== ownTechnician.id)
        throw new DomainError('service.not_your_ticket', { id });
      assertNotInFuture(occurredAt, tx.now);
      const earliest = ticket.startedAt ?? (await findStartTime(tx, ticket));
      await step(tx, ticket, resolveStepTime(occurredAt ?? tx.now, earliest));
    });
  }
}

/** Returns the time at which the ticket's problem began. */
async function findStartTime(tx: Transaction, { id, openedAt }: Ticket): Promise<Date> {
  const opened = await tx.manager.findOneBy(TicketEntry, {
    makerId: tx.scope.makerId,
    ticketId: id,
    kind: 'opened',
  });
  return opened?.occurredAt ?? openedAt;
}

async function recordAudit(
  tx: Transaction,
  action: AuditActionOf<'service'>,
  ticketId: string,
  after: object,
  before?: object,
): Promise<void> {
  await AuditTrail.write(tx, {
    action: `service.${action}`,
    entity: 'ticket',
    entityId: ticketId,
    before,
    after,
  });
}
