import { Injectable } from '@nestjs/common';
import type { RequiredPart } from '#diagnostics';
import {
  contains,
  DomainError,
  type Page,
  readListOrder,
  textColumn,
  type Scope,
  type SortableColumns,
  toPage,
  type Transaction,
  UnitOfWork,
} from '#platform';
import type { Evidence } from '../domain/tickets/evidence.js';
import {
  actionsIn,
  TICKET_STATES,
  type TicketAction,
  type TicketState,
} from '../domain/tickets/ticket-states.js';
import type { VisitState } from '../domain/tickets/visit-states.js';
import type { TicketEntryKind } from '../entities/ticket-entry.entity.js';
import { isOwnTicket, loadOwnershipParameter } from '../visits/technician-scope.js';
import { loadPartsOfTicket, type TicketPart } from './ticket-parts.queries.js';
import { selectTickets, toTicketSummary, type TicketRow, type TicketSummary } from './ticket-rows.sql.js';

/** Filter values: a state, `open` for all tickets that are not closed or cancelled, or `all`. */
export const TICKET_FILTER_STATES = [...TICKET_STATES, 'open', 'all'] as const;
export type TicketFilterState = (typeof TICKET_FILTER_STATES)[number];

export interface TicketFilter {
  readonly state?: TicketFilterState;
  /** Whether to return only tickets assigned to or raised by the caller. */
  readonly mine?: boolean;
  readonly machineId?: string;
  readonly customerId?: string;
  readonly siteId?: string;
  readonly technicianId?: string;
  readonly hubId?: string;
  /** Part of the ticket's or machine's number, the site's or customer's name, or the technician's name. */
  readonly search?: string;
  /** Key of `TICKET_ORDERS`; `-` reverses the order. */
  readonly sort?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/** Columns that a list of tickets can be sorted by. Severities and states have their own order. */
const TICKET_ORDERS: SortableColumns = {
  openedAt: { expression: 't.opened_at', type: 'timestamptz' },
  number: textColumn('t.number'),
  machine: textColumn('m.serial'),
  customer: textColumn('lower(c.name)'),
  severity: { expression: `array_position('{critical,warning,info}'::text[], t.severity)`, type: 'int' },
  state: {
    expression: `array_position('{new,assigned,accepted,in_progress,closed,cancelled}'::text[], t.state)`,
    type: 'int',
  },
};

export interface TicketDetail extends TicketSummary {
  readonly requiredSkill: string | null;
  readonly requiredCertificate: string | null;
  readonly symptom: string | null;
  readonly cause: string | null;
  readonly remedy: string | null;
  readonly closingNote: string;
  /** Actions allowed in the ticket's state. The person's permissions may limit them. */
  readonly actions: TicketAction[];
  readonly evidence: Evidence | null;
  /** Events in chronological order, oldest first. */
  readonly timeline: TimelineEntry[];
  readonly files: TicketFileView[];
  readonly parts: TicketPart[];
  readonly visits: TicketVisit[];
  readonly site: TicketSite;
  readonly contact: {
    readonly name: string;
    readonly email: string;
    readonly phone: string;
    readonly duty: string;
  } | null;
}

export interface TimelineEntry {
  readonly id: string;
  readonly kind: TicketEntryKind;
  readonly params: Record<string, unknown>;
  readonly note: string;
  readonly byName: string | null;
  readonly internal: boolean;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
}

export interface TicketFileView {
  readonly id: string;
  readonly name: string;
  readonly mime: string;
  readonly bytes: number;
  readonly caption: string;
  readonly createdAt: Date;
}

export interface TicketVisit {
  readonly id: string;
  readonly technician: { readonly id: string | null; readonly name: string };
  readonly from: Date;
  readonly to: Date;
  readonly state: VisitState;
}

export interface TicketSite {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly country: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly zone: string;
  readonly accessNotes: string;
}

@Injectable()
export class TicketsQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Returns tickets, by default newest first. A technician sees only tickets assigned to or raised by them.
   * @throws DomainError api.sort_unknown, platform.cursor_invalid
   */
  list(scope: Scope, filter: TicketFilter): Promise<Page<TicketSummary>> {
    const order = readListOrder(filter, TICKET_ORDERS, '-openedAt', 't.id');
    return this.unitOfWork.run(scope, async (tx) => {
      const rows: (TicketRow & { readonly sort_value: string })[] = await tx.manager.query(
        `${selectTickets(`, ${order.expression}::text as sort_value`)}
          where t.maker_id = $1 and ${isOwnTicket(2)} and t.state = any($3)
            and ($4::uuid is null or t.machine_id = $4) and ($5::uuid is null or t.technician_id = $5) and ($6::uuid is null or t.hub_id = $6)
            and (not $7 or t.opened_by = $8 or t.technician_id in (
              select o.id from technician o join membership b on b.maker_id = o.maker_id and b.id = o.membership_id
               where o.maker_id = $1 and b.user_id = $8))
            and ${contains('$9', 't.number', 'm.serial', 's.name', 'c.name', `coalesce(t.technician_name, '')`)}
            and ${order.after(10)}
            and ($13::uuid is null or t.customer_id = $13) and ($14::uuid is null or t.site_id = $14)
          order by ${order.orderBy} limit $12`,
        [
          scope.makerId,
          await loadOwnershipParameter(tx),
          statesOf(filter.state ?? 'open'),
          filter.machineId ?? null,
          filter.technicianId ?? null,
          filter.hubId ?? null,
          filter.mine ?? false,
          scope.userId,
          filter.search ?? null,
          ...order.parameters,
          filter.limit + 1,
          filter.customerId ?? null,
          filter.siteId ?? null,
        ],
      );
      const isStaff = scope.customers === 'all';
      const { items, next } = toPage(rows, filter.limit, (row) => [row.sort_value, row.id]);
      return { items: items.map((row) => toTicketSummary(row, { isStaff })), next };
    });
  }

