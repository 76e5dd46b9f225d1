import { isContractAtSite } from '#contracts';
import { isOwnTicket } from '#service';
import type { FeedSource } from './feed-source.js';

export const TIMELINE_KINDS = [
  'machine_arrived',
  'machine_left',
  'contract_started',
  'contract_accepted',
  'contract_amended',
  'contract_ended',
  'invoice_issued',
  'credit_note_issued',
  'ticket_opened',
  'ticket_closed',
  'ticket_cancelled',
  'alarm_raised',
  'alarm_cleared',
  'dispute_opened',
  'dispute_decided',
  'kit_sent',
  'kit_received',
] as const;

export type TimelineKind = (typeof TIMELINE_KINDS)[number];

const AT_SITE = (alias: string): string =>
  `${alias}.maker_id = $1 and ${alias}.customer_id = $2 and ($3::uuid is null or ${alias}.site_id = $3)`;
const OF_CONTRACT = `k.maker_id = $1 and k.customer_id = $2 and ($3::uuid is null or ${isContractAtSite('k.id', 'k.zone', 3)})`;
const OF_INVOICE = `i.maker_id = $1 and i.customer_id = $2 and ($3::uuid is null or ${isContractAtSite('i.contract_id', 'i.zone', 3)})`;

const MACHINE = `'machine', json_build_object('id', m.id, 'serial', m.serial)`;
const SITE = `'site', case when s.id is not null then json_build_object('id', s.id, 'name', s.name) end`;
const CONTRACT = `'contract', json_build_object('id', k.id, 'number', k.number)`;
const TICKET = `'ticket', json_build_object('id', t.id, 'number', t.number, 'titleCode', t.title_code, 'titleParams', t.title_params, 'description', t.description)`;
const ALARM = `'alarm', json_build_object('id', a.id, 'code', a.code, 'severity', a.severity, 'name', r.name_i18n)`;
const DISPUTE = `'dispute', json_build_object('id', d.id, 'state', d.state, 'subject', d.subject),
  'invoice', json_build_object('id', i.id, 'number', i.number),
  'minor', coalesce(d.claimed_minor, l.net_minor, i.net_minor)::text, 'currency', i.currency`;
const KIT = `'kit', json_build_object('id', v.id, 'code', kit.code)`;

const PLACEMENTS = `placement p join machine m on m.maker_id = p.maker_id and m.id = p.machine_id
  left join site s on s.maker_id = p.maker_id and s.id = p.site_id`;
const TICKETS = `ticket t join machine m on m.maker_id = t.maker_id and m.id = t.machine_id
  left join site s on s.maker_id = t.maker_id and s.id = t.site_id`;
const ALARMS = `alarm a join machine m on m.maker_id = a.maker_id and m.id = a.machine_id
  left join alarm_rule r on r.maker_id = a.maker_id and r.id = a.rule_id
  left join site s on s.maker_id = a.maker_id and s.id = a.site_id`;
const DISPUTES = `dispute d join invoice i on i.maker_id = d.maker_id and i.id = d.invoice_id
  left join invoice_line l on l.maker_id = d.maker_id and l.id = d.line_id`;
const KITS = `kit_delivery v join kit on kit.maker_id = v.maker_id and kit.id = v.kit_id
  join machine m on m.maker_id = v.maker_id and m.id = v.machine_id
  left join site s on s.maker_id = v.maker_id and s.id = v.site_id`;

/**
 * Issued documents with their contract. The document of a billing group is listed with its first contract and the total
 * amount of all contracts.
 */
export const ISSUED = `invoice i join contract k on k.maker_id = i.maker_id and k.id = i.contract_id
  left join invoice o on o.maker_id = i.maker_id and o.id = i.original_id`;
export const IS_ISSUED = `i.lead_id is null and i.number is not null`;
export const OF_ISSUED = OF_INVOICE;
/** Arguments of `json_build_object` for an issued document. Credit notes have negative amounts. */
export const ISSUED_DETAILS = `'invoice', json_build_object('id', i.id, 'number', i.number), 'contract', json_build_object('id', k.id, 'number', k.number),
  'group', case when i.bill_group_id is not null then json_build_object('id', i.bill_group_id, 'month', to_char(i.period_from, 'YYYY-MM')) end,
  'original', case when o.id is not null then json_build_object('id', o.id, 'number', o.number) end,
  'minor', case when i.kind = 'credit_note' then (-i.gross_minor)::text when i.bill_group_id is null then i.gross_minor::text else (
     select sum(x.gross_minor)::text from invoice x where x.maker_id = i.maker_id and x.bill_group_id = i.bill_group_id
        and date_trunc('month', x.period_from) = date_trunc('month', i.period_from)) end,
  'currency', i.currency, 'periodFrom', i.period_from`;

