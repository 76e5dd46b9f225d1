import type { Transaction } from '#platform';
import type {
  AuditedCharge,
  AuditedInvoice,
  AuditedLine,
  AuditedUsage,
  EarlierMonth,
  Overlap,
  PeerPrice,
} from './domain/audit/audited-invoice.js';
import { supplyOf, taxRuleOn } from './domain/tax-rules.js';
import { rulesOfSeller } from './tax-rules.queries.js';

/** So many months before are looked at for what is usual. */
const MONTHS_BACK = '6 months';

interface Head {
  readonly contractId: string;
  readonly planId: string;
  readonly customerId: string;
  readonly legalEntityId: string;
  readonly buyerCountry: string;
  readonly taxPoint: string;
  readonly zone: string;
  readonly knownUntil: Date;
  readonly currency: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly number: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly kitsIncluded: boolean;
}

/** An invoice, its lines written and taxed, with all that the self-audit holds it against. */
export async function loadAudited(tx: Transaction, invoiceId: string): Promise<AuditedInvoice> {
  const head = await headOf(tx, invoiceId);
  const lines = await linesToAudit(tx, invoiceId);
  const rules = await rulesOfSeller(tx, head.legalEntityId);
  const { currency, periodFrom, periodTo, number, startsOn, endsOn, kitsIncluded } = head;
  return {
    currency,
    periodFrom,
    periodTo,
    contract: { number, startsOn, endsOn, kitsIncluded, charges: await chargesOf(tx, head.contractId) },
    lines,
    usages: await usagesOf(tx, head),
    taxes: new Map(
      lines.map(({ position, kind }) => {
        const { buyerCountry: country, taxPoint } = head;
        return [position, taxRuleOn(rules, { country, supply: supplyOf(kind), taxPoint }) ?? null];
      }),
    ),
    earlier: await earlierMonths(tx, head),
    overlaps: [
      ...(await otherInvoices(tx, invoiceId, head)),
      ...(await otherBillsOfCounters(tx, invoiceId, head)),
    ],
    peers: await peersOf(tx, head),
  };
}

async function headOf(tx: Transaction, invoiceId: string): Promise<Head> {
  const [head]: Head[] = await tx.manager.query(
    `select c.id as "contractId", c.plan_id as "planId", i.customer_id as "customerId", i.legal_entity_id as "legalEntityId",
            b.country as "buyerCountry", i.tax_point::text as "taxPoint", i.zone, i.known_until as "knownUntil", i.currency,
            i.period_from::text as "periodFrom", i.period_to::text as "periodTo", c.number, c.starts_on::text as "startsOn",
            c.ends_on::text as "endsOn", c.kits_included as "kitsIncluded"
       from invoice i
       join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
       join customer_entity b on b.maker_id = i.maker_id and b.id = i.buyer_id
      where i.maker_id = $1 and i.id = $2`,
    [tx.scope.makerId, invoiceId],
  );
  return head!;
}

async function linesToAudit(tx: Transaction, invoiceId: string): Promise<AuditedLine[]> {
  const rows: (Omit<AuditedLine, 'amountMinor'> & { amountMinor: string | null })[] = await tx.manager.query(
    `select l.position, l.kind, l.charge_key as "chargeKey", l.component, l.clause, l.unit, l.quantity,
            l.amount_minor as "amountMinor",
            case when l.service_from is not null then
              jsonb_build_object('from', l.service_from::text, 'to', l.service_to::text) end as service,
            m.serial as machine, l.snapshot -> 'charge' -> 'pricing' as "pricedBy", l.snapshot ->> 'standing' as standing,
            l.snapshot ->> 'billedBefore' as "billedBefore",
            case when l.snapshot ? 'counter' then jsonb_build_object(
              'used', l.snapshot -> 'counter' -> 'used', 'of', l.snapshot -> 'counter' -> 'of') end as share,
            l.tax_rule as tax, coalesce(k.charge = 'included', false) as "isIncludedKit"
       from invoice_line l
       left join machine m on m.maker_id = l.maker_id and m.id = l.machine_id
       left join kit_delivery k on k.maker_id = l.maker_id and k.id = l.kit_delivery_id
      where l.maker_id = $1 and l.invoice_id = $2 order by l.position`,
    [tx.scope.makerId, invoiceId],
  );
  return rows.map((row) => ({
    ...row,
    amountMinor: row.amountMinor === null ? null : BigInt(row.amountMinor),
  }));
}

async function chargesOf(tx: Transaction, contractId: string): Promise<AuditedCharge[]> {
  return tx.manager.query(
    `select c.key, c.pricing, coalesce(array_agg(distinct m.unit) filter (where m.id is not null), '{}') as units
       from charge c
       left join charge_meter cm on cm.maker_id = c.maker_id and cm.charge_id = c.id
       left join meter m on m.maker_id = cm.maker_id and m.id = cm.meter_id
      where c.maker_id = $1 and c.contract_id = $2
      group by c.maker_id, c.id order by c.position`,
    [tx.scope.makerId, contractId],
  );
}

