import { Injectable } from '@nestjs/common';
import { getContract, type MeterFields, type UsageMethod } from '#contracts';
import { type Scope, type Transaction, UnitOfWork } from '#platform';
import { Between, IsNull } from 'typeorm';
import { addMonths, contractMonth, monthOf, type ContractMonth } from '../domain/usage/contract-month.js';
import type { MeterDecision } from '../domain/decisions/meter-exception.js';
import type { HalfHour } from '../domain/usage/usage.js';
import { UsagePeriod } from '../entities/usage-period.entity.js';
import type { DecisionView } from '../decisions/exceptions.queries.js';
import { deriveMonth, gatherMonth, gatherMonths } from './derived-usage.js';
import type { DerivedUsage, StoredUsage } from '../domain/evidence/known-usage.js';
import { counterOf, type MeteredContract, type MeterMonth } from './metered-contract.js';
import { decisionsOfUsages, storedDays } from './stored-usage.js';
import { valuesAtHours } from './usage.queries.js';
import {
  evidenceOfUsage,
  halfHoursOfDay,
  type ProofReading,
  proveUsage,
  readingsOfProof,
  type UsageEvidence,
  type UsageProof,
} from './usage-proofs.js';
import { lookAtUsages, recordUsages, settleUsages } from './settle-usages.js';
import type { WantedUsage } from './unchanged-usage.js';

/** A stored usage, and what it counts. */
export interface UsageView {
  readonly period: UsagePeriod;
  /** `YYYY-MM` in the contract's zone. */
  readonly month: string;
  readonly signalKey: string;
  readonly method: UsageMethod;
  readonly unit: string;
  readonly device: string;
}

/** A year and the same month of the year before, to compare with. */
const MONTHS_SHOWN = 13;

