import { Injectable } from '@nestjs/common';
import {
  type RemainingAllowance,
  remainingAllowances,
  asCounted,
  composeDraft,
  type Draft,
  type DraftInput,
  DraftInputs,
  meteredMonth,
} from '#billing';
import {
  type BilledPeriod,
  type ContractView,
  firstMomentOf,
  getContract,
  localDate,
  plusDays,
} from '#contracts';
import type { DraftLine } from '#invoicing';
import { type ContractMonth, contractMonth, type DerivedUsage, monthOf, UsageService } from '#metering';
import { Exact, fromMinor, type Scope, type Transaction, UnitOfWork, sumOf } from '#platform';
import { toForecastMonth } from '../domain/forecast/forecast-month.js';
import {
  FORECAST_DAYS,
  type Forecast,
  type ForecastMethod,
  type PastDay,
} from '../domain/forecast/forecast.js';
import {
  forecastEach,
  forecastTogether,
  type MeterUntilNow,
  negateMeter,
  weakestMethod,
} from '../domain/forecast/month-ahead.js';

/** The current month of a contract. Amounts and quantities are decimals. */
export interface CurrentUsage {
  readonly month: ContractMonth;
  readonly billed: BilledPeriod;
  readonly now: Date;
  readonly currency: string;
  readonly usages: readonly MeterCurrentUsage[];
  readonly lines: readonly DraftLine[];
  /** Amount of the month according to the current data. */
  readonly amount: string;
  /** The true amount lies between `low` and `high` in four of five months. */
  readonly forecast: {
    readonly low: string;
    readonly expected: string;
    readonly high: string;
    readonly method: ForecastMethod;
  } | null;
  /** Main charge of the month: the first charge with an allowance, or otherwise the first usage-based charge. */
  readonly main: MainUsage | null;
}

/** The usage of one charge's meters together. */
export interface MainUsage {
  readonly chargeKey: string;
  readonly unit: string;
  readonly quantity: string | null;
  readonly heldQuantity: string;
  /** The allowance of the month; null if there is none. */
  readonly included: string | null;
  /** Daily usage from the first billed day to today. */
  readonly days: readonly { readonly day: string; readonly quantity: string }[];
  readonly forecast: Forecast | null;
}

export interface MeterCurrentUsage {
  readonly meterId: string;
  readonly signalKey: string;
  readonly device: string;
  readonly unit: string;
  readonly quantity: string | null;
  readonly heldQuantity: string;
  readonly state: string;
  /** Allowance of the meter; null if the contract does not price the meter by itself. */
  readonly included: string | null;
  readonly overage: string | null;
}

/** The month as it would be drafted now. */
export interface MonthUntilNow {
  readonly contract: ContractView;
  readonly month: ContractMonth;
  readonly input: DraftInput;
  readonly draft: Draft;
  readonly derived: readonly DerivedUsage[];
  readonly allowanceBalances: readonly RemainingAllowance[];
}

