import type { UsageReason } from '#metering';
import { DomainError, groupBy, preparedQuery, type Transaction } from '#platform';
import type { Prices } from '../domain/calculation/invoice-taxes.js';
import type { DocumentKind, HoldReason, InvoiceState } from '../domain/document/invoice-state.js';
import type { AppliedTax } from '../domain/document/tax-rules.js';
import type { ChargeComponent, LineKind, LineParams, LineState } from '../domain/line/draft-line.js';
import type { KitToBill } from '../domain/line/kit-to-bill.js';
import type { LineSnapshot } from '../domain/line/line-snapshot.js';

export interface InvoiceSummary {
  readonly id: string;
  readonly contract: { readonly id: string; readonly number: string };
  readonly customer: { readonly id: string; readonly name: string };
  readonly legalEntity: { readonly id: string; readonly name: string };
  readonly currency: string;
  readonly zone: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly kind: DocumentKind;
  /**
   * Type of the issued document or, for a draft, the type that it would have. A document with a negative total is a
   * credit note.
   */
  readonly documentType: DocumentKind;
  readonly state: InvoiceState;
  /** Assigned at issue; null before that. */
  readonly number: string | null;
  readonly buyer: { readonly id: string; readonly name: string };
  readonly prices: Prices;
  readonly totalMinor: string;
  readonly netMinor: string;
  readonly taxMinor: string;
  readonly grossMinor: string;
  /** Part of the total that is set off against the contract's deposit; null if no deposit is set off. */
  readonly depositMinor: string | null;
  /** Increment to which the amount to pay is rounded, decimal; null if it is not rounded. */
  readonly payableIncrement: string | null;
  /** Part of the gross amount that was credited by credit notes. */
  readonly creditedMinor: string;
  readonly holdReasons: readonly HoldReason[];
  readonly taxPoint: string;
  readonly serviceFrom: string;
  readonly serviceTo: string;
  readonly paymentDays: number;
  readonly issuedOn: string | null;
  readonly dueOn: string | null;
  readonly heldLines: number;
  readonly knownUntil: Date;
  readonly draftedAt: Date;
  readonly contentHash: string;
  readonly version: number;
  /**
   * Billing group and month, `YYYY-MM`, of the document that bills the contract's month; null if it is billed
   * separately.
   */
  readonly billGroup: { readonly id: string; readonly name: string; readonly month: string } | null;
}

export interface InvoiceLineView {
  readonly id: string;
  readonly invoiceId: string;
  readonly position: number;
  readonly kind: LineKind;
  readonly params: LineParams;
  readonly clause: string;
  readonly quantity: string | null;
  readonly unit: string;
  readonly unitPrice: string | null;
  readonly amountMinor: string | null;
  readonly state: LineState;
  /** Ids of the usage that the line bills, in the order of the contract's meters. */
  readonly usagePeriodIds: readonly string[];
  readonly kitDeliveryId: string | null;
  /** Key of the charge or guarantee that prices the line; null for a kit. */
  readonly chargeKey: string | null;
  readonly component: ChargeComponent | null;
  readonly counterFrom: string | null;
  readonly partFrom: string | null;
  readonly machineId: string | null;
  /** Days [from, to) that the line bills. */
  readonly serviceFrom: string | null;
  readonly serviceTo: string | null;
  /** Terms and figures that determined the line's price. */
  readonly snapshot: LineSnapshot | null;
  /**
   * For a correction: the issued invoice that the line corrects, and the line of that invoice if it corrects a single
   * line.
   */
  readonly correctsInvoiceId: string | null;
  readonly correctsLineId: string | null;
  readonly netMinor: string | null;
  readonly taxMinor: string | null;
  readonly taxRule: AppliedTax | null;
}

export interface InvoiceView extends InvoiceSummary {
  readonly lines: readonly InvoiceLineView[];
}

/** SQL expression for the amount of an invoice that was credited by credit notes. */
export const credited = (of: 'i' | 'o'): string => `
         coalesce((select sum(n.gross_minor) from invoice n
                    where n.maker_id = ${of}.maker_id and n.original_id = ${of}.id and n.kind = 'credit_note'
                      and n.number is not null), 0)`;

