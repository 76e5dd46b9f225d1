import { type DocumentKind, rulesOfSellers, taxOn } from '#invoicing';
import { groupBy, preparedQuery, type Transaction } from '#platform';
import type {
  AuditedCharge,
  AuditedInvoice,
  AuditedLine,
  EarlierMonth,
} from '../domain/audit/audited-invoice.js';
import type { PeerPrices } from '../drafts/peer-prices.queries.js';
import { findUncoveredUsage } from './audited-coverage.queries.js';
import { loadIndexSteps } from './audited-index-steps.queries.js';
import { findOverlappingInvoices, findSharedQuantities } from './audited-overlaps.queries.js';
import { UNCHANGED_TERMS, loadTermsInTime } from './audited-terms.queries.js';
import { loadUsages } from './audited-usages.queries.js';

/** Period before the invoice from which typical quantities are determined. */
const MONTHS_BACK = '6 months';

interface Head {
  readonly invoiceId: string;
  readonly kind: DocumentKind;
  readonly contractId: string;
  /** True if the contract was amended, or has paused days, guarantees or invoice-level terms. */
  readonly changesInTime: boolean;
  /** True if the cutoff is at the end of the invoice's period or later. */
  readonly isOver: boolean;
  readonly isCorrection: boolean;
  readonly knownUntil: Date;
  readonly planId: string;
  readonly legalEntityId: string;
  readonly buyerCountry: string;
  readonly taxPoint: string;
  readonly currency: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly totalMinor: string;
  readonly number: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly kitsIncluded: boolean;
}

/** A fact that an invoice is checked against, and the invoice's id. */
type WithInvoiceId<Fact> = Fact & { readonly invoiceId: string };

/**
 * Loads invoices, by id, with all facts that the self-audit checks them against. Their lines must already be stored and
 * taxed.
 */
export async function loadAudited(
  tx: Transaction,
  invoiceIds: readonly string[],
  peerPrices: PeerPrices,
): Promise<Map<string, AuditedInvoice>> {
  if (invoiceIds.length === 0) return new Map();
  const heads = await loadHeads(tx, invoiceIds);
  const rules = await rulesOfSellers(
    tx,
    heads.map(({ legalEntityId }) => legalEntityId),
  );
  const lines = byInvoice(await loadLines(tx, invoiceIds));
  const charges = byInvoice(await loadCharges(tx, invoiceIds));
  const earlier = byInvoice(await loadEarlierMonths(tx, invoiceIds));
  const twice = byInvoice(await findOverlappingInvoices(tx, invoiceIds));
  const counters = byInvoice(await findSharedQuantities(tx, heads));
  const uncovered = byInvoice(await findUncoveredUsage(tx, invoiceIds));
  const peers = await peerPrices.of(tx, heads);
  const inTime = await loadTermsInTime(
    tx,
    heads.filter(({ changesInTime }) => changesInTime),
  );
  const steps = await loadIndexSteps(
    tx,
    new Map([...inTime.values()].map(({ contractId, clauses }) => [contractId, clauses])),
  );
  const pausedOf = (invoiceId: string) => inTime.get(invoiceId)?.paused ?? [];
  const usages = byInvoice(await loadUsages(tx, heads, pausedOf));
  return new Map(
    heads.map((head) => {
      const { invoiceId, currency, periodFrom, periodTo, number, startsOn } = head;
      const terms = inTime.get(invoiceId) ?? {
        ...UNCHANGED_TERMS,
        ...{ endsOn: head.endsOn, kitsIncluded: head.kitsIncluded, charges: charges(invoiceId) },
      };
      // Amounts on a credit note are positive although they credit a negative difference, so their sign is reversed for
      // the checks.
      const sign = head.kind === 'credit_note' ? -1n : 1n;
      const invoiceLines = lines(invoiceId).map(({ amountMinor, ...line }) => ({
        ...line,
        amountMinor: amountMinor === null ? null : sign * BigInt(amountMinor),
      }));
      const audited: AuditedInvoice = {
        currency,
        periodFrom,
        periodTo,
        isOver: head.isOver,
        isCorrection: head.isCorrection,
        totalMinor: sign * BigInt(head.totalMinor),
        contract: { ...terms, number, startsOn },
        lines: invoiceLines,
        usages: usages(invoiceId),
        taxes: new Map(
          invoiceLines.map(({ position, kind, component, ownTaxPoint }) => {
            const taxPoint = ownTaxPoint ?? head.taxPoint;
            const due = { kind, component, country: head.buyerCountry, taxPoint };
            return [position, taxOn(rules.get(head.legalEntityId) ?? [], due) ?? null];
          }),
        ),
        earlier: earlier(invoiceId),
        // A correction covers the same days as the invoice that it corrects, so days billed twice are an error only for
        // invoices.
        overlaps: [...(head.kind === 'invoice' ? twice(invoiceId) : []), ...counters(invoiceId)],
        uncovered: uncovered(invoiceId),
        peers: peers(head),
        indexSteps: steps.get(head.contractId) ?? [],
      };
      return [invoiceId, audited];
    }),
  );
}

