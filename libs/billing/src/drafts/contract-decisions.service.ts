import { Injectable } from '@nestjs/common';
import { getContract } from '#contracts';
import { decisionsOfContract, type DecisionView } from '#invoicing';
import { type Scope, UnitOfWork } from '#platform';

/** Who decided what a contract bills by, and since when it bills here. */
@Injectable()
export class ContractDecisions {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The newest first. @throws DomainError contracts.contract_not_found */
  list(scope: Scope, contractId: string): Promise<DecisionView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getContract(tx, contractId);
      return decisionsOfContract(tx, contractId);
    });
  }
}
