import { Injectable } from '@nestjs/common';
import { getContract } from '#contracts';
import { loadDepositStatus } from '#invoicing';
import { type Scope, UnitOfWork } from '#platform';

/** Reads deposits that makers hold for their customers. */
@Injectable()
export class DepositsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Returns the amount of a contract's deposit that is currently held, migrated or billed here; decimal.
   * @throws DomainError contracts.contract_not_found
   */
  getHeldAmount(scope: Scope, contractId: string): Promise<string> {
    return this.unitOfWork.run(scope, async (tx) => {
      const status = await loadDepositStatus(tx, await getContract(tx, contractId));
      return status?.held ?? '0';
    });
  }
}
