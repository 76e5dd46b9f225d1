import type { Transaction } from '#platform';
import type { AcceptanceWay } from '../domain/contract/acceptance.js';

/** A customer's acceptance of a contract's terms. */
export interface ContractAcceptanceView {
  readonly id: string;
  /** SHA-256 (hex) of the accepted document. */
  readonly contentHash: string;
  /** The accepted document, as canonical JSON. */
  readonly document: string;
  readonly acceptedBy: string;
  /** `YYYY-MM-DD`. */
  readonly acceptedOn: string;
  readonly way: AcceptanceWay;
  /** Location of the paper document; empty for an acceptance in the portal. */
  readonly reference: string;
  /** Comment of the customer on acceptance; empty if there is none. */
  readonly comment: string;
  readonly recordedAt: Date;
  /** Name of the user who recorded the acceptance. */
  readonly recordedByName: string | null;
}

/** Lists acceptances of a contract, latest first. */
export function listAcceptances(tx: Transaction, contractId: string): Promise<ContractAcceptanceView[]> {
  return tx.manager.query(
    `select id, content_hash as "contentHash", document, accepted_by as "acceptedBy", accepted_on::text as "acceptedOn", way, reference, comment,
            recorded_at as "recordedAt", recorded_by_name as "recordedByName"
       from contract_acceptance where maker_id = $1 and contract_id = $2 order by recorded_at desc, id`,
    [tx.scope.makerId, contractId],
  );
}

/** Returns the hash of the accepted terms with which a contract was activated; null if its terms were not accepted. */
export async function findAcceptedHash(tx: Transaction, contractId: string): Promise<string | null> {
  const [row]: { hash: string | null }[] = await tx.manager.query(
    `select accepted_hash as hash from contract where maker_id = $1 and id = $2`,
    [tx.scope.makerId, contractId],
  );
  return row?.hash ?? null;
}
