import {
  contains,
  decodeCursor,
  DomainError,
  type Page,
  readListOrder,
  type SortableColumns,
  textColumn,
  toPage,
  type Transaction,
} from '#platform';
import type { InvoiceState } from '../domain/document/invoice-state.js';
import { credited, type InvoiceSummary, SAME_DOCUMENT, summaryOf } from './invoices.queries.js';

/** A row of a list. A billing group's document is represented by the first of its contracts that match the filter. */
export interface InvoiceRow extends InvoiceSummary {
  readonly together: {
    readonly contracts: readonly {
      readonly invoiceId: string;
      readonly contract: string;
      readonly state: InvoiceState;
      readonly heldLines: number;
      readonly grossMinor: string;
    }[];
    readonly grossMinor: string;
    readonly creditedMinor: string;
  } | null;
}

/** Conditions that select invoices. */
export interface InvoiceSelection {
  readonly contractId?: string;
  readonly customerId?: string;
  /** `YYYY-MM`: only invoices with a period that begins in this month. */
  readonly month?: string;
  /** True for invoices with lines on hold, false for invoices without. */
  readonly held?: boolean;
  readonly state?: InvoiceState;
  readonly legalEntityId?: string;
  readonly currency?: string;
  /** Part of the document's number, the contract's number or the customer's name. */
  readonly search?: string;
}

export interface InvoiceFilter extends InvoiceSelection {
  readonly limit: number;
  /** Key of `INVOICE_ORDERS`; `-` reverses the order. By default, the newest period first, then by contract number. */
  readonly sort?: string;
  /** `next` of the previous page. */
  readonly cursor?: string;
}

/** Columns that a list of invoices can be sorted by. Null dates come last in ascending order. */
const INVOICE_ORDERS: SortableColumns = {
  contract: textColumn('c.number'),
  customer: textColumn('lower(cu.name)'),
  number: textColumn(`coalesce(i.number, '')`),
  state: textColumn('i.state'),
  gross: { expression: 'i.gross_minor', type: 'bigint' },
  period: { expression: 'i.period_from', type: 'date' },
  issued: { expression: `coalesce(i.issued_on, 'infinity')`, type: 'date' },
  due: { expression: `coalesce(i.due_on, 'infinity')`, type: 'date' },
};

/** Column with the whole document of an invoice that is billed in a billing group. */
const TOGETHER = `,
         case when g.id is not null then (
           select jsonb_build_object('grossMinor', sum(o.gross_minor)::text, 'creditedMinor', sum(${credited('o')})::text,
                    'contracts', jsonb_agg(jsonb_build_object('invoiceId', o.id, 'contract', oc.number, 'state', o.state,
                      'heldLines', o.held_lines, 'grossMinor', o.gross_minor::text) order by oc.number))
             from invoice o join contract oc on oc.maker_id = o.maker_id and oc.id = o.contract_id
            where ${SAME_DOCUMENT}) end as together`;

/** SQL condition that the number or the names of an invoice contain the searched text. A document has one customer. */
const matchesSearch = (invoice: string, contract: string): string =>
  contains('$9', `${invoice}.number`, `${contract}.number`, 'cu.name');

/**
 * SQL condition of a selection, with the parameters of `valuesOf`. A billing group's document is represented by its
 * first contract that matches.
 */
export const IS_SELECTED = `i.maker_id = $1
        and ($2::uuid is null or i.contract_id = $2)
        and ($3::uuid is null or i.customer_id = $3)
        and ($4::text is null or (i.period_from >= ($4 || '-01')::date and i.period_from < ($4 || '-01')::date + interval '1 month'))
        and ($5::boolean is null or (i.held_lines > 0) = $5)
        and ($6::text is null or i.state = $6)
        and ($7::uuid is null or i.legal_entity_id = $7)
        and ($8::text is null or i.currency = $8)
        and ${matchesSearch('i', 'c')}
        and (i.bill_group_id is null or $2::uuid is not null or not exists (
              select from invoice o join contract oc on oc.maker_id = o.maker_id and oc.id = o.contract_id
               where ${SAME_DOCUMENT} and oc.number < c.number
                 and ($5::boolean is null or (o.held_lines > 0) = $5) and ($6::text is null or o.state = $6)
                 and ${matchesSearch('o', 'oc')}))`;

