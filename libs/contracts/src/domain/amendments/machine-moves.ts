import type { FieldFault } from '#platform/domain';
import type { ContractContent } from '../contract/contract-fields.js';

/** A machine of the contract that stands at another site of the same customer from an amendment's first day on. */
export interface MoveWish {
  readonly machineId: string;
  readonly siteId: string;
}

/** As it is accepted, with the site's name by then. */
export interface MachineMove extends MoveWish {
  readonly siteName: string;
}

/** What is known of sites that a machine may move to, and of where machines stand. */
export interface MoveFacts {
  readonly sites: readonly {
    readonly id: string;
    readonly name: string;
    readonly customerId: string;
    readonly isArchived: boolean;
  }[];
  /** By machine the site at which it stands on the amendment's first day, before any move. */
  readonly standing: ReadonlyMap<string, string>;
}

/**
 * What can't be moved so, each fault at its place.
 * @param content what the contract says from the amendment's first day on: a machine that joins may move as well
 */
export function findMoveFaults(
  moves: readonly MoveWish[],
  { machines, customerId }: Pick<ContractContent, 'machines' | 'customerId'>,
  effectiveOn: string,
  { sites, standing }: MoveFacts,
): FieldFault[] {
  return moves.flatMap(({ machineId, siteId }, index): FieldFault[] => {
    const fault = (field: string, code: string): FieldFault[] => [
      { pointer: `/moveMachines/${index}/${field}`, code: `contracts.${code}`, params: {} },
    ];
    const isUnder = machines.some(
      (stay) =>
        stay.machineId === machineId &&
        stay.from <= effectiveOn &&
        (stay.to === null || stay.to > effectiveOn),
    );
    if (!isUnder) return fault('machineId', 'machine_not_in_contract');
    if (moves.findIndex((one) => one.machineId === machineId) < index)
      return fault('machineId', 'machine_moved_twice');
    const site = sites.find(({ id }) => id === siteId);
    if (!site || site.isArchived) return fault('siteId', 'site_not_found');
    // Another customer's machine is another contract's.
    if (site.customerId !== customerId) return fault('siteId', 'site_of_another_customer');
    return standing.get(machineId) === siteId ? fault('siteId', 'machine_at_site') : [];
  });
}

/** With the names that are accepted. */
export function withSiteNames(
  moves: readonly MoveWish[],
  { sites }: Pick<MoveFacts, 'sites'>,
): MachineMove[] {
  return moves.map(({ machineId, siteId }) => ({
    machineId,
    siteId,
    siteName: sites.find(({ id }) => id === siteId)?.name ?? '',
  }));
}
