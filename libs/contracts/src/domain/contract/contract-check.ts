import type { FieldFault } from '#platform/domain';
import {
  contestedFaults,
  findContestedMachines,
  findSharedMachines,
  type MachineStay,
  type OtherStay,
  type StayAtCustomer,
} from './machine-claims.js';

/** A remark about a draft contract at one of its fields. */
export interface ContractFinding extends FieldFault {
  /** True if the finding prevents the activation of the contract; otherwise, the finding is only a hint. */
  readonly isBlocking: boolean;
}

/**
 * Reports machines of a draft that other contracts also include. A machine that a contract of another customer claims
 * at the same time prevents the activation. Any other shared machine is only a hint.
 * @param others ordered by contract number
 */
export function findCoveredElsewhere(
  stays: readonly MachineStay[],
  others: readonly OtherStay[],
  placements: readonly StayAtCustomer[],
  pointerOf: (machineId: string) => string,
): ContractFinding[] {
  const contested = findContestedMachines(stays, [], others, placements);
  const hints = findSharedMachines(stays, others).filter(
    ({ machineId }) => !contested.some((one) => one.machineId === machineId),
  );
  return [
    ...contestedFaults(contested, pointerOf).map((fault) => ({ ...fault, isBlocking: true })),
    ...hints.map(({ machineId, contract }) => ({
      pointer: pointerOf(machineId),
      code: 'contracts.machine_in_other_contract',
      params: { contract },
      isBlocking: false,
    })),
  ];
}
