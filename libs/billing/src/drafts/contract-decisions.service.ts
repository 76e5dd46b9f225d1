import { Injectable } from '@nestjs/common';
import { getContract } from '#contracts';
import { loadContractDecisions, type DecisionView } from '#invoicing';
import { type Scope, UnitOfWork } from '#platform';

/** Provides the decisions about a contract, with the people who made them: its activation, migration and amendments. */
@Injectable()
export class ContractDecisions {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists decisions, newest first. @throws DomainError contracts.contract_not_found */
  list(scope: Scope, contractId: string): Promise<DecisionView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getContract(tx, contractId);
      return loadContractDecisions(tx, contractId);
    });
  }
}
