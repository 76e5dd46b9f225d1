import { Injectable } from '@nestjs/common';
import { findDefaultBuyer } from '#customers';
import { isZone } from '#customers/domain';
import { newId, type Scope, UnitOfWork } from '#platform';
import { contractConstraintErrors } from '../contract.constraints.js';
import { loadDeviceFacts } from '../contract.queries.js';
import { findCountersBilledElsewhere } from '../counters-billed.queries.js';
import { isDate } from '../domain/calendar/local-dates.js';
import { type ContractFinding, findCoveredElsewhere } from '../domain/contract/contract-check.js';
import { applyChanges, type ContractParts, EMPTY_CONTRACT } from '../domain/contract/contract-changes.js';
import { staysOf } from '../domain/contract/machine-claims.js';
import { loadOtherStays, loadStaysAtCustomers } from '../machine-claims.queries.js';

/** The parts of a draft that can conflict with other contracts. The draft need not be complete. */
export interface CheckedContract extends Pick<ContractParts, 'machines' | 'meters' | 'charges'> {
  /** The saved draft, which does not conflict with itself; null for a new one. */
  readonly contractId: string | null;
  readonly customerId: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  /** IANA time zone of the days. */
  readonly zone: string;
}

/** Checks drafts against other contracts while users write them. Stores nothing. */
@Injectable()
export class ContractCheckService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Returns errors for machines and meters of a draft that other contracts also cover or bill on the same days.
   * @throws DomainError contracts.customer_not_found
   */
  check(
    scope: Scope,
    { contractId, customerId, zone, ...draft }: CheckedContract,
  ): Promise<ContractFinding[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      // Every customer has a legal entity, so no buyer means that the customer does not exist.
      if (!(await findDefaultBuyer(tx, customerId)))
        throw contractConstraintErrors(UNWRITTEN).contract_customer_fk();
      if (!isZone(zone) || ![draft.startsOn, draft.endsOn ?? draft.startsOn].every(isDate)) return [];
      const devices = await loadDeviceFacts(
        tx,
        (draft.meters ?? []).map(({ deviceId }) => deviceId),
      );
      const content = applyChanges({ ...UNWRITTEN, customerId, zone }, draft, devices, newId);
      const { machines, startsOn, charges } = content;
      const areDated = machines.every(
        ({ from, to }) => isDate(from) && (to === null || (isDate(to) && to > from)),
      );
      if (!areDated) return [];
      const machineIds = machines.map(({ machineId }) => machineId);
      const others = await loadOtherStays(tx, contractId, machineIds);
      const placements = await loadStaysAtCustomers(tx, machineIds);
      const billed = await findCountersBilledElsewhere(tx, contractId, {
        ...content,
        versions: [{ from: startsOn, charges }],
        billedFrom: null,
      });
      return [
        ...findCoveredElsewhere(
          staysOf(content),
          others,
          placements,
          (machineId) => `/machines/${machineIds.indexOf(machineId)}`,
        ),
        ...billed.map((fault) => ({ ...fault, isBlocking: true })),
      ];
    });
  }
}

/** Values for terms that don't affect conflicts. */
const UNWRITTEN = {
  ...EMPTY_CONTRACT,
  number: '',
  customerId: '',
  legalEntityId: '',
  buyerId: '',
  planId: '',
  currency: '',
  zone: '',
  startsOn: '',
} as const;
