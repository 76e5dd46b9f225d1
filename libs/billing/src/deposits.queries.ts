import type { Transaction } from '#platform';

/** An issued invoice against which a deposit was set off. */
export interface DepositSetOff {
  readonly contractId: string;
  readonly invoiceId: string;
  readonly number: string;
  readonly periodFrom: string;
  readonly amountMinor: string;
}

/** What contracts' issued invoices took of their deposits, in the order of their months. */
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
