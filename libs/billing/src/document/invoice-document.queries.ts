import type { UsageReason } from '#metering';
import { DomainError, fromMinor, type Transaction } from '#platform';
import { getInvoice } from '../billing.queries.js';
import type { DocumentLine, DocumentTax, InvoiceDocument } from '../domain/document/invoice-document.js';
import type { DocumentKind } from '../domain/invoice-state.js';
import type { BuyerOnInvoice, SellerOnInvoice } from '../domain/parties.js';
import type { TaxCategory } from '../domain/tax-rules.js';
import { rootWithin } from '../pack/proof-packs.service.js';

interface HeadRow {
  readonly kind: DocumentKind;
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
  /** As they are now, with what was frozen at issue over it. */
  readonly seller: SellerOnInvoice;
  readonly buyer: BuyerOnInvoice;
}

interface TaxRow {
  readonly category: TaxCategory;
  readonly percent: string;
  readonly taxable_minor: string;
  readonly tax_minor: string;
  readonly reason: string;
}

/** All that an invoice prints. @throws DomainError billing.invoice_not_found, also for another customer's */
export async function loadDocument(tx: Transaction, id: string): Promise<InvoiceDocument> {
  const invoice = await getInvoice(tx, id);
  const head = await loadHead(tx, id);
  const { currency } = invoice;
  const usages = await loadUsages(tx, id);
  const money = (minor: string): string => fromMinor(BigInt(minor), currency);
  const taxes = await loadTaxes(tx, id, money);
  // A draft of which no tax is worked out shows what its lines add up to.
  const net = taxes.length === 0 ? money(invoice.totalMinor) : money(head.net_minor);
  return {
    kind: head.kind,
    number: head.number,
    original: head.original,
    reason: head.reason,
    issuedOn: head.issued_on,
    dueOn: head.due_on,
    paymentDays: head.payment_days,
    serviceFrom: head.service_from,
    serviceTo: head.service_to,
    zone: invoice.zone,
    contract: invoice.contract.number,
    seller: head.seller,
    buyer: head.buyer,
    currency,
    lines: invoice.lines.map((line): DocumentLine => {
      const usage = line.usagePeriodId === null ? undefined : usages.get(line.usagePeriodId);
      const reasons = usage?.reasons.filter(({ holds }) => holds) ?? [];
      const isHeld = reasons.length > 0 || line.state === 'held' || line.state === 'unknown';
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
        amount: line.amountMinor === null ? null : money(line.amountMinor),
        held: isHeld ? { quantity: usage?.held_quantity ?? '0', reasons } : null,
        evidence: usage?.readings_hash ?? null,
      };
    }),
    taxes,
    net,
    tax: money(head.tax_minor),
    gross: taxes.length === 0 ? net : money(head.gross_minor),
    root: await rootWithin(tx, invoice),
  };
}

async function loadHead(tx: Transaction, id: string): Promise<HeadRow> {
  const [row]: HeadRow[] = await tx.manager.query(
    `select i.kind, i.number, o.number as original, i.reason, i.issued_on::text, i.due_on::text, i.payment_days,
            i.service_from::text, i.service_to::text, i.net_minor, i.tax_minor, i.gross_minor,
            jsonb_build_object('id', e.id, 'name', e.name, 'street', e.street, 'postalCode', e.postal_code, 'city', e.city,
              'country', e.country, 'taxIds', e.tax_ids, 'registrations', e.registrations, 'email', e.email,
              'bankAccount', e.bank_account) || coalesce(i.seller, '{}') as seller,
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
    [tx.scope.makerId, id],
  );
  if (!row) throw new DomainError('billing.invoice_not_found');
  return row;
}

async function loadTaxes(
  tx: Transaction,
  id: string,
  money: (minor: string) => string,
): Promise<DocumentTax[]> {
  const rows: TaxRow[] = await tx.manager.query(
    `select category, percent, taxable_minor, tax_minor, reason from invoice_tax
      where maker_id = $1 and invoice_id = $2 order by position`,
    [tx.scope.makerId, id],
  );
  return rows.map(({ category, percent, taxable_minor, tax_minor, reason }) => ({
    category,
    percent,
    taxable: money(taxable_minor),
    tax: money(tax_minor),
    reason,
  }));
}

interface UsageRow {
  readonly id: string;
  readonly held_quantity: string;
  readonly readings_hash: string;
  readonly reasons: readonly UsageReason[];
}

async function loadUsages(tx: Transaction, id: string): Promise<ReadonlyMap<string, UsageRow>> {
  const rows: UsageRow[] = await tx.manager.query(
    `select u.id, u.held_quantity, u.readings_hash, u.reasons
       from usage_period u
      where u.maker_id = $1
        and u.id in (select l.usage_period_id from invoice_line l where l.maker_id = $1 and l.invoice_id = $2)`,
    [tx.scope.makerId, id],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