/** SQL condition: an invoice `o` is on the same billing group document as an invoice `i`. */
export const SAME_DOCUMENT = `o.maker_id = i.maker_id and o.bill_group_id = i.bill_group_id
  and date_trunc('month', o.period_from) = date_trunc('month', i.period_from)`;

/**
 * SQL expression for the type with which an invoice `i` was issued. For a draft, the type depends on the document's
 * total, as in the domain's `documentTypeOf`.
 */
const DOCUMENT_TYPE = `coalesce(i.document_type,
           case when i.kind = 'invoice' and 0 > coalesce(
                  (select sum(o.gross_minor) from invoice o where ${SAME_DOCUMENT}), i.gross_minor)
                then 'credit_note' else i.kind end)`;

/** Selects an invoice's summary. @param more further columns, each preceded by a comma */
export const summaryOf = (more = ''): string => `
  select i.id, i.kind, ${DOCUMENT_TYPE} as "documentType", i.number, i.currency, i.zone, i.state, i.version, i.prices,
         i.net_minor as "netMinor", i.tax_minor as "taxMinor", i.gross_minor as "grossMinor", i.deposit_minor as "depositMinor",
         trim_scale(i.payable_increment)::text as "payableIncrement", i.hold_reasons as "holdReasons",
         i.tax_point::text as "taxPoint", i.service_from::text as "serviceFrom", i.service_to::text as "serviceTo",
         i.payment_days as "paymentDays", i.issued_on::text as "issuedOn", i.due_on::text as "dueOn",
         ${credited('i')}::text as "creditedMinor",
         jsonb_build_object('id', b.id, 'name', coalesce(i.buyer ->> 'name', b.name)) as buyer,
         i.period_from::text as "periodFrom", i.period_to::text as "periodTo",
         i.total_minor as "totalMinor", i.held_lines as "heldLines",
         i.known_until as "knownUntil", i.drafted_at as "draftedAt", i.content_hash as "contentHash",
         jsonb_build_object('id', c.id, 'number', c.number) as contract,
         jsonb_build_object('id', cu.id, 'name', cu.name) as customer,
         jsonb_build_object('id', le.id, 'name', le.name) as "legalEntity",
         case when g.id is not null then
           jsonb_build_object('id', g.id, 'name', g.name, 'month', to_char(i.period_from, 'YYYY-MM')) end as "billGroup"${more}
    from invoice i
    join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
    join customer cu on cu.maker_id = i.maker_id and cu.id = i.customer_id
    join legal_entity le on le.maker_id = i.maker_id and le.id = i.legal_entity_id
    join customer_entity b on b.maker_id = i.maker_id and b.id = i.buyer_id
    left join bill_group g on g.maker_id = i.maker_id and g.id = i.bill_group_id`;

/** Columns of a line `l` for an InvoiceLineView. */
export const LINE = `
  select l.id, l.invoice_id as "invoiceId", l.position, l.kind, l.params, l.clause, l.quantity, l.unit,
         l.unit_price as "unitPrice", l.amount_minor as "amountMinor", l.state,
         array(select s.usage_period_id from invoice_line_usage s
                where s.maker_id = l.maker_id and s.line_id = l.id order by s.position) as "usagePeriodIds",
         l.kit_delivery_id as "kitDeliveryId",
         l.charge_key as "chargeKey", l.component, l.counter_from::text as "counterFrom",
         l.part_from::text as "partFrom", l.machine_id as "machineId",
         l.service_from::text as "serviceFrom", l.service_to::text as "serviceTo", l.snapshot,
         l.corrects_invoice_id as "correctsInvoiceId", l.corrects_line_id as "correctsLineId",
         l.net_minor as "netMinor", l.tax_minor as "taxMinor", l.tax_rule as "taxRule"
    from invoice_line l`;

/**
 * Returns an invoice with its lines. @throws DomainError billing.invoice_not_found, also for an invoice of another
 * customer
 */
export async function getInvoice(tx: Transaction, id: string): Promise<InvoiceView> {
  const [invoice]: InvoiceSummary[] = await tx.manager.query(
    `${summaryOf()} where i.maker_id = $1 and i.id = $2`,
    [tx.scope.makerId, id],
  );
  if (!invoice) throw new DomainError('billing.invoice_not_found');
  return { ...invoice, lines: await loadLines(tx, id) };
}