function byInvoice<Fact extends { readonly invoiceId: string }>(
  facts: readonly Fact[],
): (invoiceId: string) => Omit<Fact, 'invoiceId'>[] {
  const groups = groupBy(facts, ({ invoiceId }) => invoiceId);
  return (id) => (groups.get(id) ?? []).map(({ invoiceId: _invoiceId, ...fact }) => fact);
}

async function loadHeads(tx: Transaction, invoiceIds: readonly string[]): Promise<Head[]> {
  return preparedQuery(
    tx,
    `select i.id as "invoiceId", i.kind, c.id as "contractId", i.known_until as "knownUntil", c.plan_id as "planId",
            (c.pauses <> '[]' or c.performance <> '[]' or c.invoice_terms is not null
              or exists (select from contract_base a where a.maker_id = c.maker_id and a.contract_id = c.id))
              as "changesInTime", i.known_until >= i.period_to::timestamp at time zone c.zone as "isOver",
            i.kind <> 'invoice' as "isCorrection", i.legal_entity_id as "legalEntityId",
            b.country as "buyerCountry", i.tax_point::text as "taxPoint", i.currency, i.period_from::text as "periodFrom",
            i.period_to::text as "periodTo", i.total_minor as "totalMinor", c.number, c.starts_on::text as "startsOn",
            c.ends_on::text as "endsOn", c.kits_included as "kitsIncluded"
       from invoice i
       join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
       join customer_entity b on b.maker_id = i.maker_id and b.id = i.buyer_id
      where i.maker_id = $1 and i.id = any($2)`,
    [tx.scope.makerId, invoiceIds],
  );
}

interface LineToAudit extends Omit<AuditedLine, 'amountMinor'> {
  readonly amountMinor: string | null;
  /** Day that determines the tax of a correction line: the tax point of the corrected invoice; null for other lines. */
  readonly ownTaxPoint: string | null;
}

