import { Injectable } from '@nestjs/common';
import { getContract } from '#contracts';
import { loadContractDecisions, type DecisionView } from '#invoicing';
import { type Scope, UnitOfWork } from '#platform';

/** Decisions about how a contract bills, with their authors, and the day since which it has billed here. */
@Injectable()
export class ContractDecisions {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists decisions, the newest first. @throws DomainError contracts.contract_not_found */
  list(scope: Scope, contractId: string): Promise<DecisionView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getContract(tx, contractId);
      return loadContractDecisions(tx, contractId);
    });
  }
}
