import { rootWithin } from '#assurance';
import {
  type BuyerOnInvoice,
  type DocumentKind,
  type DocumentTax as StoredTax,
  getInvoice,
  type InvoiceView,
  roundingOf,
  type SellerOnInvoice,
  sumTaxes,
  taxesOf,
} from '#invoicing';
import type { UsageReason } from '#metering';
import { loadBrand, findCurrentBrandId } from '#organization';
import { DomainError, fromMinor, type Transaction, sumMinor } from '#platform';
import { findAnnouncedDebit } from '#receivables';
import type { DocumentContract, DocumentLine, InvoiceDocument } from '../domain/invoice-document.js';
import { loadUsageHistory } from './usage-history.queries.js';

interface HeadRow {
  readonly kind: DocumentKind;
  /** Id of the logo and colour at issue; null for the default. */
  readonly brand_id: string | null;
  readonly number: string | null;
  readonly original: string | null;
  readonly reason: string;
  readonly issued_on: string | null;
  readonly due_on: string | null;
  readonly payment_days: number;
  readonly service_from: string;
  readonly service_to: string;
  readonly net_minor: string;
  readonly tax_minor: string;
  readonly gross_minor: string;
  readonly deposit_minor: string | null;
  readonly payable_increment: string | null;
  /** Current details, overridden by those stored at issue. */
  readonly seller: SellerOnInvoice;
  readonly buyer: BuyerOnInvoice;
}

/**
 * Loads the printed content of an invoice. For an invoice of a billing group, this is the group's document with all of
 * its contracts.
 * @throws DomainError billing.invoice_not_found, also for an invoice of another customer
 */
export async function loadDocument(tx: Transaction, id: string): Promise<InvoiceDocument> {
  const requested = await getInvoice(tx, id);
  const invoices = await loadDocumentInvoices(tx, requested);
  const heads = [];
  for (const one of invoices) heads.push(await loadHead(tx, one.id));
  const head = heads[0]!;
  const { currency } = requested;
  const money = (minor: string | bigint): string => fromMinor(BigInt(minor), currency);
  const sum = (amounts: readonly string[]): bigint => sumMinor(amounts, BigInt);
  const taxes: StoredTax[] = [];
  for (const one of invoices) taxes.push(...(await taxesOf(tx, one.id)));
  // A draft without calculated taxes shows the sum of its lines.
  const net = sum(
    taxes.length === 0
      ? invoices.map(({ totalMinor }) => totalMinor)
      : heads.map(({ net_minor }) => net_minor),
  );
  const gross = taxes.length === 0 ? net : sum(heads.map(({ gross_minor }) => gross_minor));
  const deposits = heads.flatMap(({ deposit_minor }) => deposit_minor ?? []);
  const roundings = heads.flatMap(({ gross_minor, deposit_minor, payable_increment }) =>
    payable_increment === null || taxes.length === 0
      ? []
      : roundingOf({
          currency,
          grossMinor: gross_minor,
          depositMinor: deposit_minor,
          payableIncrement: payable_increment,
        }),
  );
  const rounding = sumMinor(roundings);
  const contracts: DocumentContract[] = [];
  for (const one of invoices) contracts.push(await loadContract(tx, one, money));
  const [first, ...others] = contracts;
  return {
    kind: head.kind,
    documentType: requested.documentType,
    number: head.number,
    original: head.original,
    reason: head.reason,
    issuedOn: head.issued_on,
    dueOn: head.due_on,
    paymentDays: head.payment_days,
    serviceFrom: heads.map(({ service_from }) => service_from).sort()[0]!,
    serviceTo: heads
      .map(({ service_to }) => service_to)
      .sort()
      .at(-1)!,
    taxPoint: requested.taxPoint,
    zone: requested.zone,
    look: await loadBrand(tx, head.number === null ? await findCurrentBrandId(tx) : head.brand_id),
    seller: head.seller,
    buyer: head.buyer,
    currency,
    contracts: [first!, ...others],
    taxes: sumTaxes(taxes).map(({ category, percent, taxableMinor, taxMinor, reason }) => ({
      category,
      percent,
      taxable: money(taxableMinor),
      tax: money(taxMinor),
      reason,
    })),
    net: money(net),
    tax: money(sum(heads.map(({ tax_minor }) => tax_minor))),
    gross: money(gross),
    deposit: deposits.length === 0 ? null : money(sum(deposits)),
    rounding: roundings.length === 0 ? null : money(rounding),
    payable: money(gross - sum(deposits) + rounding),
    directDebit: await findAnnouncedDebit(tx, invoices[0]!.id),
  };
}

/** Loads the invoices that one document bills, in the order of the document. */
async function loadDocumentInvoices(tx: Transaction, requested: InvoiceView): Promise<InvoiceView[]> {
  if (requested.billGroup === null) return [requested];
  const rows: { id: string }[] = await tx.manager.query(
    `select i.id from invoice i join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
      where i.maker_id = $1 and i.bill_group_id = $2 and date_trunc('month', i.period_from)::date = $3::date
      order by c.number`,
    [tx.scope.makerId, requested.billGroup.id, `${requested.billGroup.month}-01`],
  );
  const invoices: InvoiceView[] = [];
  for (const { id } of rows) invoices.push(await getInvoice(tx, id));
  return invoices;
}

