import { Injectable } from '@nestjs/common';
import { billingMonthOf, type ContractView, localDate } from '#contracts';
import { contractMonth } from '#metering';
import type { Transaction } from '#platform';
import { chargesInTime, earlierDay } from '#pricing';
import { balancesOf } from '../domain/prepaid/prepaid-balances.js';
import { remainingQuantities } from '../domain/usage/rated-units.js';
import { DraftInputs } from '../drafts/draft-input.service.js';

/** The remaining quantity of a prepaid balance, as a decimal string. */
export interface RemainingBalance {
  readonly left: string;
  /**
   * True if the balance can no longer be used, because its last usable day or the last day of the contract has passed.
   */
  readonly isExpired: boolean;
}

/** Calculates remaining prepaid balances from current data. Stores nothing. */
@Injectable()
export class RemainingBalances {
  constructor(private readonly inputs: DraftInputs) {}

  /** Returns remaining balances by position in the contract, for balances that invoices use. */
  async compute(tx: Transaction, contract: ContractView): Promise<ReadonlyMap<number, RemainingBalance>> {
    const balances = contract.prepaid;
    if (balances.length === 0) return new Map();
    const first = balances.map(({ from }) => from).reduce((a, b) => (a < b ? a : b));
    const today = localDate(tx.now.getTime(), contract.zone);
    // Once all balances have expired, the remaining quantities no longer change.
    const lastDay = balances
      .map(({ until }) => earlierDay(until, earlierDay(contract.endsOn, today)))
      .reduce((a, b) => (a > b ? a : b));
    const input =
      contract.state === 'draft' || lastDay < first ? null : await this.gatherInput(tx, contract, lastDay);
    return new Map(
      balances.map((balance) => {
        const { position, chargeKey, machineId, quantity, until } = balance;
        const own = balancesOf(balances, chargeKey, machineId);
        const segments =
          chargesInTime(contract.versions).find(([one]) => one?.charge.key === chargeKey) ?? [];
        const left =
          input && remainingQuantities(own, segments, input, machineId, null)[own.indexOf(balance)];
        const lastUsable = earlierDay(contract.endsOn, until ?? '9999-12-31');
        return [position, { left: left?.toFixed() ?? quantity, isExpired: lastUsable < today }];
      }),
    );
  }

  private async gatherInput(tx: Transaction, contract: ContractView, day: string) {
    const month = contractMonth(billingMonthOf(day, contract), contract);
    const usages = await this.inputs.getCachedMonth(tx, contract, month);
    return this.inputs.gatherWithin(tx, contract, month, usages, { isStored: false });
  }
}
