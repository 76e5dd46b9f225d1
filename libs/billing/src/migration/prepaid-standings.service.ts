import { Injectable } from '@nestjs/common';
import { type ContractView, getContract } from '#contracts';
import { type Scope, UnitOfWork } from '#platform';
import { type BalanceStanding, BalanceStandings } from './balance-standings.service.js';

/** A contract's prepaid credits with their remaining quantities. */
export interface PrepaidStandingsOfContract {
  readonly contract: ContractView;
  readonly balances: readonly (ContractView['prepaid'][number] & BalanceStanding)[];
}

/** The remaining prepaid credits of customers. */
@Injectable()
export class PrepaidStandings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly standings: BalanceStandings,
  ) {}

  /**
   * Lists migrated balances first, then sold ones, the oldest first.
   * @throws DomainError contracts.contract_not_found
   */
  list(scope: Scope, contractId: string): Promise<PrepaidStandingsOfContract> {
    return this.unitOfWork.run(scope, async (tx) => {
      const contract = await getContract(tx, contractId);
      const standings = await this.standings.of(tx, contract);
      const balances = contract.prepaid.map((balance) => ({
        ...balance,
        ...(standings.get(balance.position) ?? { left: balance.quantity, hasLapsed: false }),
      }));
      return { contract, balances };
    });
  }
}
