import type { ContractView, ContractMigrationContent } from '#contracts';
import type { Transaction } from '#platform';

/** A contract migration as stored. */
export interface StoredContractMigration {
  readonly content: ContractMigrationContent;
  readonly version: number;
  readonly draftedAt: Date;
  readonly draftedBy: string | null;
  /** Display names of the author and the approver. */
  readonly drafter: string | null;
  readonly approver: string | null;
  readonly contentHash: string | null;
  /** Null for a draft. */
  readonly approvedAt: Date | null;
}

/**
 * Loads a contract's migration. Returns null if there is none, or if the caller is a customer and the migration is not
 * approved.
 * @param lock locks the row
 */
export async function findContractMigration(
  tx: Transaction,
  contractId: string,
  lock = false,
): Promise<StoredContractMigration | null> {
  const [found]: StoredContractMigration[] = await tx.manager.query(
    `select t.content, t.version, t.drafted_at as "draftedAt", t.drafted_by as "draftedBy", t.drafted_by_name as drafter, t.approved_by_name as approver,
            t.content_hash as "contentHash", t.approved_at as "approvedAt"
       from contract_takeover t
      where t.maker_id = $1 and t.contract_id = $2 ${lock ? 'for update of t' : ''}`,
    [tx.scope.makerId, contractId],
  );
  return found ?? null;
}

/** Returns true when an invoice of the contract has been issued. */
export async function hasIssuedInvoice(tx: Transaction, { id }: Pick<ContractView, 'id'>): Promise<boolean> {
  const [found]: { exists: boolean }[] = await tx.manager.query(
    `select exists (select from invoice where maker_id = $1 and contract_id = $2 and kind = 'invoice' and number is not null)`,
    [tx.scope.makerId, id],
  );
  return found!.exists;
}
