import type { Transaction } from '#platform';
import {
  type ContractMigration,
  type ContractMigrationContent,
  toContractMigration,
} from './domain/migration/contract-migration.js';

/**
 * Loads the approved migrations of contracts that were billed elsewhere before, by contract.
 * @param cutoff cutoff of a billing run: later approvals are ignored; null for all
 */
export async function findApprovedMigrations(
  tx: Transaction,
  contractIds: readonly string[],
  cutoff: Date | null,
): Promise<Map<string, ContractMigration>> {
  if (contractIds.length === 0) return new Map();
  const rows: { contractId: string; content: ContractMigrationContent }[] = await tx.manager.query(
    `select contract_id as "contractId", content from contract_takeover
      where maker_id = $1 and contract_id = any($2) and approved_at is not null
        and ($3::timestamptz is null or approved_at <= $3)`,
    [tx.scope.makerId, contractIds, cutoff],
  );
  return new Map(rows.map(({ contractId, content }) => [contractId, toContractMigration(content)]));
}
