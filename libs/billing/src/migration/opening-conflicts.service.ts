import { Injectable } from '@nestjs/common';
import {
  billingMonthOf,
  type ContractView,
  firstMomentOf,
  plusDays,
  withMigration,
  type ContractMigrationContent,
} from '#contracts';
import { contractMonth, UsageService } from '#metering';
import { Exact, type FieldFault, type Transaction } from '#platform';

/** Maximum age of a reading. Older readings don't indicate the meter's value on the last day billed elsewhere. */
const LOOK_BACK_MS = 7 * 24 * 3_600_000;

/** Compares the opening readings of a contract migration with readings in the product. */
@Injectable()
export class OpeningConflicts {
  constructor(private readonly usages: UsageService) {}

  /**
   * Returns the values of counters, accurate to the hour, at the end of the last day billed elsewhere, according to
   * readings in the product.
   */
  async readCounterValues(
    tx: Transaction,
    contract: ContractView,
    billedUntil: string,
  ): Promise<ReadonlyMap<string, string>> {
    const { at } = firstMomentOf(plusDays(billedUntil, 1), contract.zone);
    const counters = contract.meters
      .filter(({ method }) => method === 'counter')
      .map((meter) => ({ contract, meter, since: at - LOOK_BACK_MS }));
    const values = await this.usages.valuesAtHoursWithin(tx, counters, [at]);
    return new Map(
      counters.flatMap(({ meter }, index) => {
        const value = values[index]?.[0];
        return value ? [[meter.id, new Exact(value).toFixed()] as const] : [];
      }),
    );
  }

  /**
   * Finds opening readings that are not consistent with the first month billed here, by deriving its usage: an opening
   * reading above the first later reading if no recorded event explains the drop, and an opening reading of a machine
   * that is placed with the customer only later.
   */
  async find(
    tx: Transaction,
    contract: ContractView,
    content: ContractMigrationContent,
  ): Promise<FieldFault[]> {
    const migratedContract = withMigration(contract, content);
    const { billedFrom } = migratedContract.takeover!;
    const { at } = firstMomentOf(billedFrom, contract.zone);
    const month = contractMonth(billingMonthOf(billedFrom, contract), contract);
    const faults: FieldFault[] = [];
    for (const [index, { meterId, value }] of content.readings.entries()) {
      // Meters other than counters start at zero, regardless of earlier measurements.
      if (value === null) continue;
      const meter = contract.meters.find(({ id }) => id === meterId)!;
      const { usage } = await this.usages.deriveWithin(tx, migratedContract, meter, month);
      const pointer = `/readings/${index}/value`;
      const counterFall = usage.exceptions.find(({ kind, from }) => kind === 'counter_fell' && from === at);
      if (counterFall)
        faults.push({
          pointer,
          code: 'billing.takeover_above_reading',
          params: { value, reading: counterFall.toValue, at: new Date(counterFall.to).toISOString() },
        });
      else if (usage.openings[0]?.reading?.at !== at)
        faults.push({ pointer, code: 'billing.takeover_not_counted', params: { billedFrom } });
    }
    return faults;
  }
}