async function loadContract(
  tx: Transaction,
  invoice: InvoiceView,
  money: (minor: string) => string,
): Promise<DocumentContract> {
  const usages = await loadUsages(tx, invoice.id);
  return {
    number: invoice.contract.number,
    total: money(invoice.totalMinor),
    root: await rootWithin(tx, invoice),
    usage: await loadUsageHistory(tx, invoice),
    lines: invoice.lines.map((line): DocumentLine => {
      const own = line.usagePeriodIds.flatMap((usageId) => usages.get(usageId) ?? []);
      const holding = own.flatMap((usage) => usage.reasons.filter(({ holds }) => holds));
      // An unknown quantity is not on hold; the notes explain why it is unknown.
      const isUnknown = holding.length === 0 && line.state === 'unknown';
      const reasons = isUnknown ? own.flatMap((usage) => usage.reasons) : holding;
      const isHeld = holding.length > 0 || line.state === 'held' || line.state === 'unknown';
      return {
        position: line.position,
        kind: line.kind,
        params: line.params,
        name: line.snapshot?.charge.nameI18n ?? {},
        service:
          line.serviceFrom === null || line.serviceTo === null
            ? null
            : { from: line.serviceFrom, to: line.serviceTo },
        steps: line.snapshot?.steps ?? [],
        clause: line.clause,
        quantity: line.quantity,
        unit: line.unit,
        unitPrice: line.unitPrice,
        taxPercent:
          line.taxRule === null || line.taxRule.category === 'outside_scope' ? null : line.taxRule.percent,
        amount: line.amountMinor === null ? null : money(line.amountMinor),
        held: isHeld ? { quantity: String(line.params.heldQuantity ?? '0'), reasons } : null,
        evidence: own.length === 1 ? own[0]!.readings_hash : null,
      };
    }),
  };
}

async function loadHead(tx: Transaction, id: string): Promise<HeadRow> {
  const [row]: HeadRow[] = await tx.manager.query(
    `select i.kind, i.brand_id, i.number, o.number as original, i.reason, i.issued_on::text, i.due_on::text, i.payment_days,
            i.service_from::text, i.service_to::text, i.net_minor, i.tax_minor, i.gross_minor, i.deposit_minor,
            trim_scale(i.payable_increment)::text as payable_increment,
            jsonb_build_object('id', e.id, 'name', e.name, 'street', e.street, 'postalCode', e.postal_code, 'city', e.city,
              'country', e.country, 'taxIds', e.tax_ids, 'registrations', e.registrations, 'email', e.email,
              'bankAccount', bank_account_on(i.maker_id, i.legal_entity_id, i.currency,
                coalesce(i.issued_on, ($3::timestamptz at time zone e.zone)::date))) || coalesce(i.seller, '{}') as seller,
            jsonb_build_object('id', b.id, 'name', b.name, 'street', b.street, 'postalCode', b.postal_code, 'city', b.city,
              'country', b.country, 'taxIds', b.tax_ids, 'invoiceEmail', b.invoice_email, 'language', cu.language,
              'order', (select jsonb_build_object('number', r.number, 'reference', r.reference)
                          from customer_order r
                         where r.maker_id = i.maker_id and r.buyer_id = i.buyer_id and r.valid_from <= i.tax_point
                           and (r.valid_to is null or r.valid_to >= i.tax_point)
                         order by r.valid_from desc, r.id limit 1)) || coalesce(i.buyer, '{}') as buyer
       from invoice i
       join legal_entity e on e.maker_id = i.maker_id and e.id = i.legal_entity_id
       join customer_entity b on b.maker_id = i.maker_id and b.id = i.buyer_id
       join customer cu on cu.maker_id = i.maker_id and cu.id = i.customer_id
       left join invoice o on o.maker_id = i.maker_id and o.id = i.original_id
      where i.maker_id = $1 and i.id = $2`,
    [tx.scope.makerId, id, tx.now],
  );
  if (!row) throw new DomainError('billing.invoice_not_found');
  return row;
}

interface UsageRow {
  readonly id: string;
  readonly readings_hash: string;
  readonly reasons: readonly UsageReason[];
}

async function loadUsages(tx: Transaction, id: string): Promise<ReadonlyMap<string, UsageRow>> {
  const rows: UsageRow[] = await tx.manager.query(
    `select u.id, u.readings_hash, u.reasons
       from usage_period u
      where u.maker_id = $1
        and u.id in (select s.usage_period_id from invoice_line l
                        join invoice_line_usage s on s.maker_id = l.maker_id and s.line_id = l.id
                       where l.maker_id = $1 and l.invoice_id = $2)`,
    [tx.scope.makerId, id],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
