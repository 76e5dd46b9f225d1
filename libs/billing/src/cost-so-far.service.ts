import { Injectable } from '@nestjs/common';
import {
  type BilledPeriod,
  type ContractView,
  firstMomentOf,
  getContract,
  localDate,
  plusDays,
} from '#contracts';
import { type ContractMonth, contractMonth, type DerivedUsage, monthOf, UsageService } from '#metering';
import { Exact, fromMinor, type Scope, type Transaction, UnitOfWork } from '#platform';
import { composeDraft } from './domain/draft/compose-draft.js';
import type { DraftInput } from './domain/draft/draft-input.js';
import type { DraftLine } from './domain/draft/draft-line.js';
import type { MeteredMonth } from './domain/draft/metered-month.js';
import { forecastUsage, type Forecast, type ForecastMethod, type PastDay } from './domain/forecast.js';
import { DraftInputs, meteredMonth } from './draft-input.service.js';

/** The running month of a contract. Amounts and quantities are decimals. */
export interface CostSoFar {
  readonly month: ContractMonth;
  readonly billed: BilledPeriod;
  readonly now: Date;
  readonly currency: string;
  readonly usages: readonly MeterSoFar[];
  readonly lines: readonly DraftLine[];
  /** What the month bills by what is known now. */
  readonly amount: string;
  readonly forecast: { readonly low: string; readonly high: string; readonly method: ForecastMethod } | null;
}

export interface MeterSoFar {
  readonly meterId: string;
  readonly signalKey: string;
  readonly device: string;
  readonly unit: string;
  readonly quantity: string | null;
  readonly heldQuantity: string;
  readonly state: string;
  /** Null where the contract puts no price on the meter. */
  readonly included: string | null;
  readonly overage: string | null;
  readonly forecast: Forecast | null;
}

/** Four weeks tell what a usual week is. */
const PAST_DAYS = 28;

@Injectable()
export class CostSoFarService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly usages: UsageService,
    private readonly inputs: DraftInputs,
  ) {}

  /**
   * What the running month has cost until now, and between which sums it will end if the machines go on as they went.
   * Derived at once from readings and stored nowhere.
   * @throws DomainError contracts.contract_not_found, billing.contract_not_in_force
   */
  get(scope: Scope, contractId: string): Promise<CostSoFar> {
    return this.unitOfWork.run(scope, async (tx) => {
      const contract = await getContract(tx, contractId);
      const now = tx.now.getTime();
      const month = contractMonth(monthOf(now, contract.zone), contract.zone);
      const billed = this.inputs.billedMonth(contract, month);
      const derived: (DerivedUsage & { usagePeriodId: null; forecast: Forecast | null })[] = [];
      for (const meter of contract.meters) {
        const usage = await this.usages.deriveWithin(tx, contract, meter, month);
        derived.push({
          ...usage,
          usagePeriodId: null,
          forecast: await this.forecast(tx, contract, usage, billed, now),
        });
      }
      const input = await this.inputs.gatherWithin(tx, contract, month, derived, { isStored: false });
      const draft = composeDraft(input);
      return {
        month,
        billed,
        now: tx.now,
        currency: contract.currency,
        usages: derived.map((one) => meterSoFar(contract, one, draft.lines)),
        lines: draft.lines,
        amount: fromMinor(draft.totalMinor, contract.currency),
        forecast: forecastAmount(contract, input, derived),
      };
    });
  }

  private async forecast(
    tx: Transaction,
    contract: ContractView,
    { meter, usage, period }: DerivedUsage,
    billed: BilledPeriod,
    now: number,
  ): Promise<Forecast | null> {
    const today = localDate(now, contract.zone);
    const days = Array.from({ length: PAST_DAYS }, (_, index) => plusDays(today, index - PAST_DAYS));
    const bounds = [...days, today].map((day) => firstMomentOf(day, contract.zone).at);
    const since = period.windows.at(-1)?.since ?? now;
    const values = await this.usages.valuesAtWithin(tx, contract, meter, bounds, since);
    const past = days.map((day, index): PastDay => ({
      day,
      quantity: difference(values[index], values[index + 1]),
    }));
    return forecastUsage({
      past,
      today,
      usedToday: usage.days.find(({ day }) => day === today)?.quantity ?? '0',
      soFar: usage.quantity ?? '0',
      firstDay: billed.from.date,
      endDay: billed.to.date,
    });
  }
}

/** What a counter moved between two values; null where one is missing or it fell. */
function difference(from: string | null | undefined, to: string | null | undefined): string | null {
  if (from == null || to == null) return null;
  const moved = new Exact(to).minus(from);
  return moved.isNegative() ? null : moved.toFixed();
}

function meterSoFar(
  contract: ContractView,
  { meter, usage, forecast }: DerivedUsage & { forecast: Forecast | null },
  lines: readonly DraftLine[],
): MeterSoFar {
  const device = contract.devices.get(meter.deviceId)?.code ?? '';
  const line = lines.find(
    ({ kind, params }) =>
      kind === 'usage' && params.signalKey === meter.signalKey && params.device === device,
  );
  return {
    meterId: meter.id,
    signalKey: meter.signalKey,
    device,
    unit: meter.unit,
    quantity: usage.quantity,
    heldQuantity: usage.heldQuantity,
    state: usage.state,
    included: line ? includedLeft(line, usage.quantity) : null,
    overage: line?.params.overage == null ? null : String(line.params.overage),
    forecast,
  };
}

/** What the month bills at the low and the high end of every meter's forecast; null when one that is charged for has none. */
function forecastAmount(
  contract: ContractView,
  input: DraftInput,
  derived: readonly (DerivedUsage & { usagePeriodId: null; forecast: Forecast | null })[],
): CostSoFar['forecast'] {
  const charged = derived.filter(({ meter }) =>
    contract.charges.some(({ meterIds }) => meterIds.includes(meter.id)),
  );
  if (charged.length === 0 || charged.some(({ forecast }) => forecast === null)) return null;
  const earlier = input.metered.filter(({ from }) => from !== input.month.from.date);
  const totalAt = (end: 'low' | 'high'): string => {
    const forecast = charged.map((one) =>
      atMonthEnd(meteredMonth(contract, one, input.month), one.forecast![end]),
    );
    const draft = composeDraft({ ...input, isOver: true, metered: [...earlier, ...forecast] });
    return fromMinor(draft.totalMinor, input.currency);
  };
  const isByWeekday = charged.every(({ forecast }) => forecast!.method === 'weekday_profile');
  return {
    low: totalAt('low'),
    high: totalAt('high'),
    method: isByWeekday ? 'weekday_profile' : 'elapsed_time',
  };
}

/** A month as it is forecast. What is still to come counts on its last day, should a year of the contract end before. */
function atMonthEnd(month: MeteredMonth, quantity: string): MeteredMonth {
  const toCome = new Exact(quantity).minus(month.quantity ?? 0).toFixed();
  const lastDay = { day: plusDays(month.to, -1), quantity: toCome, heldQuantity: '0' };
  return { ...month, state: 'measured', quantity, days: [...month.days, lastDay] };
}

/** What is included for the month: of an allowance of the year what earlier months have left of it. */
function includedLeft({ params }: DraftLine, quantity: string | null): string {
  const included = new Exact(String(params.included));
  if (params.countsBy !== 'year') return included.toFixed();
  const before = new Exact(String(params.usedInYear ?? '0')).minus(quantity ?? '0');
  return Exact.max(included.minus(before), 0).toFixed();
}
