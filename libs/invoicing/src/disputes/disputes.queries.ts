import type { UsageMethod } from '#contracts';
import { DomainError, type Page, toPage, type Transaction } from '#platform';
import type { DisputeState, DisputeSubject, Side } from '../domain/dispute/dispute.js';
import type { InvoiceState } from '../domain/document/invoice-state.js';
import type { LineKind, LineParams } from '../domain/line/draft-line.js';

/** The disputed line, as issued. */
export interface DisputedLine {
  readonly id: string;
  readonly position: number;
  readonly kind: LineKind;
  readonly params: LineParams;
  /** The charge's name by locale; empty if it has none. */
  readonly name: Readonly<Record<string, string>>;
  readonly clause: string;
  readonly quantity: string | null;
  readonly unit: string;
  readonly unitPrice: string | null;
  readonly netMinor: string | null;
}

/** A dispute with its subject. Money is in minor units of `currency`, net unless stated otherwise. */
export interface DisputeView {
  readonly id: string;
  readonly state: DisputeState;
  readonly subject: DisputeSubject;
  readonly customer: { readonly id: string; readonly name: string };
  readonly contract: { readonly id: string; readonly number: string };
  readonly invoice: {
    readonly id: string;
    readonly number: string;
    readonly state: InvoiceState;
    readonly periodFrom: string;
    readonly periodTo: string;
    readonly dueOn: string;
  };
  readonly zone: string;
  readonly currency: string;
  /** Null if the dispute is about the whole invoice. */
  readonly line: DisputedLine | null;
  readonly from: string | null;
  readonly to: string | null;
  /** Null if the dispute is not about specific readings. Instants are ISO 8601. */
  readonly readings: {
    readonly usageId: string;
    readonly device: string;
    readonly signalKey: string;
    readonly method: UsageMethod;
    readonly serial: string | null;
    readonly from: string;
    readonly to: string;
  } | null;
  /**
   * Downtime that the line's guarantee did not take into account; null if the dispute contains none. Instants are ISO
   * 8601.
   */
  readonly stop: {
    readonly machine: { readonly id: string; readonly serial: string };
    readonly from: string;
    readonly to: string;
  } | null;
  readonly claim: string;
  readonly claimedMinor: string | null;
  /** Claimed amount, or the amount of the whole line or invoice if no amount is claimed. */
  readonly atStakeMinor: string;
  readonly openedSide: Side;
  readonly openedBy: string | null;
  readonly openedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly answer: string;
  readonly creditNote: { readonly id: string; readonly number: string; readonly grossMinor: string } | null;
  readonly notes: number;
}

/** A message in a dispute. */
export interface DisputeNoteView {
  readonly id: string;
  readonly at: Date;
  readonly side: Side;
  readonly by: string | null;
  readonly text: string;
}

export interface DisputeFilter {
  readonly state?: DisputeState;
  readonly customerId?: string;
  readonly invoiceId?: string;
  /** Only disputes opened at least this many days ago. */
  readonly olderThanDays?: number;
}

export interface DisputePage extends DisputeFilter {
  readonly limit: number;
  /** Opening time and id of the last dispute on the previous page. */
  readonly after?: readonly [openedAt: string, id: string];
}

/** Disputed net amount in one currency, in minor units: at most the net amount of each invoice. */
export interface AtStake {
  readonly currency: string;
  readonly disputes: number;
  readonly atStakeMinor: string;
}

const DAY = 86_400_000;

const STAKE = `coalesce(d.claimed_minor, l.net_minor, i.net_minor)`;
const FROM = `
    from dispute d
    join invoice i on i.maker_id = d.maker_id and i.id = d.invoice_id
    left join invoice_line l on l.maker_id = d.maker_id and l.id = d.line_id`;
const CONDITIONS = `
   where d.maker_id = $1
     and ($2::text is null or d.state = $2)
     and ($3::uuid is null or d.customer_id = $3)
     and ($4::uuid is null or d.invoice_id = $4)
     and ($5::timestamptz is null or d.opened_at <= $5)`;
