import { Injectable } from '@nestjs/common';
import { getContract } from '#contracts';
import { depositStanding } from '#invoicing';
import { type Scope, UnitOfWork } from '#platform';

/** What makers hold of their customers' money. */
@Injectable()
export class DepositsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** What is held of a contract's deposit by now, brought or billed here; decimal. @throws DomainError contracts.contract_not_found */
  held(scope: Scope, contractId: string): Promise<string> {
    return this.unitOfWork.run(scope, async (tx) => {
      const standing = await depositStanding(tx, await getContract(tx, contractId));
      return standing?.held ?? '0';
    });
  }
}
