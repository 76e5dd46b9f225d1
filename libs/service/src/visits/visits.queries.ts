import { Injectable } from '@nestjs/common';
import { DomainError, type Scope, type Transaction, UnitOfWork } from '#platform';
import type { VisitState } from '../domain/tickets/visit-states.js';
import { isOwnTicket, loadOwnershipParameter } from './technician-scope.js';
import { loadTicketParts, type TicketPart } from '../tickets/ticket-parts.queries.js';
import {
  selectTickets,
  toTicketSummary,
  type TicketRow,
  type TicketSummary,
} from '../tickets/ticket-rows.sql.js';

export interface VisitFilter {
  readonly from: Date;
  readonly to: Date;
  readonly technicianId?: string;
  readonly hubId?: string;
}

/** A visit with the data for a phone or a planning board. */
export interface VisitView {
  readonly id: string;
  readonly from: Date;
  readonly to: Date;
  readonly state: VisitState;
  readonly technician: { readonly id: string | null; readonly name: string };
  readonly ticket: TicketSummary;
  readonly site: {
    readonly id: string;
    readonly name: string;
    readonly address: string;
    readonly city: string;
    readonly latitude: number | null;
    readonly longitude: number | null;
    readonly zone: string;
    readonly accessNotes: string;
  };
  readonly parts: TicketPart[];
}

/** Maximum span of a planning board: two months. */
const MAX_SPAN_DAYS = 62;

@Injectable()
export class VisitsQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Returns visits that overlap a span and weren't cancelled, in chronological order. A technician sees only their own
   * visits.
   * @throws DomainError service.span_invalid if the span ends before it begins or is longer than two months
   */
  async list(scope: Scope, filter: VisitFilter): Promise<VisitView[]> {
    const days = (filter.to.getTime() - filter.from.getTime()) / 86_400_000;
    if (!(days > 0 && days <= MAX_SPAN_DAYS))
      throw new DomainError('service.span_invalid', { days: MAX_SPAN_DAYS });
    return this.unitOfWork.run(scope, (tx) => listVisits(tx, filter));
  }
}

type Row = TicketRow & {
  on_visit_id: string;
  on_visit_from: Date;
  on_visit_to: Date;
  on_visit_state: VisitState;
  on_visit_technician_id: string;
  on_visit_technician_name: string;
  required_parts: { partNumber: string; quantity: number }[];
  address: string;
  latitude: number | null;
  longitude: number | null;
  access_notes: string;
};

export async function listVisits(
  tx: Transaction,
  { from, to, technicianId, hubId }: VisitFilter,
): Promise<VisitView[]> {
  const rows: Row[] = await tx.manager.query(
    `select summary.*, o.id as on_visit_id, lower(o.during) as on_visit_from, upper(o.during) as on_visit_to, o.state as on_visit_state,
            o.technician_id as on_visit_technician_id, o.technician_name as on_visit_technician_name, t2.required_parts,
            s2.address, s2.latitude, s2.longitude, s2.access_notes
       from visit o
       join (${selectTickets()} where t.maker_id = $1 and ${isOwnTicket(2)}) summary on summary.id = o.ticket_id
       join ticket t2 on t2.maker_id = o.maker_id and t2.id = o.ticket_id
       join site s2 on s2.maker_id = t2.maker_id and s2.id = t2.site_id
      where o.maker_id = $1 and o.state <> 'cancelled' and o.during && tstzrange($3, $4)
        and ($5::uuid is null or o.technician_id = $5) and ($6::uuid is null or t2.hub_id = $6)
      order by lower(o.during), o.id`,
    [tx.scope.makerId, await loadOwnershipParameter(tx), from, to, technicianId ?? null, hubId ?? null],
  );
  const isStaff = tx.scope.customers === 'all';
  const parts = await loadTicketParts(
    tx,
    rows.map((row) => ({ id: row.id, hubId: row.hub_id, parts: row.required_parts })),
  );
  return rows.map((row) => ({
    id: row.on_visit_id,
    from: row.on_visit_from,
    to: row.on_visit_to,
    state: row.on_visit_state,
    technician: { id: isStaff ? row.on_visit_technician_id : null, name: row.on_visit_technician_name },
    ticket: toTicketSummary(row, { isStaff }),
    site: {
      id: row.site_id,
      name: row.site_name,
      address: row.address,
      city: row.city,
      latitude: row.latitude,
      longitude: row.longitude,
      zone: row.zone,
      accessNotes: row.access_notes,
    },
    parts: parts.get(row.id) ?? [],
  }));
}
