import { Injectable } from '@nestjs/common';
import type { MeteredDevice, MeterFields } from '#contracts';
import { DomainError, type Scope, type Transaction, UnitOfWork } from '#platform';
import {
  addMonths,
  calendarMonth,
  calendarMonths,
  type ContractMonth,
  monthOf,
} from '../domain/usage/contract-month.js';
import { countingWindows } from '../domain/windows/counting-windows.js';
import { type PastMonth, markUnknown } from '../domain/evidence/past-month.js';
import { deriveMonth, gatherMonth } from '../usage/derived-usage.js';
import {
  type MeterQuery,
  findMeter,
  type ResolvedMeter,
  NIL_ID,
  findStoredMonths,
} from './usage-history.queries.js';

export interface UsageHistoryQuery extends MeterQuery {
  /** IANA time zone that defines the calendar months. */
  readonly zone: string;
  /** The number of months. */
  readonly months: number;
  /** The last month, `YYYY-MM`; the last complete month by default. */
  readonly until?: string;
}

/** A meter and its past months, oldest first. */
export interface UsageHistory {
  readonly device: MeteredDevice & { readonly id: string; readonly serial: string | null };
  readonly meter: Pick<MeterFields, 'signalKey' | 'method' | 'unit'>;
  readonly months: readonly PastMonth[];
}

/**
 * Calculates past usage of meters by month, regardless of the customer, to show the usage that a new contract would
 * have measured.
 */
@Injectable()
export class UsageHistories {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Lists the past months of a meter. Returns stored usage if a contract metered in the same way; derives all other
   * months from readings by the same rules. Stores nothing.
   * @throws DomainError equipment.device_not_found, metering.counter_invalid (with the field), contracts.zone_unknown,
   *   metering.month_invalid, metering.month_not_over
   */
  list(scope: Scope, { zone, months, until, ...query }: UsageHistoryQuery): Promise<UsageHistory> {
    return this.unitOfWork.run(scope, async (tx) => {
      const found = await findMeter(tx, query);
      const running = monthOf(tx.now.getTime(), calendarMonths(zone));
      const last = calendarMonth(until ?? addMonths(running, -1), zone).month;
      if (last >= running) throw new DomainError('metering.month_not_over', { month: last });
      const wanted = Array.from({ length: months }, (_, index) =>
        calendarMonth(addMonths(last, index + 1 - months), zone),
      );
      const stored = await findStoredMonths(tx, found, query, zone, wanted);
      const history: PastMonth[] = [];
      for (const month of wanted)
        history.push(markUnknown(stored.get(month.month) ?? (await deriveFullMonth(tx, found, month))));
      const { device, serial, meter } = found;
      return { device: { ...device, id: meter.deviceId, serial }, meter, months: history };
    });
  }
}

/** Derives a whole month of a meter, regardless of the customer with which its machine was placed. */
async function deriveFullMonth(
  tx: Transaction,
  { device, meter }: ResolvedMeter,
  month: ContractMonth,
): Promise<PastMonth> {
  const { zone, from, to } = month;
  const contract = { ...PLACEHOLDER_CONTRACT, zone, devices: new Map([[meter.deviceId, device]]) };
  const windows = countingWindows(month, [ALWAYS]);
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

/** A placeholder contract without a term, a customer or machines. */
const PLACEHOLDER_CONTRACT = {
  id: NIL_ID,
  customerId: NIL_ID,
  ...calendarMonths('UTC'),
  endsOn: null,
  machines: [],
  meters: [],
} as const;

/** Lets counting continue from any earlier reading. */
const ALWAYS = [{ since: 0, until: null }] as const;

const UNKNOWN = { state: 'unknown', quantity: null, heldQuantity: '0', estimatedQuantity: '0' } as const;
