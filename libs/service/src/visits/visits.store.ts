import { DomainError, newId, mapConstraintViolations, type Transaction } from '#platform';
import { transitionVisit, type VisitAction, type VisitState } from '../domain/tickets/visit-states.js';
import { Visit } from '../entities/visit.entity.js';

export interface Span {
  readonly from: Date;
  readonly to: Date;
}

/**
 * Plans a visit. The caller must have locked the technician, so that visits of one technician are planned one after
 * another.
 * @throws DomainError service.visit_overlaps naming the conflicting visit
 */
export async function planVisit(
  tx: Transaction,
  visit: { ticketId: string; technicianId: string; technicianName: string } & Span,
): Promise<string> {
  const [clash]: { id: string; number: string; from: Date; to: Date }[] = await tx.manager.query(
    `select v.id, t.number, lower(v.during) as "from", upper(v.during) as "to"
       from visit v join ticket t on t.maker_id = v.maker_id and t.id = v.ticket_id
      where v.maker_id = $1 and v.technician_id = $2 and v.state in ('planned', 'on_site') and v.during && tstzrange($3, $4)
      order by lower(v.during) limit 1`,
    [tx.scope.makerId, visit.technicianId, visit.from, visit.to],
  );
  if (clash) {
    throw new DomainError('service.visit_overlaps', {
      visitId: clash.id,
      ticketNumber: clash.number,
      from: clash.from.toISOString(),
      to: clash.to.toISOString(),
    });
  }
  const id = newId();
  await mapConstraintViolations({ visit_overlap_ex: () => new DomainError('service.visit_overlaps') }, () =>
    tx.manager.insert(Visit, {
      makerId: tx.scope.makerId,
      id,
      ticketId: visit.ticketId,
      technicianId: visit.technicianId,
      technicianName: visit.technicianName,
      during: `[${visit.from.toISOString()},${visit.to.toISOString()})`,
      state: 'planned',
    }),
  );
  return id;
}

/** Cancels a ticket's planned visits that have not begun. */
export async function cancelPlannedVisits(tx: Transaction, ticketId: string): Promise<void> {
  await transitionVisits(tx, ticketId, 'planned', 'cancel');
}

/** Applies an action to a ticket's visits that have the state `state`. */
export async function transitionVisits(
  tx: Transaction,
  ticketId: string,
  state: VisitState,
  action: VisitAction,
): Promise<void> {
  await tx.manager
    .createQueryBuilder()
    .update(Visit)
    .set({ state: transitionVisit(state, action), version: () => 'version + 1' })
    .where('maker_id = :makerId and ticket_id = :ticketId and state = :state', {
      makerId: tx.scope.makerId,
      ticketId,
      state,
    })
    .execute();
}
