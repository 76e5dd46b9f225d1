import type { FieldFault } from '#platform/domain';
import type { ContractContent } from '../contract/contract-fields.js';

/** A machine of the contract that moves to another site of the same customer on an amendment's first day. */
export interface MoveInput {
  readonly machineId: string;
  readonly siteId: string;
}

/** A move as accepted, with the name that the site had at acceptance. */
export interface MachineMove extends MoveInput {
  readonly siteName: string;
}

/** The sites that machines can move to, and the current sites of the machines. */
export interface MoveFacts {
  readonly sites: readonly {
    readonly id: string;
    readonly name: string;
    readonly customerId: string;
    readonly isArchived: boolean;
  }[];
  /**
   * The site of each machine: on the amendment's first day when moves are validated, and at signing when they are
   * applied.
   */
  readonly standing: ReadonlyMap<string, string>;
}

/**
 * Validates moves and returns errors by field.
 * @param content the terms from the amendment's first day, because a joining machine can move too
 */
export function findMoveFaults(
  moves: readonly MoveInput[],
  { machines, customerId }: Pick<ContractContent, 'machines' | 'customerId'>,
  effectiveOn: string,
  { sites, standing }: MoveFacts,
): FieldFault[] {
  return moves.flatMap(({ machineId, siteId }, index): FieldFault[] => {
    const fault = (field: string, code: string): FieldFault[] => [
      { pointer: `/moveMachines/${index}/${field}`, code: `contracts.${code}`, params: {} },
    ];
    const isUnderContract = machines.some(
      (stay) =>
        stay.machineId === machineId &&
        stay.from <= effectiveOn &&
        (stay.to === null || stay.to > effectiveOn),
    );
    if (!isUnderContract) return fault('machineId', 'machine_not_in_contract');
    if (moves.findIndex((one) => one.machineId === machineId) < index)
      return fault('machineId', 'machine_moved_twice');
    const site = sites.find(({ id }) => id === siteId);
    if (!site || site.isArchived) return fault('siteId', 'site_not_found');
    // A machine can't move to a site of another customer, because another contract is required there.
    if (site.customerId !== customerId) return fault('siteId', 'site_of_another_customer');
    return standing.get(machineId) === siteId ? fault('siteId', 'machine_at_site') : [];
  });
}

/** Adds the names of the sites, which are part of the acceptance. */
export function withSiteNames(
  moves: readonly MoveInput[],
  { sites }: Pick<MoveFacts, 'sites'>,
): MachineMove[] {
  return moves.map(({ machineId, siteId }) => ({
    machineId,
    siteId,
    siteName: sites.find(({ id }) => id === siteId)?.name ?? '',
  }));
}