@Injectable()
export class CurrentUsageService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly usages: UsageService,
    private readonly inputs: DraftInputs,
  ) {}

  /**
   * Returns the cost of the current month until now, and a forecast that assumes that the machines continue as before.
   * The result is derived from readings on request and never stored.
   * @throws DomainError contracts.contract_not_found, billing.contract_not_in_force
   */
  get(scope: Scope, contractId: string): Promise<CurrentUsage> {
    return this.unitOfWork.run(scope, async (tx) => {
      const currentMonth = await this.composeCurrentMonth(tx, contractId);
      const { contract, month, input, draft, derived } = currentMonth;
      const { currency, zone } = contract;
      const bounds = { today: localDate(tx.now.getTime(), zone), endDay: input.month.to.date };
      const known = await this.loadMeters(tx, contract, derived, bounds.today);
      const meters = (ids: readonly string[]): MeterUntilNow[] => ids.flatMap((id) => known.get(id) ?? []);
      const counted = (ids: readonly string[]): MeterUntilNow[] =>
        contract.meters
          .filter(({ id }) => ids.includes(id))
          .flatMap(({ id, deducts }) => meters([id]).map((meter) => (deducts ? negateMeter(meter) : meter)));
      return {
        month,
        billed: input.month,
        now: tx.now,
        currency,
        usages: derived.map((one) => toMeterUsage(contract, one, currentMonth)),
        lines: draft.lines,
        amount: fromMinor(draft.totalMinor, currency),
        forecast: forecastAmount(currentMonth, (ids) => forecastEach(meters(ids), bounds)),
        main: toMainUsage(currentMonth, bounds.today, (ids) => forecastTogether(counted(ids), bounds)),
      };
    });
  }

  /** @throws DomainError contracts.contract_not_found, billing.contract_not_in_force */
  async composeCurrentMonth(tx: Transaction, contractId: string): Promise<MonthUntilNow> {
    const contract = await getContract(tx, contractId);
    const month = contractMonth(monthOf(tx.now.getTime(), contract), contract);
    const derived = await this.inputs.deriveMonth(tx, contract, month);
    const input = await this.inputs.gatherWithin(tx, contract, month, derived, { isStored: false });
    const draft = composeDraft(input);
    return { contract, month, input, draft, derived, allowanceBalances: remainingAllowances(draft.lines) };
  }

  /** Returns the usage until now, by meter. */
  private async loadMeters(
    tx: Transaction,
    contract: ContractView,
    derived: readonly DerivedUsage[],
    today: string,
  ): Promise<Map<string, MeterUntilNow>> {
    const days = Array.from({ length: FORECAST_DAYS }, (_, index) => plusDays(today, index - FORECAST_DAYS));
    const [counters, others] = [derived.filter(isOfCounter), derived.filter((one) => !isOfCounter(one))];
    const values = await this.usages.valuesAtHoursWithin(
      tx,
      counters.map(({ meter, period }) => {
        const since = period.windows.at(-1)?.since ?? tx.now.getTime();
        return { contract, meter, since };
      }),
      [...days, today].map((day) => firstMomentOf(day, contract.zone).at),
    );
    const stored = await this.usages.storedDaysWithin(
      tx,
      others.map(({ meter }) => meter.id),
      days,
    );
    const pastDaysOf = (one: DerivedUsage): PastDay[] => {
      const shown = values[counters.indexOf(one)];
      return days.map((day, index) => ({
        day,
        quantity: shown
          ? computeMovement(shown[index], shown[index + 1], one.meter.factor)
          : usageOn(one, day, stored.get(one.meter.id)),
      }));
    };
    return new Map(
      derived.map((one) => {
        const { meter, usage } = one;
        const past = pastDaysOf(one);
        const usedToday = usage.days.find(({ day }) => day === today)?.quantity ?? '0';
        return [meter.id, { unit: meter.unit, past, usedToday, soFar: usage.quantity ?? '0' }];
      }),
    );
  }
}

const isOfCounter = ({ meter }: DerivedUsage): boolean => meter.method === 'counter';

/** Returns the increase of a counter between two values; null if a value is missing or the counter dropped. */
function computeMovement(
  from: string | null | undefined,
  to: string | null | undefined,
  factor: string | null,
): string | null {
  if (from == null || to == null) return null;
  const difference = new Exact(to).minus(from);
  return difference.isNegative() ? null : difference.times(factor ?? 1).toFixed();
}

/**
 * Returns the usage of a meter on a day: from the current month's days, or otherwise from stored days. A peak is
 * assumed not to rise further.
 */
function usageOn(
  { meter, usage }: DerivedUsage,
  day: string,
  stored: ReadonlyMap<string, string> | undefined,
): string | null {
  if (meter.method === 'peak_demand') return '0';
  const own = usage.days.find((one) => one.day === day);
  return own?.quantity ?? stored?.get(day) ?? null;
}