/** Values of the parameters $1 to $9 of `IS_SELECTED`. */
export const valuesOf = (tx: Transaction, selection: InvoiceSelection): unknown[] => [
  tx.scope.makerId,
  selection.contractId ?? null,
  selection.customerId ?? null,
  selection.month ?? null,
  selection.held ?? null,
  selection.state ?? null,
  selection.legalEntityId ?? null,
  selection.currency ?? null,
  selection.search ?? null,
];

/**
 * Lists invoices, by default the newest period first, then by contract number. A billing group's document is one row,
 * represented by its first contract that matches the filter, unless the filter contains a contract.
 * @throws DomainError api.sort_unknown, platform.cursor_invalid
 */
export async function listInvoices(tx: Transaction, filter: InvoiceFilter): Promise<Page<InvoiceRow>> {
  const { sort, limit } = filter;
  return sort === undefined || sort === ''
    ? listNewestInvoices(tx, filter)
    : listSortedInvoices(tx, filter, limit);
}

/**
 * The period as an expression that has no index. The index on the period finds the newest invoices quickly. But if a
 * search term matches only a few invoices, PostgreSQL would use the index to read invoices month by month until the
 * page is full.
 */
const PERIOD_UNINDEXED = '(i.period_from + 0)';

async function listNewestInvoices(
  tx: Transaction,
  { cursor, limit, ...selection }: InvoiceFilter,
): Promise<Page<InvoiceRow>> {
  const rows: InvoiceRow[] = await tx.manager.query(
    `${summaryOf(TOGETHER)}
      where ${IS_SELECTED}
        and ($10::date is null or i.period_from < $10 or (i.period_from = $10 and (c.number, i.id) > ($11, $12::uuid)))
      order by ${selection.search === undefined ? 'i.period_from' : PERIOD_UNINDEXED} desc, c.number, i.id limit $13`,
    [
      ...valuesOf(tx, selection),
      ...(cursor === undefined ? [null, null, null] : readCursor(cursor)),
      limit + 1,
    ],
  );
  return toPage(rows, limit, ({ periodFrom, contract, id }) => [periodFrom, contract.number, id]);
}

async function listSortedInvoices(
  tx: Transaction,
  filter: InvoiceFilter,
  limit: number,
): Promise<Page<InvoiceRow>> {
  const order = readListOrder(filter, INVOICE_ORDERS, 'period', 'i.id');
  const rows: (InvoiceRow & { readonly sortValue: string })[] = await tx.manager.query(
    `${summaryOf(`${TOGETHER}, ${order.expression}::text as "sortValue"`)}
      where ${IS_SELECTED} and ${order.after(10)}
      order by ${order.orderBy} limit $12`,
    [...valuesOf(tx, filter), ...order.parameters, limit + 1],
  );
  const { items, next } = toPage(rows, limit, ({ sortValue, id }) => [sortValue, id]);
  return { items: items.map(({ sortValue: _key, ...row }) => row), next };
}

/** @throws DomainError platform.cursor_invalid */
function readCursor(cursor: string): string[] {
  return decodeCursor(cursor, 3).map((part) => {
    if (typeof part !== 'string') throw new DomainError('platform.cursor_invalid');
    return part;
  });
}

/**
 * Returns the ids of invoices that represent the documents of a selection.
 * @param limit maximum number of ids
 */
export async function findInvoiceIds(
  tx: Transaction,
  selection: InvoiceSelection,
  limit: number,
): Promise<string[]> {
  const rows: { id: string }[] = await tx.manager.query(
    `select i.id
       from invoice i
       join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
       join customer cu on cu.maker_id = i.maker_id and cu.id = i.customer_id
      where ${IS_SELECTED}
      order by c.number, i.id limit $10`,
    [...valuesOf(tx, selection), limit],
  );
  return rows.map(({ id }) => id);
}
