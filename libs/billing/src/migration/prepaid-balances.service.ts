import { Injectable } from '@nestjs/common';
import { type ContractView, getContract } from '#contracts';
import { type Scope, UnitOfWork } from '#platform';
import { type RemainingBalance, RemainingBalances } from './remaining-balances.service.js';

/** A contract's prepaid credits with their remaining quantities. */
export interface ContractPrepaidBalances {
  readonly contract: ContractView;
  readonly balances: readonly (ContractView['prepaid'][number] & RemainingBalance)[];
}

/** Reads the remaining prepaid credits of customers. */
@Injectable()
export class PrepaidBalances {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly remaining: RemainingBalances,
  ) {}

  /**
   * Lists the prepaid balances of a contract: migrated balances first, then sold balances, oldest first.
   * @throws DomainError contracts.contract_not_found
   */
  list(scope: Scope, contractId: string): Promise<ContractPrepaidBalances> {
    return this.unitOfWork.run(scope, async (tx) => {
      const contract = await getContract(tx, contractId);
      const remaining = await this.remaining.compute(tx, contract);
      const balances = contract.prepaid.map((balance) => ({
        ...balance,
        ...(remaining.get(balance.position) ?? { left: balance.quantity, isExpired: false }),
      }));
      return { contract, balances };
    });
  }
}