/** Loads lines, ordered by position. */
export async function loadLines(tx: Transaction, invoiceId: string): Promise<InvoiceLineView[]> {
  return tx.manager.query(`${LINE} where l.maker_id = $1 and l.invoice_id = $2 order by l.position`, [
    tx.scope.makerId,
    invoiceId,
  ]);
}

/** The fields of a line that determine whether its invoice can be approved. */
export type LineToApprove = Pick<InvoiceLineView, 'id' | 'position' | 'amountMinor' | 'params'>;

/** Loads the lines of invoices, ordered by position. @returns a function that returns the lines of an invoice */
export async function loadLinesToApprove(
  tx: Transaction,
  invoiceIds: readonly string[],
): Promise<(invoiceId: string) => readonly LineToApprove[]> {
  const rows: (LineToApprove & { readonly invoiceId: string })[] = await tx.manager.query(
    `select l.invoice_id as "invoiceId", l.id, l.position, l.amount_minor as "amountMinor", l.params
       from invoice_line l where l.maker_id = $1 and l.invoice_id = any($2) order by l.position`,
    [tx.scope.makerId, invoiceIds],
  );
  const lines = groupBy(rows, ({ invoiceId }) => invoiceId);
  return (invoiceId) => lines.get(invoiceId) ?? [];
}

/** Returns a line with its invoice. @throws DomainError billing.line_not_found, also for a line of another customer */
export async function getLine(
  tx: Transaction,
  id: string,
): Promise<{ line: InvoiceLineView; invoice: InvoiceSummary }> {
  const [line]: InvoiceLineView[] = await tx.manager.query(`${LINE} where l.maker_id = $1 and l.id = $2`, [
    tx.scope.makerId,
    id,
  ]);
  if (!line) throw new DomainError('billing.line_not_found');
  const [invoice]: InvoiceSummary[] = await tx.manager.query(
    `${summaryOf()} where i.maker_id = $1 and i.id = $2`,
    [tx.scope.makerId, line.invoiceId],
  );
  if (!invoice) throw new DomainError('billing.line_not_found');
  return { line, invoice };
}

/**
 * SQL expression for the contract of a sent delivery `k`. If the delivery has no contract, or its contract had ended
 * before it was sent, the contract that includes the machine on that day applies. Of several contracts, a parts
 * subscription takes precedence, and then the lowest number.
 */
export const CONTRACT_OF_KIT = `
  coalesce((
    select c.id from contract c
     where c.maker_id = k.maker_id and c.id = k.contract_id
       and daterange(c.starts_on, c.ends_on, '[]') @> (k.sent_at at time zone c.zone)::date), (
    select c.id from contract c
      join plan p on p.maker_id = c.maker_id and p.id = c.plan_id
      join contract_machine cm on cm.maker_id = c.maker_id and cm.contract_id = c.id
     where c.maker_id = k.maker_id and c.customer_id = k.customer_id and c.state in ('active', 'ended')
       and cm.machine_id = k.machine_id and cm.during @> (k.sent_at at time zone c.zone)::date
       and daterange(c.starts_on, c.ends_on, '[]') @> (k.sent_at at time zone c.zone)::date
     order by p.structure <> 'kits_shipped_before_due_hours', c.number limit 1))`;

