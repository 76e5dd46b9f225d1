import { type Page, readListOrder, type SortableColumns, toPage, type Transaction } from '#platform';

/** Interest and lump sum that reminders of a document claim, in minor units of its currency. */
export interface ReminderClaimView {
  readonly document: { readonly documentId: string; readonly number: string };
  readonly customer: { readonly id: string; readonly name: string };
  readonly legalEntity: { readonly id: string; readonly name: string };
  readonly currency: string;
  /** The open amount of the document now; zero if only the claims are still owed. */
  readonly openMinor: string;
  /** Interest up to the latest reminder. */
  readonly interestMinor: string;
  readonly lumpSumMinor: string;
  readonly claimedOn: string;
}

export interface ReminderClaimFilter {
  readonly legalEntityId?: string;
  readonly customerId?: string;
  /** True for documents without an open amount, false for the others; all if absent. */
  readonly isPaid?: boolean;
  readonly sort?: string;
  readonly cursor?: string;
  readonly limit: number;
}

const ORDERS: SortableColumns = {
  claimed: { expression: 'm."claimedOn"', type: 'date' },
  amount: { expression: '(m.interest_minor + m.lump_sum_minor)', type: 'bigint' },
};

/**
 * Lists what reminders claim by document, by default the latest claim first. Claims stay owed once the document is paid.
 * @throws DomainError api.sort_unknown, platform.cursor_invalid
 */
export async function listReminderClaims(
  tx: Transaction,
  filter: ReminderClaimFilter,
): Promise<Page<ReminderClaimView>> {
  const order = readListOrder(filter, ORDERS, '-claimed', 'o.document_id');
  const rows: (ReminderClaimView & { readonly sortValue: string })[] = await tx.manager.query(
    `select jsonb_build_object('documentId', o.document_id, 'number', o.number) as document,
            jsonb_build_object('id', cu.id, 'name', cu.name) as customer,
            jsonb_build_object('id', e.id, 'name', e.name) as "legalEntity", o.currency, o.open_minor as "openMinor",
            m.interest_minor::text as "interestMinor", m.lump_sum_minor::text as "lumpSumMinor",
            m."claimedOn"::text as "claimedOn", ${order.expression}::text as "sortValue"
       from (select r.maker_id, r.document_id, max(r.interest_minor) as interest_minor,
                    sum(r.lump_sum_minor)::bigint as lump_sum_minor, max(r.sent_on) as "claimedOn"
               from reminder r
              where r.maker_id = $1 and r.stopped_at is null and (r.interest_minor > 0 or r.lump_sum_minor > 0)
              group by r.maker_id, r.document_id) m
       join open_item o on o.maker_id = m.maker_id and o.document_id = m.document_id
       join customer cu on cu.maker_id = o.maker_id and cu.id = o.customer_id
       join legal_entity e on e.maker_id = o.maker_id and e.id = o.legal_entity_id
      where ($2::uuid is null or o.legal_entity_id = $2)
        and ($3::uuid is null or o.customer_id = $3)
        and ($4::boolean is null or (o.open_minor = 0) = $4)
        and ${order.after(5)}
      order by ${order.orderBy} limit $7`,
    [
      tx.scope.makerId,
      filter.legalEntityId ?? null,
      filter.customerId ?? null,
      filter.isPaid ?? null,
      ...order.parameters,
      filter.limit + 1,
    ],
  );
  const { items, next } = toPage(rows, filter.limit, ({ sortValue, document }) => [
    sortValue,
    document.documentId,
  ]);
  return { items: items.map(({ sortValue: _key, ...row }) => row), next };
}