/** What counters used, and the proof of it. */
@Injectable()
export class UsageService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Stored usage of a contract's meters in the months from `from` to `to` (`YYYY-MM`, both included; thirteen months up to
   * the running one when left out), by month, then meter, and the decisions that it rests on.
   * @throws DomainError contracts.contract_not_found, metering.month_invalid
   */
  listOfContract(
    scope: Scope,
    contractId: string,
    { from, to }: { readonly from?: string; readonly to?: string } = {},
  ): Promise<{ usages: UsageView[]; decisions: DecisionView[] }> {
    return this.unitOfWork.run(scope, async (tx) => {
      const contract = await getContract(tx, contractId);
      const { meters, devices } = contract;
      const last = contractMonth(to ?? monthOf(tx.now.getTime(), contract), contract);
      const first = contractMonth(from ?? addMonths(last.month, 1 - MONTHS_SHOWN), contract);
      const periods = await tx.manager.find(UsagePeriod, {
        where: {
          makerId: scope.makerId,
          contractId,
          periodFrom: Between(new Date(first.from), new Date(last.to - 1)),
          supersededAt: IsNull(),
        },
        order: { periodFrom: 'asc', meterId: 'asc' },
      });
      const decisions = await decisionsOfUsages(tx, periods);
      const usages = periods.map((period) => {
        const meter = meters.find(({ id }) => id === period.meterId);
        return {
          period,
          month: monthOf(period.periodFrom.getTime(), contract),
          signalKey: meter?.signalKey ?? '',
          method: meter?.method ?? 'counter',
          unit: meter?.unit ?? '',
          device: (meter && devices.get(meter.deviceId)?.code) ?? '',
        };
      });
      return { usages, decisions };
    });
  }

  /**
   * What a meter used in a month, by what is known now. Stores nothing.
   * @param knownBefore the mark of a billing run: what was received at it or later is not looked at, nor what was recorded later
   */
  async deriveWithin(
    tx: Transaction,
    contract: MeteredContract,
    meter: MeterFields,
    month: Pick<ContractMonth, 'from' | 'to'>,
    knownBefore = tx.now,
  ): Promise<DerivedUsage> {
    return deriveMonth(await gatherMonth(tx, { contract, meter, month }, knownBefore));
  }

  /** As `deriveWithin`, of many months together. @returns in the order asked */
  async deriveAllWithin(
    tx: Transaction,
    months: readonly MeterMonth[],
    knownBefore = tx.now,
  ): Promise<DerivedUsage[]> {
    const derived: DerivedUsage[] = [];
    for await (const portion of gatherMonths(tx, months, knownBefore))
      for (const gathered of portion) derived[gathered.place] = deriveMonth(gathered);
    return derived;
  }

  /**
   * The usages that hold of meters' months by what is known at a mark, stored. One that nothing new is known of stands as it
   * is; any other is derived again and stored.
   * @param knownBefore as in `deriveWithin`
   * @returns in the order asked
   */
  settleWithin(tx: Transaction, wanted: readonly WantedUsage[], knownBefore: Date): Promise<StoredUsage[]> {
    return settleUsages(tx, wanted, knownBefore);
  }

  /** As `settleWithin`, with their days; stores nothing. @returns in the order asked */
  lookWithin(
    tx: Transaction,
    months: readonly MeterMonth[],
    knownBefore: Date,
  ): Promise<StoredUsage['usage'][]> {
    return lookAtUsages(tx, months, knownBefore);
  }

  /** What a meter used in a month by what is known now, and what it would be with decisions that nobody made yet. */
  async supposeWithin(
    tx: Transaction,
    contract: MeteredContract,
    meter: MeterFields,
    month: Pick<ContractMonth, 'from' | 'to'>,
    supposed: readonly MeterDecision[],
  ): Promise<{ readonly before: DerivedUsage; readonly after: DerivedUsage }> {
    const gathered = await gatherMonth(tx, { contract, meter, month }, tx.now);
    const { decisions } = gathered.records;
    const records = { ...gathered.records, decisions: [...decisions, ...supposed] };
    return { before: deriveMonth(gathered), after: deriveMonth({ ...gathered, records }) };
  }

  /**
   * Stores a usage as the one that holds for the meter's month, and holds the readings that it was derived from.
   * @returns the id of the version that holds: the one before where it says the same
   */
  async recordWithin(tx: Transaction, contract: MeteredContract, derived: DerivedUsage): Promise<string> {
    const [id] = await recordUsages(tx, [{ contract, derived }]);
    return id!;
  }

  /**
   * Counters' values at instants in order, each to the hour, not older than `since`: quick over weeks, to look ahead by and not to
   * bill.
   * @returns in the order of the counters
   */
  valuesAtHoursWithin(
    tx: Transaction,
    counters: readonly {
      readonly contract: MeteredContract;
      readonly meter: MeterFields;
      readonly since: number;
    }[],
    instants: readonly number[],
  ): Promise<(string | null)[][]> {
    return valuesAtHours(
      tx,
      counters.map(({ contract, meter, since }) => ({ ...counterOf(contract, meter), since })),
      instants,
    );
  }

  /** What meters used on days of theirs, as it is stored. @param days in order @returns by meter and day */
  storedDaysWithin(
    tx: Transaction,
    meterIds: readonly string[],
    days: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
    return storedDays(tx, meterIds, days);
  }

  /** Derives a stored usage again from the readings that were known to it. @throws DomainError metering.usage_not_found */
  proveWithin(tx: Transaction, usagePeriodId: string): Promise<UsageProof> {
    return proveUsage(tx, usagePeriodId);
  }

  /** As `evidenceOfUsage`. @throws DomainError metering.usage_not_found, telemetry.readings_removed */
  evidenceWithin(tx: Transaction, usagePeriodId: string): Promise<UsageEvidence | null> {
    return evidenceOfUsage(tx, usagePeriodId);
  }

  /** As `halfHoursOfDay`. @throws DomainError metering.usage_not_found, metering.day_not_in_period */
  halfHoursWithin(tx: Transaction, usagePeriodId: string, day: string): Promise<readonly HalfHour[]> {
    return halfHoursOfDay(tx, usagePeriodId, day);
  }

  /** As `readingsOfProof`. @throws DomainError metering.usage_not_found */
  readingsWithin(
    tx: Transaction,
    usagePeriodId: string,
    range: { readonly after: number; readonly to: number; readonly limit: number },
  ): Promise<{ readings: ProofReading[]; next: number | null }> {
    return readingsOfProof(tx, usagePeriodId, range);
  }
}
