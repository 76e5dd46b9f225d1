import { fromMinor, type Transaction } from '#platform';
import type { FactsKind } from '../domain/sources.js';

/** Facts about an object, from which the recipients and the text of a notification follow. */
export interface ObjectFacts {
  readonly id: string;
  readonly customerId: string | null;
  readonly hubId: string | null;
  /** Users who are technicians with work on the object. */
  readonly workerUserIds: readonly string[];
  /** Person who caused the current state; null if unknown. */
  readonly actorId: string | null;
  /** The only person that the object concerns; null if it concerns all people with access to it. */
  readonly personId: string | null;
  /** Time of the occurrence; null if the event itself is the only trace. */
  readonly occurredAt: Date | null;
  /** Ids that can be muted in addition to the object's own. */
  readonly about: readonly string[];
  /** Values for texts. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** Hub that serves the site `s` of the customer `c`. */
const HUB = `case when s.id is not null then coalesce(s.hub_id, c.hub_id, nearest_hub(s.maker_id, s.latitude, s.longitude)) end`;
const NOBODY = `null::uuid`;
const NO_WORKERS = `'{}'::uuid[]`;
const ids = (...columns: string[]): string => `array_remove(array[${columns.join(', ')}], null)::uuid[]`;

/** The queries by kind. Each returns the rows of `$2` of the maker `$1`. */
const FACTS: Readonly<Record<FactsKind, string>> = {
  alarm: `
    select a.id, a.customer_id as "customerId", ${HUB} as "hubId",
           technician_users($1, technicians_at_work($1, a.machine_id, a.site_id)) as "workerUserIds",
           ${NOBODY} as "actorId", ${NOBODY} as "personId", a.raised_at as "occurredAt", ${ids('a.machine_id', 'a.customer_id')} as about,
           jsonb_build_object('serial', m.serial, 'machineId', a.machine_id, 'code', a.code, 'names', r.name_i18n, 'severity', a.severity,
                              'customer', c.name, 'site', s.name, 'value', a.raised_value::text, 'signal', a.signal_key) as params
      from alarm a join machine m on m.maker_id = a.maker_id and m.id = a.machine_id
      join alarm_rule r on r.maker_id = a.maker_id and r.id = a.rule_id
      left join site s on s.maker_id = a.maker_id and s.id = a.site_id
      left join customer c on c.maker_id = a.maker_id and c.id = a.customer_id
     where a.maker_id = $1 and a.id = any($2) and a.withdrawn_at is null`,
  ticket: `
    select t.id, t.customer_id as "customerId", t.hub_id as "hubId",
           technician_users($1, array_remove(array[t.technician_id], null)) as "workerUserIds",
           case when t.state = 'new' then t.opened_by end as "actorId", ${NOBODY} as "personId", case t.state when 'new' then t.opened_at when 'closed' then t.closed_at end as "occurredAt",
           ${ids('t.machine_id', 't.customer_id')} as about,
           jsonb_build_object('number', t.number, 'serial', m.serial, 'machineId', t.machine_id, 'severity', t.severity, 'customer', c.name,
                              'site', s.name, 'technician', t.technician_name, 'remedy', t.remedy) as params
      from ticket t join machine m on m.maker_id = t.maker_id and m.id = t.machine_id
      join site s on s.maker_id = t.maker_id and s.id = t.site_id
      join customer c on c.maker_id = t.maker_id and c.id = t.customer_id
     where t.maker_id = $1 and t.id = any($2)`,
  device: `
    select d.id, s.customer_id as "customerId", ${HUB} as "hubId",
           technician_users($1, technicians_at_work($1, d.machine_id, s.id)) as "workerUserIds",
           ${NOBODY} as "actorId", ${NOBODY} as "personId", null::timestamptz as "occurredAt", ${ids('d.machine_id', 's.customer_id')} as about,
           jsonb_build_object('device', d.code, 'machineId', d.machine_id, 'serial', m.serial, 'customer', c.name, 'site', s.name,
                              'expires', (select to_char(min(k.not_after) at time zone 'UTC', 'YYYY-MM-DD') from device_credential k
                                           where k.maker_id = d.maker_id and k.device_id = d.id and k.kind = 'certificate'
                                             and k.revoked_at is null)) as params
      from device d
      left join machine m on m.maker_id = d.maker_id and m.id = d.machine_id
      left join placement p on p.maker_id = d.maker_id and p.machine_id = d.machine_id and upper(p.during) is null
      left join site s on s.maker_id = d.maker_id and s.id = coalesce(d.site_id, p.site_id)
      left join customer c on c.maker_id = s.maker_id and c.id = s.customer_id
     where d.maker_id = $1 and d.id = any($2) and d.archived_at is null`,
  meter_exception: `
    select e.id, e.customer_id as "customerId", ${NOBODY} as "hubId", ${NO_WORKERS} as "workerUserIds",
           ${NOBODY} as "actorId", ${NOBODY} as "personId", e.opened_at as "occurredAt", ${ids('e.contract_id', 'e.customer_id')} as about,
           jsonb_build_object('contract', k.number, 'contractId', k.id, 'customer', c.name, 'kind', e.kind) as params
      from meter_exception e join contract k on k.maker_id = e.maker_id and k.id = e.contract_id
      join customer c on c.maker_id = e.maker_id and c.id = e.customer_id
     where e.maker_id = $1 and e.id = any($2) and e.state = 'open'`,
  billing_run: `
    select b.id, ${NOBODY} as "customerId", ${NOBODY} as "hubId", ${NO_WORKERS} as "workerUserIds",
           ${NOBODY} as "actorId", ${NOBODY} as "personId", null::timestamptz as "occurredAt", ${NO_WORKERS} as about,
           (select jsonb_build_object('month', b.month, 'ready', count(*) filter (where r.outcome = 'ready'),
                                      'held', count(*) filter (where r.outcome = 'held'),
                                      'failed', count(*) filter (where r.outcome = 'failed'))
              from billing_run_result r where r.maker_id = b.maker_id and r.run_id = b.id) as params
      from billing_run b where b.maker_id = $1 and b.id = any($2) and b.requested_by is not null`,
  invoice: `
    select i.id, i.customer_id as "customerId", ${NOBODY} as "hubId", ${NO_WORKERS} as "workerUserIds",
           ${NOBODY} as "actorId", ${NOBODY} as "personId", i.issued_at as "occurredAt", ${ids('i.contract_id', 'i.customer_id')} as about,
           jsonb_build_object('invoice', i.number, 'contract', k.number, 'customer', c.name, 'month', i.period_from::text) as params
      from invoice i join contract k on k.maker_id = i.maker_id and k.id = i.contract_id
      join customer c on c.maker_id = i.maker_id and c.id = i.customer_id
     where i.maker_id = $1 and i.id = any($2) and i.lead_id is null`,
  dispute: `
    select d.id, d.customer_id as "customerId", ${NOBODY} as "hubId", ${NO_WORKERS} as "workerUserIds",
           coalesce(d.decided_by, n.by_user, d.opened_by) as "actorId", ${NOBODY} as "personId", null::timestamptz as "occurredAt",
           ${ids('d.invoice_id', 'd.customer_id')} as about,
           jsonb_build_object('invoice', i.number, 'customer', c.name, 'state', d.state, 'openedSide', d.opened_side, 'lastSide', n.side) as params
      from dispute d join invoice i on i.maker_id = d.maker_id and i.id = d.invoice_id
      join customer c on c.maker_id = d.maker_id and c.id = d.customer_id
      left join lateral (select side, by_user from dispute_note n where n.maker_id = d.maker_id and n.dispute_id = d.id
                          order by n.at desc, n.id desc limit 1) n on true
     where d.maker_id = $1 and d.id = any($2)`,
  payment_attempt: `
    select a.id, a.customer_id as "customerId", ${NOBODY} as "hubId", ${NO_WORKERS} as "workerUserIds",
           ${NOBODY} as "actorId", ${NOBODY} as "personId", null::timestamptz as "occurredAt",
           ${ids('a.document_id', 'a.customer_id')} as about,
           jsonb_build_object('invoice', o.number, 'customer', c.name, 'amountMinor', a.amount_minor::text, 'currency', a.currency,
                              'method', a.method_label, 'reason', a.decline ->> 'publicCode') as params
      from payment_attempt a join open_item o on o.maker_id = a.maker_id and o.document_id = a.document_id
      join customer c on c.maker_id = a.maker_id and c.id = a.customer_id
     where a.maker_id = $1 and a.id = any($2) and a.state = 'declined' and o.open_minor > 0`,
  chargeback: `
    select b.id, b.customer_id as "customerId", ${NOBODY} as "hubId", ${NO_WORKERS} as "workerUserIds",
           ${NOBODY} as "actorId", ${NOBODY} as "personId", null::timestamptz as "occurredAt",
           ${ids('a.document_id', 'b.customer_id')} as about,
           jsonb_build_object('invoice', o.number, 'customer', c.name, 'amountMinor', b.amount_minor::text, 'currency', b.currency,
                              'method', a.method_label, 'reason', b.reason, 'state', b.state,
                              'evidenceDueOn', case when b.state = 'open' then (b.evidence_due_at at time zone e.zone)::date end) as params
      from chargeback b join payment_attempt a on a.maker_id = b.maker_id and a.id = b.attempt_id
      join open_item o on o.maker_id = a.maker_id and o.document_id = a.document_id
      join legal_entity e on e.maker_id = o.maker_id and e.id = o.legal_entity_id
      join customer c on c.maker_id = b.maker_id and c.id = b.customer_id
     where b.maker_id = $1 and b.id = any($2) and b.state in ('open', 'under_review', 'lost')`,
  kit_delivery: `
    select v.id, v.customer_id as "customerId", ${HUB} as "hubId",
           technician_users($1, technicians_at_work($1, v.machine_id, v.site_id)) as "workerUserIds",
           ${NOBODY} as "actorId", ${NOBODY} as "personId", v.sent_at as "occurredAt", ${ids('v.machine_id', 'v.customer_id')} as about,
           jsonb_build_object('number', v.number, 'kit', k.code, 'serial', m.serial, 'machineId', v.machine_id, 'customer', c.name,
                              'site', s.name, 'carrier', v.carrier, 'tracking', v.tracking_number) as params
      from kit_delivery v join kit k on k.maker_id = v.maker_id and k.id = v.kit_id
      join machine m on m.maker_id = v.maker_id and m.id = v.machine_id
      join site s on s.maker_id = v.maker_id and s.id = v.site_id
      join customer c on c.maker_id = v.maker_id and c.id = v.customer_id
     where v.maker_id = $1 and v.id = any($2)`,
  usage_alert: `
    select n.id, ${NOBODY} as "customerId", ${NOBODY} as "hubId", ${NO_WORKERS} as "workerUserIds",
           ${NOBODY} as "actorId", a.user_id as "personId", n.told_at as "occurredAt", ${ids('a.contract_id', 'a.customer_id')} as about,
           jsonb_build_object('contract', k.number, 'contractId', k.id, 'percent', n.percent) as params
      from usage_alert_notice n join usage_alert a on a.maker_id = n.maker_id and a.id = n.alert_id
      join contract k on k.maker_id = a.maker_id and k.id = a.contract_id
     where n.maker_id = $1 and n.id = any($2)`,
  history_import: `
    select h.id, ${NOBODY} as "customerId", ${NOBODY} as "hubId", ${NO_WORKERS} as "workerUserIds",
           ${NOBODY} as "actorId", ${NOBODY} as "personId", h.finished_at as "occurredAt", ${NO_WORKERS} as about,
           jsonb_build_object('file', h.name, 'state', h.state, 'rows', h.rows, 'stored', h.stored, 'rejected', h.refused + h.conflicts) as params
      from history_import h where h.maker_id = $1 and h.id = any($2)`,
  session: `
    select z.id, ${NOBODY} as "customerId", ${NOBODY} as "hubId", ${NO_WORKERS} as "workerUserIds",
           ${NOBODY} as "actorId", z.user_id as "personId", z.created_at as "occurredAt", ${NO_WORKERS} as about,
           jsonb_build_object('address', z.ip, 'browser', z.user_agent) as params
      from session z where z.maker_id = $1 and z.id = any($2)`,
};

/** Returns facts about records of a kind. Omits records that no longer exist or no longer need attention. */
export async function loadFacts(
  tx: Transaction,
  kind: FactsKind,
  recordIds: readonly string[],
): Promise<Map<string, ObjectFacts>> {
  const rows: ObjectFacts[] = await tx.manager.query(FACTS[kind], [tx.scope.makerId, recordIds]);
  return new Map(rows.map((row) => [row.id, { ...row, params: withAmount(row.params) }]));
}

/** Replaces an amount in minor units, whose decimals depend on the currency, by a decimal amount. */
function withAmount({ amountMinor, ...params }: ObjectFacts['params']): ObjectFacts['params'] {
  const { currency } = params;
  if (typeof amountMinor !== 'string' || typeof currency !== 'string') return params;
  return { ...params, amount: fromMinor(BigInt(amountMinor), currency) };
}
