import { Exact, fromMinor, type Transaction } from '#platform';
import { type InvoiceLineView, LINE } from '../document/invoices.queries.js';
import type { CorrectedFigures } from '../domain/calculation/subtract-corrections.js';
import type { BilledLine, CreditedLine } from '../domain/correction/billed-total.js';
import type { CorrectionForm } from '../domain/correction/correction-form.js';
import type { DocumentKind, InvoiceState } from '../domain/document/invoice-state.js';
import { lineKeyOf } from '../domain/line/draft-line.js';

/**
 * Loads lines of a contract's issued documents for the days [from, to): lines of rated periods that begin on these
 * days, and lines without a rated period, such as deliveries, of months that begin on them. Excludes credit notes
 * issued by users.
 */
export async function billedLines(
  tx: Transaction,
  contractId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<BilledLine[]> {
  const rows: (InvoiceLineView & { isGivenBack: boolean; month: string })[] = await tx.manager.query(
    `select line.*, d.kind = 'credit_note' as "isGivenBack", to_char(coalesce(o.period_from, d.period_from), 'YYYY-MM') as month
       from invoice d
       join (${LINE} where l.maker_id = $1) line on line."invoiceId" = d.id
       left join invoice o on o.maker_id = d.maker_id and o.id = line."correctsInvoiceId"
      where d.maker_id = $1 and d.contract_id = $2 and d.number is not null and d.credit is null
        and case when line."counterFrom" is null then coalesce(o.period_from, d.period_from)
                 else line."counterFrom"::date end >= $3
        and case when line."counterFrom" is null then coalesce(o.period_from, d.period_from)
                 else line."counterFrom"::date end < $4
      order by d.issued_at, d.id, line.position`,
    [tx.scope.makerId, contractId, from, to],
  );
  return rows.map(toBilled);
}

function toBilled(line: InvoiceLineView & { isGivenBack: boolean; month: string }): BilledLine {
  const { id, kind, params, clause, quantity, unit, unitPrice, state, usagePeriodIds, kitDeliveryId } = line;
  const { amountMinor, serviceFrom, serviceTo, snapshot, isGivenBack, invoiceId, month } = line;
  const place = lineKeyOf(line);
  return {
    id,
    invoiceId,
    month,
    isGivenBack,
    isDifference: line.correctsInvoiceId !== null,
    kind,
    params,
    clause,
    quantity,
    unit,
    unitPrice,
    amountMinor: amountMinor === null ? null : BigInt(amountMinor),
    state,
    usagePeriodIds,
    kitDeliveryId,
    place,
    service: serviceFrom === null || serviceTo === null ? null : { from: serviceFrom, to: serviceTo },
    snapshot,
  };
}

/** Sums the credit notes issued by users, by line, including or excluding tax like the lines' prices. */
export async function creditsOfLines(tx: Transaction, lineIds: readonly string[]): Promise<CreditedLine[]> {
  const rows: { lineId: string; credited: string; forQuantity: string }[] = await tx.manager.query(
    `select b.id as "lineId", sum(given.amount)::text as credited,
            coalesce(sum(given.amount) filter (where n.credits_quantity), 0)::text as "forQuantity"
       from invoice_line b
       join invoice o on o.maker_id = b.maker_id and o.id = b.invoice_id
       join invoice n on n.maker_id = o.maker_id and n.original_id = o.id and n.credit is not null and n.number is not null
       join invoice_line l on l.maker_id = n.maker_id and l.invoice_id = n.id
        and (l.params ->> 'originalPosition')::int = b.position
      cross join lateral (
        select case o.prices when 'inclusive' then l.net_minor + l.tax_minor else l.net_minor end as amount) given
      where b.maker_id = $1 and b.id = any($2) group by b.id`,
    [tx.scope.makerId, lineIds],
  );
  return rows.map(({ lineId, credited, forQuantity }) => ({
    lineId,
    creditedMinor: BigInt(credited),
    forQuantityMinor: BigInt(forQuantity),
  }));
}

/** Returns the changes that issued corrections made to an invoice's lines, by line, in major units. */
export async function correctedLines(
  tx: Transaction,
  invoiceId: string,
  currency: string,
): Promise<ReadonlyMap<string, CorrectedFigures>> {
  const rows: { lineId: string; net: string; tax: string }[] = await tx.manager.query(
    `select l.corrects_line_id as "lineId",
            sum(case d.kind when 'credit_note' then -l.net_minor else l.net_minor end)::text as net,
            sum(case d.kind when 'credit_note' then -l.tax_minor else l.tax_minor end)::text as tax
       from invoice_line l join invoice d on d.maker_id = l.maker_id and d.id = l.invoice_id
      where l.maker_id = $1 and l.corrects_invoice_id = $2 and l.corrects_line_id is not null and d.number is not null
      group by l.corrects_line_id`,
    [tx.scope.makerId, invoiceId],
  );
  const major = (minor: string) => new Exact(fromMinor(BigInt(minor), currency));
  return new Map(rows.map(({ lineId, net, tax }) => [lineId, { net: major(net), tax: major(tax) }]));
}

/**
 * A document that corrects another one, or a correction without a document yet. Money is in minor units, net or gross
 * like the prices.
 */
export interface CorrectionOfDocument {
  /** Null until the contract's next draft includes the correction. */
  readonly documentId: string | null;
  readonly kind: DocumentKind | null;
  readonly number: string | null;
  readonly state: InvoiceState | null;
  readonly issuedOn: string | null;
  /** The first day of the corrected month. */
  readonly periodFrom: string;
  readonly form: CorrectionForm;
  /** Amount added by the correction; negative if it reduces the invoice. */
  readonly totalMinor: string;
}

/**
 * Lists the corrections of an invoice in the order of issue. Corrections that are not issued are visible to the maker
 * only, and are last.
 */
export async function correctionsOf(tx: Transaction, invoiceId: string): Promise<CorrectionOfDocument[]> {
  return tx.manager.query(
    `select "documentId", kind, number, state, "issuedOn", "periodFrom", form, "totalMinor" from (
     select d.id as "documentId", d.kind, d.number, d.state, d.issued_on::text as "issuedOn",
            o.period_from::text as "periodFrom", case when d.original_id is null then 'line' else 'document' end as form,
            sum(case d.kind when 'credit_note' then -l.amount_minor else l.amount_minor end)::text as "totalMinor", d.issued_at
       from invoice_line l
       join invoice d on d.maker_id = l.maker_id and d.id = l.invoice_id
       join invoice o on o.maker_id = l.maker_id and o.id = l.corrects_invoice_id
      where l.maker_id = $1 and l.corrects_invoice_id = $2
      group by d.maker_id, d.id, o.maker_id, o.id
     union all
     select null, null, null, null, null, c.period_from::text, c.form, c.total_minor::text, null
       from correction c where c.maker_id = $1 and c.original_id = $2 and c.state = 'open' and c.document_id is null) correction
      order by issued_at nulls last, "documentId" nulls last`,
    [tx.scope.makerId, invoiceId],
  );
}

/** An invoice that a document corrects, and the amount. */
export interface CorrectedDocument {
  readonly id: string;
  readonly number: string;
  readonly periodFrom: string;
  readonly totalMinor: string;
}

/** Returns the invoices that a document's lines correct, ordered by period. */
export async function correctedBy(tx: Transaction, documentId: string): Promise<CorrectedDocument[]> {
  return tx.manager.query(
    `select o.id, o.number, o.period_from::text as "periodFrom",
            sum(case d.kind when 'credit_note' then -l.amount_minor else l.amount_minor end)::text as "totalMinor"
       from invoice_line l
       join invoice d on d.maker_id = l.maker_id and d.id = l.invoice_id
       join invoice o on o.maker_id = l.maker_id and o.id = l.corrects_invoice_id
      where l.maker_id = $1 and l.invoice_id = $2 and o.number is not null
      group by o.maker_id, o.id order by o.period_from`,
    [tx.scope.makerId, documentId],
  );
}

/** An issued month. */
export interface IssuedInvoice {
  readonly id: string;
  readonly periodFrom: string;
}

/** A contract's issued and drafted months. */
export interface MonthsOfContract {
  /** Day after the last issued month; null if no month is issued. */
  readonly issuedTo: string | null;
  /** Drafts of months after the requested day, in chronological order. */
  readonly drafts: readonly {
    readonly id: string;
    readonly periodFrom: string;
  }[];
  /** All issued months, in chronological order. */
  readonly issued: readonly IssuedInvoice[];
}

/**
 * Locks every document of a contract until the transaction ends, so that billed and remaining amounts can't change.
 * @param after the first day of the month; drafts after it are returned
 */
export async function lockMonths(
  tx: Transaction,
  contractId: string,
  after: string,
): Promise<MonthsOfContract> {
  const rows: {
    id: string;
    periodFrom: string;
    periodTo: string;
    isIssued: boolean;
    kind: string;
  }[] = await tx.manager.query(
    `select id, kind, period_from::text as "periodFrom", period_to::text as "periodTo",
            number is not null as "isIssued"
       from invoice where maker_id = $1 and contract_id = $2 order by id for no key update`,
    [tx.scope.makerId, contractId],
  );
  const invoices = rows
    .filter(({ kind }) => kind === 'invoice')
    .sort((a, b) => a.periodFrom.localeCompare(b.periodFrom));
  const issued = invoices.filter(({ isIssued }) => isIssued);
  return {
    issuedTo: issued.at(-1)?.periodTo ?? null,
    drafts: invoices.filter(({ isIssued, periodFrom }) => !isIssued && periodFrom > after),
    issued,
  };
}
