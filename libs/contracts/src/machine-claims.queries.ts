import { assertNoFaults, type Transaction } from '#platform';
import {
  contestedFaults,
  findContestedMachines,
  type MachineStay,
  type OtherStay,
  type StayAtCustomer,
} from './domain/contract/machine-claims.js';

/** Advisory lock key: serializes activations of contracts that share a machine, so that the second one sees the first. */
const CLAIM_LOCK = 4291;

/**
 * Rejects a contract with a machine that an active or ended contract of another customer claims at the same time
 * (docs/rules/contracts.md#machines-of-two-customers). Locks the machines until the transaction ends.
 * @param code the error that contains the error of each such machine
 * @param before the contract's stays without an amendment
 * @param pointerOf returns the JSON pointer of a machine
 * @throws DomainError `code`, with contracts.machine_with_another_customer for each such machine
 */
export async function assertMachinesClaimedOnce(
  tx: Transaction,
  contractId: string,
  stays: readonly MachineStay[],
  code: 'contracts.contract_not_billable' | 'contracts.amendment_invalid',
  pointerOf: (machineId: string) => string,
  before: readonly MachineStay[] = [],
): Promise<void> {
  const machineIds = stays.map(({ machineId }) => machineId);
  await tx.manager.query(
    `select pg_advisory_xact_lock(hashtextextended(id::text, ${CLAIM_LOCK}))
       from (select distinct id from unnest($1::uuid[]) as machine (id) order by id) machines`,
    [machineIds],
  );
  const others = await loadOtherStays(tx, contractId, machineIds);
  const placements = await loadStaysAtCustomers(tx, machineIds);
  assertNoFaults(code, contestedFaults(findContestedMachines(stays, before, others, placements), pointerOf));
}

/**
 * Loads the stays of machines under other contracts, including drafts, ordered by contract number.
 * @param contractId the contract itself, which is ignored; null if it is not saved yet
 */
export async function loadOtherStays(
  tx: Transaction,
  contractId: string | null,
  machineIds: readonly string[],
): Promise<OtherStay[]> {
  if (machineIds.length === 0) return [];
  return tx.manager.query(
    `select s.machine_id as "machineId", s.customer_id as "customerId", s.zone, s.number as contract,
            s.state <> 'draft' as "isBilled", lower(s.during)::text as from, upper(s.during)::text as to
       from (select cm.machine_id, c.customer_id, c.zone, c.number, c.state,
                    cm.during * daterange(c.starts_on, c.ends_on, '[]') as during
               from contract_machine cm
               join contract c on c.maker_id = cm.maker_id and c.id = cm.contract_id
              where cm.maker_id = $1 and cm.machine_id = any($2) and c.id is distinct from $3) s
      where not isempty(s.during)
      order by s.number`,
    [tx.scope.makerId, machineIds, contractId],
  );
}

/** Loads when machines were at sites of customers. */
export async function loadStaysAtCustomers(
  tx: Transaction,
  machineIds: readonly string[],
): Promise<StayAtCustomer[]> {
  if (machineIds.length === 0) return [];
  const rows: (Omit<StayAtCustomer, 'to'> & { readonly to: number | null })[] = await tx.manager.query(
    `select machine_id as "machineId", customer_id as "customerId", date_part('epoch', lower(during)) * 1000 as from,
            case when upper_inf(during) then null else date_part('epoch', upper(during)) * 1000 end as to
       from placement where maker_id = $1 and machine_id = any($2)`,
    [tx.scope.makerId, machineIds],
  );
  return rows.map(({ to, ...stay }) => ({ ...stay, to: to ?? Infinity }));
}
