import type { Transaction } from '#platform';

/** An issued invoice against which a deposit was set off. */
export interface DepositSetOff {
  readonly contractId: string;
  readonly invoiceId: string;
  readonly number: string;
  readonly periodFrom: string;
  readonly amountMinor: string;
}

/** Returns the parts of contracts' deposits that were set off against issued invoices, ordered by month. */
export async function depositsSetOff(
  tx: Transaction,
  contractIds: readonly string[],
): Promise<DepositSetOff[]> {
  if (contractIds.length === 0) return [];
  return tx.manager.query(
    `select contract_id as "contractId", id as "invoiceId", number, period_from::text as "periodFrom", deposit_minor as "amountMinor"
       from invoice
      where maker_id = $1 and contract_id = any($2) and deposit_minor > 0 and number is not null
      order by period_from`,
    [tx.scope.makerId, contractIds],
  );
}

/**
 * Returns the deposits that contracts billed, less credit notes and corrections that were issued for them. Minor
 * units, by contract.
 */
export async function depositsBilled(
  tx: Transaction,
  contractIds: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  if (contractIds.length === 0) return new Map();
  const rows: { contractId: string; billedMinor: string }[] = await tx.manager.query(
    `select i.contract_id as "contractId",
            sum(case i.kind when 'credit_note' then -1 else 1 end * coalesce(l.net_minor, l.amount_minor))::text as "billedMinor"
       from invoice i
       join invoice_line l on l.maker_id = i.maker_id and l.invoice_id = i.id and l.params ->> 'component' = 'deposit'
      where i.maker_id = $1 and i.contract_id = any($2) and i.number is not null
      group by 1`,
    [tx.scope.makerId, contractIds],
  );
  return new Map(rows.map(({ contractId, billedMinor }) => [contractId, BigInt(billedMinor)]));
}
