import { type Page, readListOrder, type SortableColumns, toPage, type Transaction } from '#platform';
import { isPosted } from '../approvals/approval.sql.js';
import type { RefundToTransfer } from '../domain/payment-files/payment-order.js';

/** A file with transfers for a bank, in minor units. */
export interface PaymentFileView {
  readonly id: string;
  readonly legalEntity: { readonly id: string; readonly name: string };
  /** The account from which the money is transferred. */
  readonly account: string;
  readonly currency: string;
  readonly executeOn: string;
  readonly refundCount: number;
  /** Number of refunds in the file that were undone afterwards. */
  readonly undoneCount: number;
  readonly totalMinor: string;
  readonly sha256: string;
  readonly createdAt: Date;
  readonly createdBy: string | null;
}

/** Posted refunds of a legal entity in a currency that are in no payment file. */
export interface PendingTransfers {
  readonly legalEntity: { readonly id: string; readonly name: string };
  readonly currency: string;
  readonly refundCount: number;
  readonly totalMinor: string;
  /** The account from which they will be transferred; null if there is no valid one. */
  readonly account: string | null;
}

export interface PaymentFileFilter {
  readonly sort?: string;
  readonly cursor?: string;
  readonly limit: number;
}

const ORDERS: SortableColumns = {
  created: { expression: 'f.created_at', type: 'timestamptz' },
  total: { expression: 'f.total_minor', type: 'bigint' },
};

const COLUMNS = `f.id, jsonb_build_object('id', e.id, 'name', e.name) as "legalEntity", a.account, f.currency,
            f.execute_on::text as "executeOn", f.refund_count as "refundCount",
            (select count(*)::int
               from payment_file_refund m
               join refund r on r.maker_id = m.maker_id and r.id = m.refund_id
              where m.maker_id = f.maker_id and m.payment_file_id = f.id and r.undone_at is not null) as "undoneCount",
            f.total_minor as "totalMinor", f.sha256, f.created_at as "createdAt", f.created_by_name as "createdBy"`;

const SOURCES = `from payment_file f
       join legal_entity e on e.maker_id = f.maker_id and e.id = f.legal_entity_id
       join bank_account a on a.maker_id = f.maker_id and a.id = f.bank_account_id`;

/**
 * Lists payment files, by default the latest first.
 * @throws DomainError api.sort_unknown, platform.cursor_invalid
 */
export async function listPaymentFiles(
  tx: Transaction,
  filter: PaymentFileFilter,
): Promise<Page<PaymentFileView>> {
  const order = readListOrder(filter, ORDERS, '-created', 'f.id');
  const rows: (PaymentFileView & { readonly sortValue: string })[] = await tx.manager.query(
    `select ${COLUMNS}, ${order.expression}::text as "sortValue"
       ${SOURCES}
      where f.maker_id = $1 and ${order.after(2)}
      order by ${order.orderBy} limit $4`,
    [tx.scope.makerId, ...order.parameters, filter.limit + 1],
  );
  const { items, next } = toPage(rows, filter.limit, ({ sortValue, id }) => [sortValue, id]);
  return { items: items.map(({ sortValue: _key, ...row }) => row), next };
}

/** Returns a payment file; null if there is none. */
export async function findPaymentFile(tx: Transaction, id: string): Promise<PaymentFileView | null> {
  const [found]: PaymentFileView[] = await tx.manager.query(
    `select ${COLUMNS} ${SOURCES} where f.maker_id = $1 and f.id = $2`,
    [tx.scope.makerId, id],
  );
  return found ?? null;
}

/** Condition that a refund `r` is posted, in no payment file, and not returned by Stripe or by the payer's bank. */
const TO_TRANSFER = `${isPosted('r')} and r.debit_id is null
            and not exists (select from chargeback b where b.maker_id = r.maker_id and b.refund_id = r.id)
            and not exists (select from stripe_refund t where t.maker_id = r.maker_id and t.refund_id = r.id)
            and not exists (select from payment_file_refund m where m.maker_id = r.maker_id and m.refund_id = r.id)`;

