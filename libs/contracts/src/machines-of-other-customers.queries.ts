import type { FieldFault, Transaction } from '#platform';
import type { ContractContent, MachineUnderContract } from './domain/contract/contract-fields.js';

/**
 * Finds machines that another customer's contract includes on the same days, because a machine can only be with one
 * customer at a time. Contracts of the same customer can share a machine (such as one contract for maintenance and one
 * for air), but can't price the same quantity on the same days.
 * @returns an error for each such machine of `joining`
 */
export async function findMachinesOfOtherCustomers(
  tx: Transaction,
  { customerId, endsOn }: Pick<ContractContent, 'customerId' | 'endsOn'>,
  joining: readonly Omit<MachineUnderContract, 'id'>[],
): Promise<FieldFault[]> {
  if (joining.length === 0) return [];
  const found: { machine_id: string; number: string }[] = await tx.manager.query(
    `select mine.machine_id, min(c.number) as number
       from unnest($2::uuid[], $3::daterange[]) as mine (machine_id, during)
       join contract_machine cm on cm.maker_id = $1 and cm.machine_id = mine.machine_id
       join contract c on c.maker_id = cm.maker_id and c.id = cm.contract_id
      where c.customer_id <> $4 and c.state in ('active', 'ended')
        and cm.during * daterange(c.starts_on, c.ends_on, '[]') && mine.during * daterange(null, $5, '(]')
      group by mine.machine_id`,
    [
      tx.scope.makerId,
      joining.map(({ machineId }) => machineId),
      joining.map(({ from, to }) => `[${from},${to ?? ''})`),
      customerId,
      endsOn,
    ],
  );
  return found.map(({ machine_id: machineId, number }) => ({
    pointer: `/addMachines/${joining.findIndex((one) => one.machineId === machineId)}`,
    code: 'contracts.machine_with_another_customer',
    params: { contract: number },
  }));
}
