import { type MachineTime, plusDays } from '#contracts/domain';
import { overlap } from '#metering/domain';
import { Exact, type FieldFault, fromMinor, minorDecimals } from '#platform/domain';

export const DISPUTE_STATES = ['open', 'settled', 'rejected', 'withdrawn'] as const;
export type DisputeState = (typeof DISPUTE_STATES)[number];

/** Subjects of disputes. */
export const DISPUTE_SUBJECTS = ['quantity', 'price', 'service', 'other'] as const;
export type DisputeSubject = (typeof DISPUTE_SUBJECTS)[number];

/** The party that acts: the customer or the maker. */
export type Side = 'customer' | 'maker';

export type DisputeEvent = 'settle' | 'reject' | 'withdraw';

const NEXT: Readonly<Record<DisputeEvent, DisputeState>> = {
  settle: 'settled',
  reject: 'rejected',
  withdraw: 'withdrawn',
};

/** Returns the state after an event. Null if the event is not allowed, because a dispute ends only once. */
export function nextDisputeState(state: DisputeState, event: DisputeEvent): DisputeState | null {
  return state === 'open' ? NEXT[event] : null;
}

/**
 * Returns true when a side can withdraw a dispute: customers can withdraw any dispute, makers only disputes that their
 * own users opened.
 */
export function canWithdraw(side: Side, openedSide: Side): boolean {
  return side === 'customer' || openedSide === 'maker';
}

/** Default number of days in which an invoice can be disputed. */
const DEFAULT_DISPUTE_DAYS = 30;
const MAX_DISPUTE_DAYS = 3650;

/**
 * Returns the last local day on which an invoice can be disputed. The period begins on the due date; its number of
 * days is set by the contract's meter terms (`meter.dispute_days`, docs/rules/invoicing.md#dispute-window), by default
 * 30.
 */
export function lastDisputeDay(dueOn: string, terms: object): string {
  const { meter } = terms as { readonly meter?: { readonly dispute_days?: unknown } | null };
  const agreed = meter?.dispute_days;
  const isUsable =
    typeof agreed === 'number' && Number.isInteger(agreed) && agreed >= 0 && agreed <= MAX_DISPUTE_DAYS;
  return plusDays(dueOn, isUsable ? agreed : DEFAULT_DISPUTE_DAYS);
}

/** A disputed period and amount. The amount is net and a decimal string; days are local and inclusive. */
export interface Claim {
  readonly from: string | null;
  readonly to: string | null;
  readonly claimed: string | null;
}

/** Disputed readings of one meter of the line: later than `from` and not later than `to`. */
export interface DisputedReadings {
  readonly usageId: string;
  readonly from: Date;
  readonly to: Date;
}

/** Validates disputed readings. @param period the usage's period; undefined if the line doesn't bill the usage */
export function faultsOfReadings(
  { from, to }: Pick<DisputedReadings, 'from' | 'to'>,
  period: { readonly from: Date; readonly to: Date } | undefined,
): FieldFault[] {
  if (period === undefined)
    return [{ pointer: '/readings/usageId', code: 'billing.disputed_meter_not_of_line' }];
  if (to <= from) return [{ pointer: '/readings/to', code: 'billing.dispute_days_reversed' }];
  if (from >= period.from && to <= period.to) return [];
  const params = { from: period.from.toISOString(), to: period.to.toISOString() };
  return [
    {
      pointer: from < period.from ? '/readings/from' : '/readings/to',
      code: 'billing.dispute_readings_outside',
      params,
    },
  ];
}

/** Disputed downtime that a line's guarantee did not take into account. */
export interface DisputedDowntime {
  readonly machineId: string;
  readonly from: Date;
  readonly to: Date;
}

/**
 * Validates disputed downtime.
 * @param evaluatedTimes times in which the line's guarantee applies to machines, in ms since 1970 UTC; null if the
 *   line is not for an availability guarantee
 */
export function faultsOfDowntime(
  { machineId, ...span }: DisputedDowntime,
  evaluatedTimes: readonly MachineTime[] | null,
): FieldFault[] {
  if (evaluatedTimes === null) return [{ pointer: '/stop', code: 'billing.disputed_stop_not_of_line' }];
  const ofMachine = evaluatedTimes.filter((time) => time.machineId === machineId);
  if (ofMachine.length === 0)
    return [{ pointer: '/stop/machineId', code: 'billing.disputed_machine_not_judged' }];
  const stop = { from: span.from.getTime(), to: span.to.getTime() };
  if (stop.to <= stop.from) return [{ pointer: '/stop/to', code: 'billing.dispute_days_reversed' }];
  if (ofMachine.some((time) => overlap(stop, time) > 0)) return [];
  return [{ pointer: '/stop/from', code: 'billing.dispute_stop_outside' }];
}

/** The limits of a claim. `periodTo` is the day after the last billed day. */
export interface ClaimLimits {
  readonly periodFrom: string;
  readonly periodTo: string;
  /** Net amount of the line, or of the whole invoice. */
  readonly netMinor: bigint;
  readonly currency: string;
}

/** Validates a claim. */
export function faultsOfClaim({ from, to, claimed }: Claim, limits: ClaimLimits): FieldFault[] {
  return [...faultsOfDays(from, to, limits), ...(claimed === null ? [] : faultsOfAmount(claimed, limits))];
}

function faultsOfDays(
  from: string | null,
  to: string | null,
  { periodFrom, periodTo }: ClaimLimits,
): FieldFault[] {
  if (from === null && to === null) return [];
  if (from === null || to === null)
    return [{ pointer: from === null ? '/from' : '/to', code: 'billing.dispute_day_missing' }];
  if (to < from) return [{ pointer: '/to', code: 'billing.dispute_days_reversed' }];
  const params = { from: periodFrom, to: plusDays(periodTo, -1) };
  return [
    ...(from < periodFrom ? [{ pointer: '/from', code: 'billing.dispute_day_outside', params }] : []),
    ...(to >= periodTo ? [{ pointer: '/to', code: 'billing.dispute_day_outside', params }] : []),
  ];
}

function faultsOfAmount(claimed: string, { netMinor, currency }: ClaimLimits): FieldFault[] {
  const pointer = '/claimed';
  const amount = new Exact(claimed);
  const decimals = minorDecimals(currency);
  if (amount.decimalPlaces() > decimals)
    return [{ pointer, code: 'billing.amount_too_fine', params: { decimals } }];
  if (amount.lte(0)) return [{ pointer, code: 'billing.claim_not_positive' }];
  const maxAmount = fromMinor(netMinor, currency);
  // A credit can be disputed as too low, so it has no upper limit.
  if (netMinor > 0n && amount.gt(maxAmount))
    return [{ pointer, code: 'billing.claim_exceeds', params: { most: maxAmount, currency } }];
  return [];
}