/** Joins the account that a legal entity `e` uses for a currency `c` today. */
const JOIN_OWN_ACCOUNT = `left join bank_account a
         on a.maker_id = e.maker_id and a.id = bank_account_id_on(e.maker_id, e.id, c.currency, d.today)`;

/** Sums refunds that are in no payment file by legal entity and currency. */
export function listPendingTransfers(tx: Transaction): Promise<PendingTransfers[]> {
  return tx.manager.query<PendingTransfers[]>(
    `select jsonb_build_object('id', e.id, 'name', e.name) as "legalEntity", c.currency, c."refundCount",
            c."totalMinor", a.account
       from (select r.legal_entity_id, r.currency, count(*)::int as "refundCount",
                    sum(r.amount_minor)::text as "totalMinor"
               from refund r where r.maker_id = $1 and ${TO_TRANSFER}
              group by r.legal_entity_id, r.currency) c
       join legal_entity e on e.maker_id = $1 and e.id = c.legal_entity_id
      cross join lateral (select ($2::timestamptz at time zone e.zone)::date as today) d
       ${JOIN_OWN_ACCOUNT}
      order by e.name, e.id, c.currency`,
    [tx.scope.makerId, tx.now],
  );
}

/** The account from which or to which a legal entity transfers money in a currency today. */
export interface TransferAccount {
  readonly holder: string;
  /** Local day of the legal entity, `YYYY-MM-DD`. */
  readonly today: string;
  /** Null if no account is valid. */
  readonly bankAccountId: string | null;
  readonly account: string | null;
  readonly bic: string | null;
}

/** Locks a legal entity, so that two people can't put the same refunds or documents into two files. */
export async function lockFilesOf(tx: Transaction, legalEntityId: string): Promise<void> {
  await tx.manager.query(`select from legal_entity where maker_id = $1 and id = $2 for no key update`, [
    tx.scope.makerId,
    legalEntityId,
  ]);
}

/** Returns the account of a legal entity for a currency today; null if the legal entity does not exist. */
export async function loadTransferAccount(
  tx: Transaction,
  legalEntityId: string,
  currency: string,
): Promise<TransferAccount | null> {
  const [found]: TransferAccount[] = await tx.manager.query(
    `select e.name as holder, d.today::text as today, a.id as "bankAccountId", a.account, a.bic
       from legal_entity e
      cross join (select $3::text as currency) c
      cross join lateral (select ($4::timestamptz at time zone e.zone)::date as today) d
       ${JOIN_OWN_ACCOUNT}
      where e.maker_id = $1 and e.id = $2`,
    [tx.scope.makerId, legalEntityId, currency, tx.now],
  );
  return found ?? null;
}

/**
 * Locks the refunds of a legal entity in a currency that are in no payment file, so that none of them is undone in the
 * meantime.
 */
export async function lockRefundsToTransfer(
  tx: Transaction,
  legalEntityId: string,
  currency: string,
): Promise<RefundToTransfer[]> {
  const rows: (Omit<RefundToTransfer, 'amountMinor'> & { readonly amountMinor: string })[] =
    await tx.manager.query(
      `select r.id, r.amount_minor as "amountMinor", r.payee_name as "payeeName", r.payee_account as "payeeAccount",
              coalesce(o.number, p.reference, '') as text
         from refund r
         left join payment p on p.maker_id = r.maker_id and p.id = r.payment_id
         left join open_item o on o.maker_id = r.maker_id and o.document_id = r.document_id
        where r.maker_id = $1 and r.legal_entity_id = $2 and r.currency = $3 and ${TO_TRANSFER}
        order by r.posting_date, r.id for update of r`,
      [tx.scope.makerId, legalEntityId, currency],
    );
  return rows.map(({ amountMinor, ...row }) => ({ ...row, amountMinor: BigInt(amountMinor) }));
}