function toMeterUsage(
  contract: ContractView,
  { meter, usage }: DerivedUsage,
  { draft, allowanceBalances }: MonthUntilNow,
): MeterCurrentUsage {
  const device = contract.devices.get(meter.deviceId)?.code ?? '';
  const line = draft.lines.find(
    ({ kind, params }) =>
      kind === 'usage' &&
      params.signalKey === meter.signalKey &&
      (params.method ?? 'counter') === meter.method &&
      params.device === device,
  );
  const balance = allowanceBalances.find(
    ({ chargeKey, machineId }) =>
      chargeKey === line?.place?.chargeKey && (machineId === null || machineId === line.place.machineId),
  );
  return {
    meterId: meter.id,
    signalKey: meter.signalKey,
    device,
    unit: meter.unit,
    quantity: usage.quantity,
    heldQuantity: usage.heldQuantity,
    state: usage.state,
    included: line ? (balance?.left ?? '0') : null,
    overage: line?.params.overage == null ? null : String(line.params.overage),
  };
}

function toMainUsage(
  { contract, input, derived, allowanceBalances }: MonthUntilNow,
  today: string,
  forecast: (meterIds: readonly string[]) => Forecast | null,
): MainUsage | null {
  const counting = contract.charges.filter(({ meterIds }) => meterIds.length > 0);
  const charge =
    counting.find(({ key }) => allowanceBalances.some(({ chargeKey }) => chargeKey === key)) ?? counting[0];
  if (charge === undefined) return null;
  const ofCharge = derived.filter(({ meter }) => charge.meterIds.includes(meter.id));
  const own = ofCharge.map(({ meter, usage: { quantity, heldQuantity, days } }) =>
    asCounted({ quantity, heldQuantity, days, ...(meter.deducts && { deducts: true }) }),
  );
  const included = allowanceBalances.filter(({ chargeKey }) => chargeKey === charge.key);
  const add = (values: readonly string[]): string => sumOf(values).toFixed();
  const known = own.flatMap(({ quantity }) => quantity ?? []);
  const days = [...new Set(own.flatMap((usage) => usage.days.map(({ day }) => day)))].sort();
  return {
    chargeKey: charge.key,
    unit: ofCharge[0]?.meter.unit ?? '',
    quantity: known.length === 0 ? null : add(known),
    heldQuantity: add(own.map(({ heldQuantity }) => heldQuantity)),
    included: included.length === 0 ? null : add(included.map(({ left }) => left)),
    days: days
      .filter((day) => day >= input.month.from.date && day <= today)
      .map((day) => ({
        day,
        quantity: add(own.flatMap((usage) => usage.days.find((one) => one.day === day)?.quantity ?? [])),
      })),
    forecast: forecast(charge.meterIds),
  };
}

const OPPOSITE_END = { low: 'high', expected: 'expected', high: 'low' } as const;

/**
 * Returns the amount that is billed for the month at the low end, the expected value and the high end of its meters'
 * forecasts; null if a charged meter has no forecast.
 */
function forecastAmount(
  { contract, input, derived }: MonthUntilNow,
  forecast: (meterIds: readonly string[]) => Forecast[] | null,
): CurrentUsage['forecast'] {
  const charged = derived.filter(({ meter }) =>
    input.versions.some(({ charges }) => charges.some(({ meterIds }) => meterIds.includes(meter.id))),
  );
  const ends = charged.length === 0 ? null : forecast(charged.map(({ meter }) => meter.id));
  if (ends === null) return null;
  const earlier = input.metered.filter(({ from }) => from !== input.month.from.date);
  const totalAt = (end: 'low' | 'expected' | 'high'): bigint => {
    const metered = charged.map((usage, index) =>
      toForecastMonth(
        meteredMonth(contract, { ...usage, usagePeriodId: null }, input.month),
        // A larger subtracted usage reduces the billed amount, so the ends are swapped.
        ends[index]![usage.meter.deducts ? OPPOSITE_END[end] : end],
        input.paused,
      ),
    );
    return composeDraft({ ...input, isOver: true, metered: [...earlier, ...metered] }).totalMinor;
  };
  // With volume pricing, a larger quantity can cost less.
  const expected = totalAt('expected');
  const totals = [totalAt('low'), expected, totalAt('high')];
  const format = (minor: bigint): string => fromMinor(minor, input.currency);
  return {
    low: format(totals.reduce((min, total) => (total < min ? total : min))),
    expected: format(expected),
    high: format(totals.reduce((max, total) => (total > max ? total : max))),
    method: weakestMethod(ends),
  };
}
