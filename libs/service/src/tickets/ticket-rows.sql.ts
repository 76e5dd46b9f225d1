import type { Severity } from '#diagnostics';
import type { TicketState } from '../domain/tickets/ticket-states.js';
import type { VisitState } from '../domain/tickets/visit-states.js';
import type { TicketKind } from '../entities/ticket.entity.js';

/** A ticket in lists and day plans. */
export interface TicketSummary {
  readonly id: string;
  readonly number: string;
  readonly kind: TicketKind;
  /** Code of the title's text, and the parameters of the text. */
  readonly titleCode: string;
  readonly titleParams: Record<string, unknown>;
  readonly severity: Severity;
  readonly state: TicketState;
  /** Description by the person who raised the ticket. */
  readonly description: string;
  readonly machine: {
    readonly id: string;
    readonly serial: string;
    readonly modelCode: string;
    readonly modelName: string;
  };
  readonly site: { readonly id: string; readonly name: string; readonly city: string; readonly zone: string };
  readonly customer: { readonly id: string; readonly name: string };
  readonly hubId: string | null;
  readonly alarmId: string | null;
  /** The assigned technician. Customers get the name without an id. */
  readonly technician: { readonly id: string | null; readonly name: string } | null;
  readonly openedAt: Date;
  readonly acceptedAt: Date | null;
  readonly startedAt: Date | null;
  readonly closedAt: Date | null;
  /** The planned or ongoing visit. */
  readonly visit: {
    readonly id: string;
    readonly from: Date;
    readonly to: Date;
    readonly state: VisitState;
  } | null;
  readonly version: number;
}

export interface TicketRow {
  id: string;
  number: string;
  kind: TicketKind;
  title_code: string;
  title_params: Record<string, unknown>;
  severity: Severity;
  state: TicketState;
  description: string;
  machine_id: string;
  serial: string;
  model_code: string;
  model_name: string;
  site_id: string;
  site_name: string;
  city: string;
  zone: string;
  customer_id: string;
  customer_name: string;
  hub_id: string | null;
  alarm_id: string | null;
  technician_id: string | null;
  technician_name: string | null;
  opened_at: Date;
  accepted_at: Date | null;
  started_at: Date | null;
  closed_at: Date | null;
  visit_id: string | null;
  visit_from: Date;
  visit_to: Date;
  visit_state: VisitState;
  version: number;
}

/**
 * Columns and tables of a summary. The ticket is `t`. The model of a former customer's machine stays readable.
 * @param more further columns, each preceded by a comma
 */
export const selectTickets = (more = ''): string => `
  select t.id, t.number, t.kind, t.title_code, t.title_params, t.severity, t.state, t.description, t.machine_id, m.serial,
         e.code as model_code, e.name as model_name, t.site_id, s.name as site_name, s.city, s.zone,
         t.customer_id, c.name as customer_name, t.hub_id, t.alarm_id, t.technician_id, t.technician_name,
         t.opened_at, t.accepted_at, t.started_at, t.closed_at, t.version,
         v.id as visit_id, v.visit_from, v.visit_to, v.visit_state${more}
    from ticket t
    join machine m on m.maker_id = t.maker_id and m.id = t.machine_id
    join equipment_model e on e.maker_id = m.maker_id and e.id = m.model_id
    join site s on s.maker_id = t.maker_id and s.id = t.site_id
    join customer c on c.maker_id = t.maker_id and c.id = t.customer_id
    left join lateral (
      select id, lower(during) as visit_from, upper(during) as visit_to, state as visit_state from visit
       where maker_id = t.maker_id and ticket_id = t.id and state in ('planned', 'on_site')
       order by lower(during) limit 1) v on true`;

export function toTicketSummary(row: TicketRow, { isStaff }: { isStaff: boolean }): TicketSummary {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    titleCode: row.title_code,
    titleParams: row.title_params,
    severity: row.severity,
    state: row.state,
    description: row.description,
    machine: { id: row.machine_id, serial: row.serial, modelCode: row.model_code, modelName: row.model_name },
    site: { id: row.site_id, name: row.site_name, city: row.city, zone: row.zone },
    customer: { id: row.customer_id, name: row.customer_name },
    hubId: row.hub_id,
    alarmId: row.alarm_id,
    technician:
      row.technician_name === null
        ? null
        : { id: isStaff ? row.technician_id : null, name: row.technician_name },
    openedAt: row.opened_at,
    acceptedAt: row.accepted_at,
    startedAt: row.started_at,
    closedAt: row.closed_at,
    visit:
      row.visit_id === null
        ? null
        : { id: row.visit_id, from: row.visit_from, to: row.visit_to, state: row.visit_state },
    version: row.version,
  };
}
