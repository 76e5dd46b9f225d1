import type { FieldFault } from '#platform/domain';
import type { MachineUnderContract } from './contract-fields.js';

/** A remark about a draft contract at one of its fields. */
export interface ContractFinding extends FieldFault {
  /** True if the contract can't be billed in this form; otherwise the finding is only a hint. */
  readonly isBlocking: boolean;
}

/** Another contract that includes a machine on some of the same days. */
export interface OtherCover {
  readonly machineId: string;
  readonly contract: string;
  readonly customerId: string;
}

/**
 * Reports machines that other contracts cover on the same days. A machine can't be under contracts of two customers at
 * a time; two contracts of the same customer can share it, which is reported only as a hint.
 */
export function findCoveredElsewhere(
  machines: readonly Pick<MachineUnderContract, 'machineId'>[],
  others: readonly OtherCover[],
  customerId: string,
): ContractFinding[] {
  return machines.flatMap(({ machineId }, index) => {
    const covers = others.filter((other) => other.machineId === machineId);
    const cover = covers.find((other) => other.customerId !== customerId) ?? covers[0];
    if (cover === undefined) return [];
    const isBlocking = cover.customerId !== customerId;
    return [
      {
        pointer: `/machines/${index}`,
        code: isBlocking ? 'contracts.machine_with_another_customer' : 'contracts.machine_in_other_contract',
        params: { contract: cover.contract },
        isBlocking,
      },
    ];
  });
}