/** Of meters that a charge counts. Days lie within invoice and contract, up to what was known. */
async function usagesOf(
  tx: Transaction,
  { contractId, periodFrom, periodTo, startsOn, zone, knownUntil }: Head,
): Promise<AuditedUsage[]> {
  return tx.manager.query(
    `select d.code as device, m.signal_key as "signalKey", m.unit, u.quantity, u.estimated_quantity as "estimatedQuantity",
            coalesce(g.unit, m.unit) as "signalUnit",
            greatest(0, least($5::date, ($7::timestamptz at time zone $6)::date) - greatest($3::date, $4::date)) as days,
            (select count(*)::int from usage_day x
              where x.maker_id = u.maker_id and x.usage_period_id = u.id and x.reading_count > 0
                and x.day < least($5::date, ($7::timestamptz at time zone $6)::date)) as "daysWithReadings"
       from usage_period u
       join meter m on m.maker_id = u.maker_id and m.id = u.meter_id
       join device d on d.maker_id = m.maker_id and d.id = m.device_id
       left join machine x on x.maker_id = d.maker_id and x.id = d.machine_id
       left join lateral (
         select s.unit from signal s
          where s.maker_id = d.maker_id and s.key = m.signal_key and (s.device_id = d.id or s.model_id = x.model_id)
          order by s.device_id nulls last limit 1) g on true
      where u.maker_id = $1 and u.contract_id = $2 and u.superseded_at is null
        and (u.period_from at time zone $6)::date = date_trunc('month', $3::date)::date
        and exists (select from charge_meter cm where cm.maker_id = m.maker_id and cm.meter_id = m.id)
      order by d.code, m.signal_key`,
    [tx.scope.makerId, contractId, periodFrom, startsOn, periodTo, zone, knownUntil],
  );
}

async function earlierMonths(tx: Transaction, { contractId, periodFrom }: Head): Promise<EarlierMonth[]> {
  return tx.manager.query(
    `select l.charge_key as "chargeKey", i.period_from::text as "periodFrom", i.period_to - i.period_from as days,
            sum(l.quantity)::text as quantity
       from invoice i join invoice_line l on l.maker_id = i.maker_id and l.invoice_id = i.id
      where i.maker_id = $1 and i.contract_id = $2 and i.kind = 'invoice' and l.component = 'usage' and l.quantity is not null
        and i.period_from < $3 and i.period_from >= $3::date - $4::interval
      group by l.charge_key, i.period_from, i.period_to order by i.period_from`,
    [tx.scope.makerId, contractId, periodFrom, MONTHS_BACK],
  );
}

/** Other invoices of the contract for days of this one. */
async function otherInvoices(
  tx: Transaction,
  invoiceId: string,
  { contractId, periodFrom, periodTo, number }: Head,
): Promise<Overlap[]> {
  const rows: { document: string }[] = await tx.manager.query(
    `select coalesce(number, period_from::text) as document from invoice
      where maker_id = $1 and contract_id = $2 and id <> $3 and kind = 'invoice' and state <> 'credited'
        and daterange(period_from, period_to) && daterange($4, $5)`,
    [tx.scope.makerId, contractId, invoiceId, periodFrom, periodTo],
  );
  return rows.map(({ document }) => ({ document, contract: number, device: null, signalKey: null }));
}

/** Invoices of the customer's other contracts whose charges count the same counter of the same days. */
async function otherBillsOfCounters(
  tx: Transaction,
  invoiceId: string,
  { contractId, customerId, periodFrom, periodTo }: Head,
): Promise<Overlap[]> {
  return tx.manager.query(
    `with counters as (
       select contract_id, device_id, signal_key, maker_id
         from meter m where m.maker_id = $1
          and exists (select from charge_meter cm where cm.maker_id = m.maker_id and cm.meter_id = m.id))
     select coalesce(o.number, o.period_from::text) as document, oc.number as contract, d.code as device,
            mine.signal_key as "signalKey"
       from counters mine
       join counters other on other.device_id = mine.device_id and other.signal_key = mine.signal_key
        and other.contract_id <> mine.contract_id
       join invoice o on o.maker_id = $1 and o.contract_id = other.contract_id and o.kind = 'invoice' and o.state <> 'credited'
        and o.customer_id = $4 and o.id <> $3 and daterange(o.period_from, o.period_to) && daterange($5, $6)
       join contract oc on oc.maker_id = $1 and oc.id = o.contract_id
       join device d on d.maker_id = $1 and d.id = mine.device_id
      where mine.contract_id = $2
      order by oc.number, d.code, mine.signal_key`,
    [tx.scope.makerId, contractId, invoiceId, customerId, periodFrom, periodTo],
  );
}

async function peersOf(tx: Transaction, { contractId, planId, currency }: Head): Promise<PeerPrice[]> {
  return tx.manager.query(
    `select c.number as contract, h.key as "chargeKey", h.pricing
       from contract c join charge h on h.maker_id = c.maker_id and h.contract_id = c.id
      where c.maker_id = $1 and c.plan_id = $2 and c.currency = $3 and c.id <> $4 and c.state = 'active'
      order by c.number, h.position`,
    [tx.scope.makerId, planId, currency, contractId],
  );
}
