import type {
  AmendmentCase,
  ChargeCase,
  ContractCase,
  InvoiceTermsCase,
  PauseCase,
} from '../contract-case.js';
import { addDays, addMonthsTo, intersect, type DaySpan, daysBetween, lengthOf } from './days.js';

/** A contract with all its amendments. A case with a renewal has two contracts. */
export interface AgreedContract {
  readonly number: string;
  readonly startsOn: string;
  /** The day after the last billed day; null for no end. */
  readonly endsBefore: string | null;
  readonly billingCalendar: 'calendar' | 'anniversary';
  /** Charges by the day from which they are effective, in order. */
  readonly versions: readonly { readonly from: string; readonly charges: readonly ChargeCase[] }[];
  readonly pauses: readonly PauseCase[];
  readonly invoiceTerms: InvoiceTermsCase | null;
  /** Days of each machine in the contract, by machine. */
  readonly stays: readonly DaySpan[];
}

export interface BillingMonth {
  /** The whole month, which determines the proration of fees and minimums. */
  readonly whole: DaySpan;
  /** The days of the month that the contract bills. */
  readonly billed: DaySpan;
}

const FOREVER = '9999-12-31';

export function agreedContracts(described: ContractCase): AgreedContract[] {
  const { amendments, renewal } = described;
  const lastDay = amendments.reduce<string | null>((end, one) => one.endsOn ?? end, described.endsOn);
  const endsBefore = lastDay === null ? null : addDays(lastDay, 1);
  const first: AgreedContract = {
    number: described.number,
    startsOn: described.startsOn,
    endsBefore,
    billingCalendar: described.billingCalendar,
    versions: versionsOf(described),
    pauses: amendments.reduce((pauses, one) => one.pauses ?? pauses, described.pauses),
    invoiceTerms: described.invoiceTerms,
    stays: described.machines.map((machine, index) => stayOf(machine.from, machine.to, index, amendments)),
  };
  if (!renewal || endsBefore === null) return [first];
  const second: AgreedContract = {
    ...first,
    number: renewalNumber(described.number),
    startsOn: endsBefore,
    endsBefore: null,
    versions: [{ from: endsBefore, charges: renewal.charges }],
    pauses: [],
    invoiceTerms: null,
    stays: first.stays.map((stay) => (stay.to === FOREVER ? { from: endsBefore, to: FOREVER } : NEVER)),
  };
  return [first, second];
}

export const renewalNumber = (number: string): string => `${number}R`;
const NEVER: DaySpan = { from: FOREVER, to: FOREVER };

function versionsOf({ startsOn, charges, amendments }: ContractCase): AgreedContract['versions'] {
  const changes = amendments.flatMap(({ effectiveOn, charges: changed }) =>
    changed ? [{ from: effectiveOn, charges: changed }] : [],
  );
  return [{ from: startsOn, charges }, ...changes];
}

function stayOf(
  from: string | null,
  to: string | null,
  machine: number,
  amendments: readonly AmendmentCase[],
): DaySpan {
  const joins = amendments.find(({ adds }) => adds === machine)?.effectiveOn ?? from ?? FOREVER;
  const leaves = amendments.find(({ removes }) => removes === machine)?.effectiveOn ?? to ?? FOREVER;
  return { from: joins, to: leaves };
}

/** Returns the billing months that end by the start of a day, each with its billed part. */
export function billingMonths(contract: AgreedContract, before: string): BillingMonth[] {
  const term = { from: contract.startsOn, to: contract.endsBefore ?? FOREVER };
  const months: BillingMonth[] = [];
  for (let count = 0; ; count += 1) {
    const whole = wholeMonth(contract, count);
    if (whole.to > before || whole.from >= term.to) return months;
    const billed = intersect(whole, term);
    if (billed) months.push({ whole, billed });
  }
}

function wholeMonth({ billingCalendar, startsOn }: AgreedContract, count: number): DaySpan {
  const first = billingCalendar === 'calendar' ? `${startsOn.slice(0, 7)}-01` : startsOn;
  return { from: addMonthsTo(first, count), to: addMonthsTo(first, count + 1) };
}

/** A segment of days on which the terms of a charge are the same. */
export interface ChargeSegment extends DaySpan {
  readonly charge: ChargeCase;
}

/** Returns the segments of a charge within a span; adjacent segments with equal terms are merged. */
export function segmentsOf(
  { versions }: Pick<AgreedContract, 'versions'>,
  key: string,
  within: DaySpan,
): ChargeSegment[] {
  const segments: ChargeSegment[] = [];
  versions.forEach(({ from, charges }, index) => {
    const days = intersect({ from, to: versions[index + 1]?.from ?? FOREVER }, within);
    const charge = charges.find((one) => one.key === key);
    if (!days || !charge) return;
    const last = segments.at(-1);
    if (last?.to === days.from && JSON.stringify(last.charge) === JSON.stringify(charge))
      segments[segments.length - 1] = { ...last, to: days.to };
    else segments.push({ ...days, charge });
  });
  return segments;
}

export function keysOf({ versions }: AgreedContract): string[] {
  return [...new Set(versions.flatMap(({ charges }) => charges.map(({ key }) => key)))];
}

/** Returns the days of pauses within a span. */
export function pausedWithin(
  pauses: readonly PauseCase[],
  within: DaySpan,
): (DaySpan & Pick<PauseCase, 'feePercent' | 'use'>)[] {
  return pauses.flatMap(({ from, to, feePercent, use }) => {
    const days = intersect({ from, to: addDays(to, 1) }, within);
    return days ? [{ ...days, feePercent, use }] : [];
  });
}

/** Returns the number of days in a span that are not paused. */
export function workingDays(pauses: readonly PauseCase[], within: DaySpan | null): number {
  if (!within) return 0;
  const paused = pausedWithin(pauses, within).reduce((days, pause) => days + lengthOf(pause), 0);
  return daysBetween(within.from, within.to) - paused;
}
