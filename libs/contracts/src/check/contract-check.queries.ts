import type { Transaction } from '#platform';
import type { OtherCover } from '../domain/contract/contract-check.js';
import type { ContractContent, MachineUnderContract } from '../domain/contract/contract-fields.js';

/**
 * Finds other contracts, including drafts, that cover machines on the same days, ordered by number.
 * @param contractId the contract itself, which is ignored; null if it is not saved yet
 */
export async function loadOtherCovers(
  tx: Transaction,
  contractId: string | null,
  machines: readonly Omit<MachineUnderContract, 'id'>[],
  endsOn: ContractContent['endsOn'],
): Promise<OtherCover[]> {
  if (machines.length === 0) return [];
  return tx.manager.query(
    `select mine.machine_id as "machineId", c.number as contract, c.customer_id as "customerId"
       from unnest($2::uuid[], $3::daterange[]) as mine (machine_id, during)
       join contract_machine cm on cm.maker_id = $1 and cm.machine_id = mine.machine_id
       join contract c on c.maker_id = cm.maker_id and c.id = cm.contract_id
      where c.id is distinct from $5
        and cm.during * daterange(c.starts_on, c.ends_on, '[]') && mine.during * daterange(null, $4, '(]')
      order by c.number`,
    [
      tx.scope.makerId,
      machines.map(({ machineId }) => machineId),
      machines.map(({ from, to }) => `[${from},${to ?? ''})`),
      endsOn,
      contractId,
    ],
  );
}