const VIEW = `
  select d.id, d.state, d.subject, d.claim, d.answer, i.zone, i.currency,
         d.days_from::text as "from", d.days_to::text as "to", d.claimed_minor as "claimedMinor", ${STAKE}::text as "atStakeMinor",
         d.opened_side as "openedSide", d.opened_by_name as "openedBy", d.opened_at as "openedAt",
         d.decided_by_name as "decidedBy", d.decided_at as "decidedAt",
         (select count(*)::int from dispute_note n where n.maker_id = d.maker_id and n.dispute_id = d.id) as notes,
         jsonb_build_object('id', cu.id, 'name', cu.name) as customer,
         jsonb_build_object('id', c.id, 'number', c.number) as contract,
         jsonb_build_object('id', i.id, 'number', i.number, 'state', i.state, 'periodFrom', i.period_from, 'periodTo', i.period_to, 'dueOn', i.due_on) as invoice,
         case when l.id is not null then jsonb_build_object('id', l.id, 'position', l.position, 'kind', l.kind, 'params', l.params,
           'name', coalesce(l.snapshot #> '{charge,nameI18n}', '{}'),
           'clause', l.clause, 'quantity', l.quantity::text, 'unit', l.unit, 'unitPrice', l.unit_price::text,
           'netMinor', l.net_minor::text) end as line,
         case when u.id is not null then jsonb_build_object('usageId', u.id, 'device', de.code, 'signalKey', me.signal_key,
           'method', me.method, 'serial', ma.serial, 'from', d.readings_from, 'to', d.readings_to) end as readings,
         case when d.stop_machine_id is not null then jsonb_build_object('machine',
           jsonb_build_object('id', d.stop_machine_id, 'serial', coalesce(sm.serial, '')), 'from', d.stop_from, 'to', d.stop_to) end as stop,
         case when cn.id is not null then jsonb_build_object('id', cn.id, 'number', cn.number,
           'grossMinor', cn.gross_minor::text) end as "creditNote"
  ${FROM}
    join customer cu on cu.maker_id = d.maker_id and cu.id = d.customer_id
    join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
    left join usage_period u on u.maker_id = d.maker_id and u.id = d.usage_period_id
    left join meter me on me.maker_id = u.maker_id and me.id = u.meter_id
    left join device de on de.maker_id = me.maker_id and de.id = me.device_id
    left join machine ma on ma.maker_id = de.maker_id and ma.id = de.machine_id
    left join machine sm on sm.maker_id = d.maker_id and sm.id = d.stop_machine_id
    left join invoice cn on cn.maker_id = d.maker_id and cn.id = d.credit_note_id`;

/** Lists disputes, newest first. If only open disputes are requested, the oldest come first. */
export async function listDisputes(tx: Transaction, filter: DisputePage): Promise<Page<DisputeView>> {
  const [afterAt, afterId] = filter.after ?? [null, null];
  const isOldestFirst = filter.state === 'open';
  const rows: DisputeView[] = await tx.manager.query(
    `${VIEW} ${CONDITIONS}
        and ($6::timestamptz is null or (d.opened_at, d.id) ${isOldestFirst ? '>' : '<'} ($6, $7::uuid))
      order by d.opened_at ${isOldestFirst ? '' : 'desc'}, d.id ${isOldestFirst ? '' : 'desc'} limit $8`,
    [...paramsOf(tx, filter), afterAt, afterId, filter.limit + 1],
  );
  return toPage(rows, filter.limit, ({ openedAt, id }) => [openedAt.toISOString(), id]);
}

/** Returns the total amount of open disputes, by currency. */
export async function sumAtStake(tx: Transaction, filter: DisputeFilter): Promise<AtStake[]> {
  return tx.manager.query(
    `select currency, sum(disputes)::int as disputes, sum(at_stake)::text as "atStakeMinor"
       from (select i.currency, count(*) as disputes, least(sum(${STAKE}), i.net_minor) as at_stake
             ${FROM} ${CONDITIONS} and d.state = 'open'
              group by i.id, i.currency, i.net_minor) of_invoice
      group by currency order by currency`,
    paramsOf(tx, filter),
  );
}

/** Returns a dispute. @throws DomainError billing.dispute_not_found, also for a dispute of another customer */
export async function getDispute(tx: Transaction, id: string): Promise<DisputeView> {
  const [dispute]: DisputeView[] = await tx.manager.query(`${VIEW} where d.maker_id = $1 and d.id = $2`, [
    tx.scope.makerId,
    id,
  ]);
  if (!dispute) throw new DomainError('billing.dispute_not_found');
  return dispute;
}

/** Returns messages in the order in which they were written. */
export async function notesOf(tx: Transaction, disputeId: string): Promise<DisputeNoteView[]> {
  return tx.manager.query(
    `select id, at, side, by_name as by, text from dispute_note
      where maker_id = $1 and dispute_id = $2 order by at, id`,
    [tx.scope.makerId, disputeId],
  );
}

function paramsOf(
  tx: Transaction,
  { state, customerId, invoiceId, olderThanDays }: DisputeFilter,
): unknown[] {
  const openedUntil = olderThanDays === undefined ? null : new Date(tx.now.getTime() - olderThanDays * DAY);
  return [tx.scope.makerId, state ?? null, customerId ?? null, invoiceId ?? null, openedUntil];
}