/** Finds the kits sent in the months of contracts, by contract and ordered by number. */
export async function findKitsSent(
  tx: Transaction,
  months: readonly {
    readonly contract: { readonly id: string; readonly zone: string };
    /** Start and end of the month, in milliseconds since 1970 UTC. */
    readonly month: { readonly from: number; readonly to: number };
  }[],
): Promise<Map<string, KitToBill[]>> {
  const rows: (Omit<KitToBill, 'priceMinor'> & { contractId: string; priceMinor: string | null })[] =
    await preparedQuery(
      tx,
      `with asked as (
         select * from unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[])
           as w (contract_id, zone, since, until)),
       sent as materialized (
         select * from kit_delivery k
          where k.maker_id = $1 and k.state in ('sent', 'received')
            and k.sent_at >= (select min(since) from asked) and k.sent_at < (select max(until) from asked)
            and (k.contract_id = any($2) or k.machine_id in (
                  select cm.machine_id from contract_machine cm where cm.maker_id = $1 and cm.contract_id = any($2))))
       select w.contract_id as "contractId", k.id as "deliveryId", k.number, kit.code as kit, m.serial, k.charge,
              k.price_minor as "priceMinor", k.currency, (k.sent_at at time zone w.zone)::date::text as "sentOn"
         from sent k
        cross join lateral (select ${CONTRACT_OF_KIT} as contract_id) owner
         join asked w on w.contract_id = owner.contract_id and k.sent_at >= w.since and k.sent_at < w.until
         join kit on kit.maker_id = k.maker_id and kit.id = k.kit_id
         join machine m on m.maker_id = k.maker_id and m.id = k.machine_id
        order by k.number`,
      [
        tx.scope.makerId,
        months.map(({ contract }) => contract.id),
        months.map(({ contract }) => contract.zone),
        months.map(({ month }) => new Date(month.from)),
        months.map(({ month }) => new Date(month.to)),
      ],
    );
  const kits = rows.map(({ contractId, priceMinor, ...kit }) => ({
    contractId,
    kit: { ...kit, priceMinor: priceMinor === null ? null : BigInt(priceMinor) },
  }));
  const groups = groupBy(kits, ({ contractId }) => contractId);
  return new Map([...groups].map(([id, sent]) => [id, sent.map(({ kit }) => kit)]));
}

/** Usage of a meter and period that puts a line on hold until data arrives or a decision is made. */
export interface HeldLine {
  readonly lineId: string;
  readonly invoiceId: string;
  readonly contract: { readonly id: string; readonly number: string };
  readonly customer: { readonly id: string; readonly name: string };
  /** The contract's IANA time zone, used for times in reasons. */
  readonly zone: string;
  readonly periodFrom: string;
  readonly state: LineState;
  readonly quantity: string | null;
  readonly heldQuantity: string;
  readonly unit: string;
  readonly reasons: readonly UsageReason[];
}

/** SQL condition: an invoice's line `l` is on hold, as in the domain's `isOnHold`. */
export const IS_ON_HOLD = `(l.amount_minor is null or (l.params ->> 'holds')::int > 0)`;

/** SQL condition: the usage `u` is a reason for its line to be on hold. */
export const USAGE_IS_ON_HOLD = `(u.quantity is null or u.reasons @? '$[*] ? (@.holds == true)')`;

/** Lists usage that puts lines on hold, newest period first. */
export async function findHeldLines(tx: Transaction, limit: number): Promise<HeldLine[]> {
  return tx.manager.query(
    `select l.id as "lineId", i.id as "invoiceId", i.period_from::text as "periodFrom", l.state, l.quantity, l.unit,
            u.held_quantity as "heldQuantity", u.reasons, c.zone,
            jsonb_build_object('id', c.id, 'number', c.number) as contract,
            jsonb_build_object('id', cu.id, 'name', cu.name) as customer
       from invoice_line l
       join invoice i on i.maker_id = l.maker_id and i.id = l.invoice_id
       join invoice_line_usage s on s.maker_id = l.maker_id and s.line_id = l.id
       join usage_period u on u.maker_id = s.maker_id and u.id = s.usage_period_id
       join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
       join customer cu on cu.maker_id = i.maker_id and cu.id = i.customer_id
      where l.maker_id = $1 and ${IS_ON_HOLD} and ${USAGE_IS_ON_HOLD}
      order by i.period_from desc, c.number, l.position, s.position limit $2`,
    [tx.scope.makerId, limit],
  );
}

/**
 * Net totals by currency, in minor units: of all documents that are not issued yet, and of those that are on hold or
 * have lines on hold.
 */
export interface DraftTotals {
  readonly currency: string;
  readonly unbilledMinor: string;
  readonly heldMinor: string;
}

export async function loadDraftTotals(tx: Transaction): Promise<DraftTotals[]> {
  return tx.manager.query(
    `select currency, sum(net)::text as "unbilledMinor",
            coalesce(sum(net) filter (where held_lines > 0 or state = 'held'), 0)::text as "heldMinor"
       from (select currency, held_lines, state, case kind when 'credit_note' then -net_minor else net_minor end as net
               from invoice where maker_id = $1 and number is null) draft
      group by currency order by currency`,
    [tx.scope.makerId],
  );
}