  /** @throws DomainError service.ticket_not_found */
  get(scope: Scope, id: string): Promise<TicketDetail> {
    return this.unitOfWork.run(scope, (tx) => getTicketDetail(tx, id));
  }

  /** Returns the tickets that alarms opened, by alarm id. */
  ofAlarms(
    scope: Scope,
    alarmIds: readonly string[],
  ): Promise<Map<string, { id: string; number: string; state: TicketState }>> {
    return this.unitOfWork.run(scope, async (tx) => {
      const rows: { id: string; number: string; state: TicketState; alarm_id: string }[] =
        await tx.manager.query(
          `select t.id, t.number, t.state, t.alarm_id from ticket t
          where t.maker_id = $1 and ${isOwnTicket(2)} and t.alarm_id = any($3)`,
          [scope.makerId, await loadOwnershipParameter(tx), alarmIds],
        );
      return new Map(rows.map(({ alarm_id, ...ticket }) => [alarm_id, ticket]));
    });
  }
}

function statesOf(state: TicketFilterState): readonly TicketState[] {
  if (state === 'all') return TICKET_STATES;
  return state === 'open' ? TICKET_STATES.filter((each) => actionsIn(each).length > 0) : [state];
}

type DetailRow = TicketRow & {
  required_skill: string | null;
  required_certificate: string | null;
  required_parts: RequiredPart[];
  symptom: string | null;
  cause: string | null;
  remedy: string | null;
  closing_note: string;
  evidence: Evidence | null;
};

async function getTicketDetail(tx: Transaction, id: string): Promise<TicketDetail> {
  const isStaff = tx.scope.customers === 'all';
  const [row]: DetailRow[] = await tx.manager.query(
    `select * from (${selectTickets()} where t.maker_id = $1 and t.id = $2 and ${isOwnTicket(3)}) summary
       join lateral (select required_skill, required_certificate, required_parts, symptom, cause, remedy, closing_note, evidence
                       from ticket where maker_id = $1 and id = summary.id) rest on true`,
    [tx.scope.makerId, id, await loadOwnershipParameter(tx)],
  );
  if (!row) throw new DomainError('service.ticket_not_found', { id });
  return {
    ...toTicketSummary(row, { isStaff }),
    requiredSkill: row.required_skill,
    requiredCertificate: row.required_certificate,
    symptom: row.symptom,
    cause: row.cause,
    remedy: row.remedy,
    closingNote: row.closing_note,
    actions: actionsIn(row.state),
    evidence: row.evidence,
    timeline: await loadTimeline(tx, id),
    files: await loadFiles(tx, id),
    parts: await loadPartsOfTicket(tx, { id, hubId: row.hub_id, parts: row.required_parts }),
    visits: await loadVisits(tx, id),
    site: await loadSite(tx, row.site_id),
    contact: await findContact(tx, row.customer_id, row.site_id),
  };
}

async function loadTimeline(tx: Transaction, ticketId: string): Promise<TimelineEntry[]> {
  return tx.manager.query(
    `select id, kind, params, note, by_name as "byName", internal, occurred_at as "occurredAt", recorded_at as "recordedAt"
       from ticket_entry where maker_id = $1 and ticket_id = $2 order by occurred_at, recorded_at, id`,
    [tx.scope.makerId, ticketId],
  );
}

async function loadFiles(tx: Transaction, ticketId: string): Promise<TicketFileView[]> {
  return tx.manager.query(
    `select f.id, f.name, f.mime, f.bytes::float8 as bytes, l.caption, f.created_at as "createdAt"
       from ticket_file l join stored_file f on f.maker_id = l.maker_id and f.id = l.file_id
      where l.maker_id = $1 and l.ticket_id = $2 order by f.created_at, f.id`,
    [tx.scope.makerId, ticketId],
  );
}

async function loadVisits(tx: Transaction, ticketId: string): Promise<TicketVisit[]> {
  return tx.manager.query(
    `select id, json_build_object('id', case when $3 then technician_id end, 'name', technician_name) as technician,
            lower(during) as "from", upper(during) as "to", state
       from visit where maker_id = $1 and ticket_id = $2 order by lower(during), id`,
    [tx.scope.makerId, ticketId, tx.scope.customers === 'all'],
  );
}

async function loadSite(tx: Transaction, siteId: string): Promise<TicketSite> {
  const [site]: TicketSite[] = await tx.manager.query(
    `select id, name, address, city, country, latitude, longitude, zone, access_notes as "accessNotes" from site where maker_id = $1 and id = $2`,
    [tx.scope.makerId, siteId],
  );
  return site!;
}

/** Returns the contact on site: the site's, or otherwise the customer's. */
async function findContact(
  tx: Transaction,
  customerId: string,
  siteId: string,
): Promise<TicketDetail['contact']> {
  const [contact]: NonNullable<TicketDetail['contact']>[] = await tx.manager.query(
    `select name, email, phone, duty from contact
      where maker_id = $1 and customer_id = $2 and archived_at is null and (site_id = $3 or site_id is null)
      order by site_id nulls last, name limit 1`,
    [tx.scope.makerId, customerId, siteId],
  );
  return contact ?? null;
}