async function loadLines(
  tx: Transaction,
  invoiceIds: readonly string[],
): Promise<WithInvoiceId<LineToAudit>[]> {
  return preparedQuery(
    tx,
    `select l.invoice_id as "invoiceId", l.position, l.kind, l.charge_key as "chargeKey", l.component, l.clause, l.unit,
            l.quantity, l.amount_minor as "amountMinor",
            case when l.service_from is not null then
              jsonb_build_object('from', l.service_from::text, 'to', l.service_to::text) end as service,
            l.snapshot -> 'charge' ->> 'due' as due, l.counter_from::text as "counterFrom",
            m.serial as machine, l.snapshot -> 'charge' -> 'pricing' as "pricedBy", l.snapshot ->> 'standing' as standing,
            l.snapshot -> 'applied' as "appliedBy",
            coalesce((select jsonb_agg(jsonb_build_object('device', n ->> 'device', 'signalKey', n ->> 'signalKey'))
                        from jsonb_array_elements(l.snapshot -> 'counted') n
                       where n ->> 'from' >= i.period_from::text), '[]') as "countedBy",
            l.snapshot ->> 'billedBefore' as "billedBefore",
            case when l.snapshot ? 'counter' then jsonb_build_object(
              'used', l.snapshot -> 'counter' -> 'used', 'of', l.snapshot -> 'counter' -> 'of') end as share,
            l.tax_rule as tax, coalesce(k.charge = 'included', false) as "isIncludedKit",
            case when l.snapshot ? 'performance' then jsonb_build_object(
              'term', l.snapshot -> 'performance' -> 'term', 'isPending', l.params ? 'pending') end as promised,
            case when o.id is not null then jsonb_build_object('pricedBy', coalesce(
              ol.snapshot -> 'charge' -> 'pricing',
              (select c -> 'pricing' from jsonb_array_elements(o.priced_by) c where c ->> 'key' = l.charge_key))) end as corrects,
            o.tax_point::text as "ownTaxPoint"
       from invoice_line l
       join invoice i on i.maker_id = l.maker_id and i.id = l.invoice_id
       left join invoice o on o.maker_id = l.maker_id and o.id = l.corrects_invoice_id
       left join invoice_line ol on ol.maker_id = l.maker_id and ol.id = l.corrects_line_id
       left join machine m on m.maker_id = l.maker_id and m.id = l.machine_id
       left join kit_delivery k on k.maker_id = l.maker_id and k.id = l.kit_delivery_id
      where l.maker_id = $1 and l.invoice_id = any($2) order by l.invoice_id, l.position`,
    [tx.scope.makerId, invoiceIds],
  );
}

/** Loads the current charges of contracts. If a contract was never amended, they apply to all of its days. */
async function loadCharges(
  tx: Transaction,
  invoiceIds: readonly string[],
): Promise<WithInvoiceId<AuditedCharge>[]> {
  return preparedQuery(
    tx,
    `select i.id as "invoiceId", null as "from", null as "to", c.key, c.pricing,
            coalesce(array_agg(distinct m.unit) filter (where m.id is not null), '{}') as units,
            coalesce(jsonb_agg(jsonb_build_object('device', d.code, 'signalKey', m.signal_key)) filter (where m.id is not null), '[]')
              as meters
       from invoice i
       join charge c on c.maker_id = i.maker_id and c.contract_id = i.contract_id
       left join charge_meter cm on cm.maker_id = c.maker_id and cm.charge_id = c.id
       left join meter m on m.maker_id = cm.maker_id and m.id = cm.meter_id
       left join device d on d.maker_id = m.maker_id and d.id = m.device_id
      where i.maker_id = $1 and i.id = any($2)
      group by i.id, c.maker_id, c.id order by i.id, c.position`,
    [tx.scope.makerId, invoiceIds],
  );
}

async function loadEarlierMonths(
  tx: Transaction,
  invoiceIds: readonly string[],
): Promise<WithInvoiceId<EarlierMonth>[]> {
  return preparedQuery(
    tx,
    `select d.id as "invoiceId", l.charge_key as "chargeKey", i.period_from::text as "periodFrom",
            i.period_to - i.period_from as days, sum(l.quantity)::text as quantity
       from invoice d
       join invoice i on i.maker_id = d.maker_id and i.contract_id = d.contract_id and i.kind = 'invoice'
        and i.period_from < d.period_from and i.period_from >= d.period_from - $3::interval
       join invoice_line l on l.maker_id = i.maker_id and l.invoice_id = i.id
      where d.maker_id = $1 and d.id = any($2) and l.component = 'usage' and l.charge_key is not null
        and l.quantity is not null and l.corrects_invoice_id is null
      group by d.id, l.charge_key, i.period_from, i.period_to order by d.id, i.period_from`,
    [tx.scope.makerId, invoiceIds, MONTHS_BACK],
  );
}
