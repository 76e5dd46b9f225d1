import type { TimeCursor, Transaction } from '#platform';
import type { ColumnMap } from '../domain/statements/csv/column-map.js';
import type { StatementImport } from '../entities/statement-import.entity.js';

/** An import as its page shows it. */
export interface StatementImportView extends Pick<
  StatementImport,
  'id' | 'name' | 'state' | 'options' | 'summary' | 'problem' | 'createdAt' | 'finishedAt'
> {
  readonly createdBy: string | null;
}

/** A column map that a person chose for an earlier file. */
export interface KnownColumnMap {
  readonly name: string;
  readonly columnMap: ColumnMap;
}

/** A line of an import, in major units. */
export interface StatementLineView {
  readonly bankAccount: string;
  readonly fileLine: number;
  readonly bookingDate: string;
  readonly amount: string;
  readonly currency: string;
  readonly counterpartyName: string | null;
  readonly counterpartyAccount: string | null;
  readonly text: string;
  /** Null for outgoing payments and reversals. */
  readonly paymentId: string | null;
  /** Unapplied amount of the payment; null without a payment. */
  readonly unappliedMinor: string | null;
}

const COLUMNS = `id, name, state, options, summary, problem, created_at as "createdAt",
            created_by_name as "createdBy", finished_at as "finishedAt"`;

/** Lists the imports that follow a time and an id, newest first. */
export function listStatementImports(
  tx: Transaction,
  after: TimeCursor | null,
  limit: number,
): Promise<StatementImportView[]> {
  return tx.manager.query<StatementImportView[]>(
    `select ${COLUMNS} from statement_import
      where maker_id = $1 and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid))
      order by created_at desc, id desc limit $4`,
    [tx.scope.makerId, after?.at ?? null, after?.id ?? null, limit],
  );
}

/** Returns an import; null if there is none. */
export async function findStatementImport(tx: Transaction, id: string): Promise<StatementImportView | null> {
  const [found]: StatementImportView[] = await tx.manager.query(
    `select ${COLUMNS} from statement_import where maker_id = $1 and id = $2`,
    [tx.scope.makerId, id],
  );
  return found ?? null;
}

/** Lists the column maps of imported files by name, each in its last used version. */
export function listColumnMaps(tx: Transaction): Promise<KnownColumnMap[]> {
  return tx.manager.query<KnownColumnMap[]>(
    `select distinct on (options ->> 'columnMapName') options ->> 'columnMapName' as name,
            options -> 'columnMap' as "columnMap"
       from statement_import
      where maker_id = $1 and state = 'done' and options ->> 'columnMapName' is not null
      order by options ->> 'columnMapName', created_at desc`,
    [tx.scope.makerId],
  );
}

/** Lists the stored lines of an import that follow a line, in the order of the file. */
export function listStatementLines(
  tx: Transaction,
  importId: string,
  after: readonly [fileLine: number, identity: string] | null,
  limit: number,
): Promise<(StatementLineView & { readonly identity: string })[]> {
  return tx.manager.query(
    `select l.identity, b.account as "bankAccount", l.file_line as "fileLine", l.booking_date::text as "bookingDate",
            l.amount::text as amount, l.currency, l.counterparty_name as "counterpartyName",
            l.counterparty_account as "counterpartyAccount", l.text, l.payment_id as "paymentId",
            p.unapplied_minor as "unappliedMinor"
       from bank_statement s
       join statement_line l on l.maker_id = s.maker_id and l.statement_id = s.id
       join bank_account b on b.maker_id = l.maker_id and b.id = l.bank_account_id
       left join payment p on p.maker_id = l.maker_id and p.id = l.payment_id
      where s.maker_id = $1 and s.import_id = $2
        and ($3::integer is null or (l.file_line, l.identity) > ($3, $4::text))
      order by l.file_line, l.identity limit $5`,
    [tx.scope.makerId, importId, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}