/** Sources of the entries in the timeline of a customer or site. */
export const TIMELINE_SOURCES: readonly FeedSource[] = [
  {
    kind: 'machine_arrived',
    needs: 'fleet.read',
    from: PLACEMENTS,
    id: 'p.id',
    at: 'lower(p.during)',
    where: AT_SITE('p'),
    details: `${MACHINE}, ${SITE}`,
  },
  {
    kind: 'machine_left',
    needs: 'fleet.read',
    from: PLACEMENTS,
    id: 'p.id',
    at: 'upper(p.during)',
    where: AT_SITE('p'),
    details: `${MACHINE}, ${SITE}`,
  },
  {
    kind: 'contract_started',
    needs: 'contracts.read',
    from: 'contract k',
    id: 'k.id',
    at: '(k.starts_on::timestamp at time zone k.zone)',
    where: `${OF_CONTRACT} and k.state in ('active', 'ended')`,
    details: CONTRACT,
  },
  {
    kind: 'contract_accepted',
    needs: 'contracts.read',
    from: 'contract_acceptance x join contract k on k.maker_id = x.maker_id and k.id = x.contract_id',
    id: 'x.id',
    at: 'x.recorded_at',
    where: OF_CONTRACT,
    details: `${CONTRACT}, 'person', x.accepted_by`,
  },
  {
    kind: 'contract_amended',
    needs: 'contracts.read',
    from: 'contract_amendment x join contract k on k.maker_id = x.maker_id and k.id = x.contract_id',
    id: 'x.id',
    at: 'x.signed_at',
    where: OF_CONTRACT,
    details: `${CONTRACT}, 'amendment', json_build_object('id', x.id, 'number', x.number, 'effectiveOn', x.effective_on), 'person', x.accepted_by`,
  },
  {
    kind: 'contract_ended',
    needs: 'contracts.read',
    from: 'contract k',
    id: 'k.id',
    at: '((k.ends_on + 1)::timestamp at time zone k.zone)',
    where: `${OF_CONTRACT} and k.state in ('active', 'ended')`,
    details: CONTRACT,
  },
  {
    kind: 'invoice_issued',
    needs: 'invoices.read',
    from: ISSUED,
    id: 'i.id',
    at: 'i.issued_at',
    where: `${OF_INVOICE} and ${IS_ISSUED} and i.document_type <> 'credit_note'`,
    details: ISSUED_DETAILS,
  },
  {
    kind: 'credit_note_issued',
    needs: 'invoices.read',
    from: ISSUED,
    id: 'i.id',
    at: 'i.issued_at',
    where: `${OF_INVOICE} and ${IS_ISSUED} and i.document_type = 'credit_note'`,
    details: ISSUED_DETAILS,
  },
  {
    kind: 'ticket_opened',
    needs: 'tickets.read',
    from: TICKETS,
    id: 't.id',
    at: 't.opened_at',
    where: `${AT_SITE('t')} and ${isOwnTicket(10)}`,
    details: `${TICKET}, ${MACHINE}, ${SITE}`,
  },
  {
    kind: 'ticket_closed',
    needs: 'tickets.read',
    from: TICKETS,
    id: 't.id',
    at: 't.closed_at',
    where: `${AT_SITE('t')} and ${isOwnTicket(10)} and t.state = 'closed'`,
    details: `${TICKET}, ${MACHINE}, ${SITE}`,
  },
  {
    kind: 'ticket_cancelled',
    needs: 'tickets.read',
    from: `${TICKETS} join ticket_entry e on e.maker_id = t.maker_id and e.ticket_id = t.id and e.kind = 'cancelled'`,
    id: 't.id',
    at: 'e.occurred_at',
    where: `${AT_SITE('t')} and ${isOwnTicket(10)} and t.state = 'cancelled'`,
    details: `${TICKET}, ${MACHINE}, ${SITE}`,
  },
  {
    kind: 'alarm_raised',
    needs: 'fleet.read',
    from: ALARMS,
    id: 'a.id',
    at: 'a.raised_at',
    where: `${AT_SITE('a')} and a.withdrawn_at is null`,
    details: `${ALARM}, ${MACHINE}, ${SITE}`,
  },
  {
    kind: 'alarm_cleared',
    needs: 'fleet.read',
    from: ALARMS,
    id: 'a.id',
    at: 'a.cleared_at',
    where: `${AT_SITE('a')} and a.withdrawn_at is null`,
    details: `${ALARM}, ${MACHINE}, ${SITE}`,
  },
  {
    kind: 'dispute_opened',
    needs: 'invoices.read',
    from: DISPUTES,
    id: 'd.id',
    at: 'd.opened_at',
    where: `d.maker_id = $1 and d.customer_id = $2 and ${OF_INVOICE}`,
    details: DISPUTE,
  },
  {
    kind: 'dispute_decided',
    needs: 'invoices.read',
    from: DISPUTES,
    id: 'd.id',
    at: 'd.decided_at',
    where: `d.maker_id = $1 and d.customer_id = $2 and ${OF_INVOICE}`,
    details: DISPUTE,
  },
  {
    kind: 'kit_sent',
    needs: 'parts.read',
    from: KITS,
    id: 'v.id',
    at: 'v.sent_at',
    where: `${AT_SITE('v')} and v.state in ('sent', 'received')`,
    details: `${KIT}, ${MACHINE}, ${SITE}`,
  },
  {
    kind: 'kit_received',
    needs: 'parts.read',
    from: KITS,
    id: 'v.id',
    at: 'v.received_at',
    where: `${AT_SITE('v')} and v.state = 'received'`,
    details: `${KIT}, ${MACHINE}, ${SITE}`,
  },
];
