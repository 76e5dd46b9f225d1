import type { Transaction } from '#platform';
import { type Takeover, type TakeoverContent, takeoverOf } from './domain/takeover/takeover.js';

/**
 * The approved migrations of contracts that were billed elsewhere before, by contract.
 * @param knownBefore cutoff of a billing run: later approvals are ignored; null for all
 */
export async function approvedTakeovers(
  tx: Transaction,
  contractIds: readonly string[],
  knownBefore: Date | null,
): Promise<Map<string, Takeover>> {
  if (contractIds.length === 0) return new Map();
  const rows: { contractId: string; content: TakeoverContent }[] = await tx.manager.query(
    `select contract_id as "contractId", content from contract_takeover
      where maker_id = $1 and contract_id = any($2) and approved_at is not null
        and ($3::timestamptz is null or approved_at <= $3)`,
    [tx.scope.makerId, contractIds, knownBefore],
  );
  return new Map(rows.map(({ contractId, content }) => [contractId, takeoverOf(content)]));
}
