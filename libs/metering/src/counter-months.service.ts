import { Injectable } from '@nestjs/common';
import type { MeteredDevice } from '#contracts';
import { DomainError, type Scope, type Transaction, UnitOfWork } from '#platform';
import { addMonths, contractMonth, type ContractMonth, monthOf } from './domain/contract-month.js';
import { countingWindows } from './domain/counting-windows.js';
import type { CounterMonth } from './domain/counter-month.js';
import { type CounterToLookAt, findCounter, NOBODYS, storedMonthsOf } from './counter-months.queries.js';
import { deriveMonth, gatherMonth } from './derived-usage.js';

export interface PastAsked {
  readonly deviceId: string;
  readonly signalKey: string;
  /** IANA; its calendar months are looked at. */
  readonly zone: string;
  /** How many months. */
  readonly months: number;
  /** The last of them, `YYYY-MM`; the last whole month where it is left out. */
  readonly until?: string;
}

/** A counter and its past months, the oldest first. */
export interface CounterPast {
  readonly device: MeteredDevice & { readonly id: string; readonly serial: string | null };
  readonly signalKey: string;
  readonly unit: string;
  readonly months: readonly CounterMonth[];
}

/** What counters counted month by month, whoever they counted for: what a contract that nobody signed yet would have had. */
@Injectable()
export class CounterMonths {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Months that a contract has usage of are told as they were derived for it; the others are derived from readings by the same
   * rules. Stores nothing.
   * @throws DomainError equipment.device_not_found, metering.counter_invalid (with the field), contracts.zone_unknown,
   * metering.month_invalid, metering.month_not_over
   */
  list(scope: Scope, { deviceId, signalKey, zone, months, until }: PastAsked): Promise<CounterPast> {
    return this.unitOfWork.run(scope, async (tx) => {
      const counter = await findCounter(tx, deviceId, signalKey);
      const running = monthOf(tx.now.getTime(), zone);
      const last = contractMonth(until ?? addMonths(running, -1), zone).month;
      if (last >= running) throw new DomainError('metering.month_not_over', { month: last });
      const asked = Array.from({ length: months }, (_, index) =>
        contractMonth(addMonths(last, index + 1 - months), zone),
      );
      const stored = await storedMonthsOf(tx, counter, zone, asked);
      const found: CounterMonth[] = [];
      for (const month of asked)
        found.push(stored.get(month.month) ?? (await deriveWhole(tx, counter, month)));
      const { device, serial, meter } = counter;
      return {
        device: { ...device, id: deviceId, serial },
        signalKey,
        unit: meter.unit,
        months: found,
      };
    });
  }
}

/** A whole month of a counter, whoever its machine stood with. */
async function deriveWhole(
  tx: Transaction,
  { device, meter }: CounterToLookAt,
  month: ContractMonth,
): Promise<CounterMonth> {
  const { zone, from, to } = month;
  const contract = { ...NO_CONTRACT, zone, devices: new Map([[meter.deviceId, device]]) };
  const windows = countingWindows(month, [EVER]);
  const base = { month: month.month, seconds: (to - from) / 1000 };
  try {
    const { usage } = deriveMonth(await gatherMonth(tx, { contract, meter, month, windows }, tx.now));
    const { state, quantity, heldQuantity, estimatedQuantity, unknownSeconds } = usage;
    return { ...base, state, quantity, heldQuantity, estimatedQuantity, unknownSeconds, source: 'derived' };
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'telemetry.readings_removed') throw error;
    return { ...base, ...UNKNOWN, unknownSeconds: base.seconds, source: 'removed' };
  }
}

/** Nobody's: it names no time, no customer and no machines. */
const NO_CONTRACT = {
  id: NOBODYS,
  customerId: NOBODYS,
  startsOn: '1970-01-01',
  endsOn: null,
  machines: [],
  meters: [],
} as const;

/** Counting goes on from whatever the counter said before. */
const EVER = [{ since: 0, until: null }] as const;

const UNKNOWN = { state: 'unknown', quantity: null, heldQuantity: '0', estimatedQuantity: '0' } as const;
