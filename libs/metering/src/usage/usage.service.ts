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
import { findDecisionsOfUsages, findStoredDays } from './stored-usage.js';
import { loadValuesAtHours } from './usage.queries.js';
import {
  evidenceOfUsage,
  halfHoursOfDay,
  type ProofReading,
  proveUsage,
  readingsOfProof,
  type UsageEvidence,
  type UsageProof,
} from './usage-proofs.js';
import { previewUsages, recordUsages, updateUsages } from './update-usages.js';
import type { RequestedUsage } from './unchanged-usage.js';

/** Stored usage with its meter. */
export interface UsageView {
  readonly period: UsagePeriod;
  /** `YYYY-MM` in the contract's time zone. */
  readonly month: string;
  readonly signalKey: string;
  readonly method: UsageMethod;
  readonly unit: string;
  readonly device: string;
}

/** Number of months listed by default: a year and the same month of the previous year, for comparison. */
const MONTHS_SHOWN = 13;

/** Derives, stores and proves usage of meters. */
@Injectable()
export class UsageService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Lists stored usage of a contract's meters in the months from `from` to `to` (`YYYY-MM`, both inclusive; by default,
   * `to` is the current month and `from` is twelve months earlier), by month, then meter, with the decisions on which
   * the usage is based.
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
      const decisions = await findDecisionsOfUsages(tx, periods);
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
   * Derives a meter's usage in a month from current data. Stores nothing.
   * @param cutoff cutoff of a billing run; readings received at this instant or later, and records made after it, are
   *   ignored
   */
  async deriveWithin(
    tx: Transaction,
    contract: MeteredContract,
    meter: MeterFields,
    month: Pick<ContractMonth, 'from' | 'to'>,
    cutoff = tx.now,
  ): Promise<DerivedUsage> {
    return deriveMonth(await gatherMonth(tx, { contract, meter, month }, cutoff));
  }

  /**
   * Like `deriveWithin`, for many months together.
   * @returns usage in the order of `months`
   */
  async deriveAllWithin(
    tx: Transaction,
    months: readonly MeterMonth[],
    cutoff = tx.now,
  ): Promise<DerivedUsage[]> {
    const derived: DerivedUsage[] = [];
    for await (const batch of gatherMonths(tx, months, cutoff))
      for (const gathered of batch) derived[gathered.place] = deriveMonth(gathered);
    return derived;
  }

  /**
   * Returns the current stored usage of meters' months as of a cutoff. Usage without new data is reused; all other
   * usage is derived again and stored.
   * @param cutoff as in `deriveWithin`
   * @returns usage in the order of `wanted`
   */
  updateWithin(tx: Transaction, wanted: readonly RequestedUsage[], cutoff: Date): Promise<StoredUsage[]> {
    return updateUsages(tx, wanted, cutoff);
  }

  /**
   * Like `updateWithin`, with the days of the usage. Stores nothing.
   * @returns usage in the order of `months`
   */
  previewWithin(
    tx: Transaction,
    months: readonly MeterMonth[],
    cutoff: Date,
  ): Promise<StoredUsage['usage'][]> {
    return previewUsages(tx, months, cutoff);
  }

  /** Compares a meter's usage in a month with its usage under proposed decisions. */
  async previewDecisionsWithin(
    tx: Transaction,
    contract: MeteredContract,
    meter: MeterFields,
    month: Pick<ContractMonth, 'from' | 'to'>,
    proposed: readonly MeterDecision[],
  ): Promise<{ readonly before: DerivedUsage; readonly after: DerivedUsage }> {
    const gathered = await gatherMonth(tx, { contract, meter, month }, tx.now);
    const { decisions } = gathered.records;
    const records = { ...gathered.records, decisions: [...decisions, ...proposed] };
    return { before: deriveMonth(gathered), after: deriveMonth({ ...gathered, records }) };
  }

  /**
   * Stores usage as the current version of the meter's month, and places a retention hold on the readings from which it
   * was derived.
   * @returns the id of the current version, which is unchanged if the usage is the same or the version was provisional
   */
  async recordWithin(tx: Transaction, contract: MeteredContract, derived: DerivedUsage): Promise<string> {
    const [id] = await recordUsages(tx, [{ contract, derived }]);
    return id!;
  }

  /**
   * Returns counters' values at ordered instants, accurate to the hour and not older than `since`. Fast for periods of
   * weeks; intended for forecasts, not for billing.
   * @returns values in the order of the counters
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
    return loadValuesAtHours(
      tx,
      counters.map(({ contract, meter, since }) => ({ ...counterOf(contract, meter), since })),
      instants,
    );
  }

  /** Returns the stored daily usage of meters, by meter and day. @param days in chronological order */
  storedDaysWithin(
    tx: Transaction,
    meterIds: readonly string[],
    days: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
    return findStoredDays(tx, meterIds, days);
  }

  /**
   * Derives stored usage again from the readings known when it was stored.
   * @throws DomainError metering.usage_not_found, telemetry.readings_removed
   */
  proveWithin(tx: Transaction, usagePeriodId: string): Promise<UsageProof> {
    return proveUsage(tx, usagePeriodId);
  }

  /** Like `evidenceOfUsage`. @throws DomainError metering.usage_not_found, telemetry.readings_removed */
  evidenceWithin(tx: Transaction, usagePeriodId: string): Promise<UsageEvidence | null> {
    return evidenceOfUsage(tx, usagePeriodId);
  }

  /** Like `halfHoursOfDay`. @throws DomainError as `halfHoursOfDay` */
  halfHoursWithin(tx: Transaction, usagePeriodId: string, day: string): Promise<readonly HalfHour[]> {
    return halfHoursOfDay(tx, usagePeriodId, day);
  }

  /** Like `readingsOfProof`. @throws DomainError metering.usage_not_found, telemetry.readings_removed */
  readingsWithin(
    tx: Transaction,
    usagePeriodId: string,
    range: { readonly after: number; readonly to: number; readonly limit: number },
  ): Promise<{ readings: ProofReading[]; next: number | null }> {
    return readingsOfProof(tx, usagePeriodId, range);
  }
}
