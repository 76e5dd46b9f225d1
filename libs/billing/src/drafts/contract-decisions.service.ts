import { Injectable } from '@nestjs/common';
import { getContract } from '#contracts';
import { loadContractDecisions, type DecisionView } from '#invoicing';
import { type Scope, UnitOfWork } from '#platform';

/**
 * Reads decisions about how a contract is billed, with their authors, and the day since which it has been billed here.
 */
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
