import type { ContractPreview } from '#contracts';
import { Exact } from '#platform';
import { DateTime } from 'luxon';
import { CENTS, type CaseMapping, type PreviewRequest, type WorkedCase } from './worked-case.js';

type Mapping = (input: Input) => CaseMapping;
/** The inputs of all families of cases. Each case has some of them. */
interface Input {
  readonly [key: string]: unknown;
  readonly amount: string;
  readonly billing_day: { readonly new: number; readonly old: number; readonly from: string };
  readonly change: string;
  readonly change_date: string;
  readonly charge_min: string;
  readonly created_at: string;
  readonly currency: string;
  readonly days: readonly number[];
  readonly ends_before: string;
  readonly events: readonly { readonly date: string; readonly qty: string }[];
  readonly billed_before: { readonly usage: string; readonly amount: string };
  readonly tiers: readonly { readonly to: string | null; readonly unit: string }[];
  readonly interval: string;
  readonly items: readonly { readonly start: string; readonly period: readonly [string, string] }[];
  readonly min_commitment: string;
  readonly month: string;
  readonly new: string;
  readonly new_qty: string;
  readonly next_billing_date: string;
  readonly old: string;
  readonly old_qty: string;
  readonly period: readonly [string, string];
  readonly period_days: number;
  readonly plan: string;
  readonly plan_amount: string;
  readonly plan_prepaid: string;
  readonly ranges: readonly (readonly string[])[];
  readonly start: string;
  readonly tax_rate_percent: string;
  readonly terminated: string;
  readonly timezone: string;
  readonly trials: readonly number[];
  readonly unit: string;
  readonly usage_amount: string;
  readonly usage_price: string;
  readonly usage_units: string;
  readonly used_days: number;
  readonly year: number;
}

const INTERVALS: Readonly<Record<string, object>> = {
  weekly: { unit: 'week' },
  monthly: { unit: 'month' },
  quarterly: { unit: 'month', count: 3 },
  yearly: { unit: 'year' },
};

const toRequest = (body: object): PreviewRequest => ({ preview: 'contracts', body });
const asPreviews = (answers: readonly unknown[]): ContractPreview[] => answers as ContractPreview[];
const times = (a: string, b: string): string => new Exact(a).times(b).toFixed();
const sum = (...amounts: readonly string[]): string =>
  amounts.reduce((total, amount) => total.plus(amount), new Exact(0)).toFixed(2);
const minus = (from: string, amount: string): string => new Exact(from).minus(amount).toFixed(2);
const withTax = (net: string, percent: string): string =>
  sum(net, new Exact(net).times(percent).div(100).toFixed(2, Exact.ROUND_HALF_UP));
const addDays = (date: string, days: number): string =>
  DateTime.fromISO(date, { zone: 'UTC' }).plus({ days }).toFormat('yyyy-MM-dd');
const amountOf = ({ lines }: ContractPreview, kind: string, key?: string): string =>
  lines.find((line) => line.kind === kind && (key === undefined || line.key === key))?.amount ?? '0';

/** Maps a fee in advance that changes within a period. */
const changed = (input: Input, old: string, next: string): CaseMapping => ({
  requests: [
    toRequest({
      currency: CENTS,
      start: input.period[0],
      anchorDate: input.period[0],
      every: rhythmOf(input.period),
      fees: [{ key: 'base', amount: old, timing: 'advance' }],
      changes: [{ on: input.change_date, set: { base: next } }],
    }),
  ],
  got: (answers) => {
    const [answer] = asPreviews(answers);
    const [credit, charge] = [amountOf(answer!, 'credit'), amountOf(answer!, 'charge')];
    return { credit, charge, net: sum(credit, charge) };
  },
});

/** Returns whole months if both dates have the same day of the month, otherwise days. */
function rhythmOf([from, to]: readonly [string, string]): object {
  const [a, b] = [from, to].map((date) => DateTime.fromISO(date, { zone: 'UTC' }));
  const months = Math.round(b!.diff(a!, 'months').months);
  return a!.plus({ months }).equals(b!)
    ? { unit: 'month', count: months }
    : { unit: 'day', count: b!.diff(a!, 'days').days };
}

const ofFactor: Mapping = ({ start, next_billing_date }) => ({
  requests: [toRequest({ start, anchorDate: next_billing_date })],
  got: (answers) => ({ factor: asPreviews(answers)[0]!.periods[0]!.factor }),
});

const ofWeek: Mapping = ({ plan, created_at, timezone, interval }) => ({
  requests: [
    toRequest({
      currency: CENTS,
      zone: timezone,
      start: created_at,
      every: INTERVALS[interval],
      fees: [{ key: 'base', amount: plan, timing: 'advance' }],
    }),
  ],
  got: (answers) => {
    const [line] = asPreviews(answers)[0]!.lines;
    return { billable_days: line!.days, amount: line!.amount };
  },
});

const ofMinimum: Mapping = ({ currency, plan_amount, min_commitment, usage_amount, interval, start }) => ({
  requests: [
    toRequest({
      currency,
      start,
      every: INTERVALS[interval],
      fees: [{ key: 'base', amount: plan_amount }],
      minimum: { amount: min_commitment },
      usageAmount: usage_amount,
    }),
  ],
  got: (answers) => ({ true_up: amountOf(asPreviews(answers)[0]!, 'true_up') }),
});

/** Maps an upgrade within a month, with the units that are present on each day of the month. */
const upgraded = (input: Input, timing: 'advance' | 'arrears'): PreviewRequest => {
  const units = times(input.usage_units, input.usage_price);
  return toRequest({
    currency: CENTS,
    start: DateTime.fromISO(input.change_date, { zone: 'UTC' }).startOf('month').toFormat('yyyy-MM-dd'),
    count: 2,
    fees: [
      { key: 'base', amount: input.old, timing },
      { key: 'units', amount: units },
    ],
    changes: [{ on: input.change_date, set: { base: input.new, units } }],
  });
};

const MAPPINGS: Readonly<Record<string, Mapping>> = {
  'PER-02': ({ start, interval }) => ({
    requests: [toRequest({ start, every: INTERVALS[interval], align: 'anniversary', count: 4 })],
    got: (answers) => ({ billing_dates: asPreviews(answers)[0]!.periods.map(({ periodTo }) => periodTo) }),
  }),
  'PER-03': ({ start, interval, year }) => ({
    requests: [
      toRequest({ start, every: INTERVALS[interval], align: 'anniversary', until: `${year}-12-31` }),
    ],
    got: (answers) => ({
      billing_date: asPreviews(answers)[0]!.periods.find(({ from }) => from.startsWith(`${year}-`))?.from,
    }),
  }),
  'PER-04': ({ timezone, ranges }) => ({
    requests: ranges.map(([start]) => toRequest({ zone: timezone, start })),
    got: daysAndHours,
  }),
  'PER-06': ({ timezone, month }) => ({
    requests: [toRequest({ zone: timezone, start: `${month}-01` })],
    got: (answers) => {
      const [period] = asPreviews(answers)[0]!.periods;
      return { period_utc: [period!.fromInstant, period!.toInstant] };
    },
  }),
  'PER-09': ({ ranges }) => ({
    requests: ranges.map(([zone, start, to]) =>
      toRequest({
        zone,
        start,
        every: { unit: 'day', count: (Date.parse(to!) - Date.parse(start!)) / 86_400_000 },
      }),
    ),
    got: daysAndHours,
  }),
  'PER-11': ({ items }) => ({
    requests: items.map(({ start, period }) =>
      toRequest({ start, anchorDate: period[0], every: rhythmOf(period) }),
    ),
    got: (answers) => ({ factors: asPreviews(answers).map(({ periods }) => periods[0]!.factor) }),
  }),
  'PER-12': ({ billing_day, events, tiers, billed_before }) => {
    const charge = {
      model: 'graduated',
      tiers: tiers.map(({ to, unit }) => ({ upTo: to, unitPrice: unit })),
    };
    const rated = (...quantities: readonly string[]): PreviewRequest => ({
      preview: 'pricing',
      body: {
        charges: [charge],
        runs: quantities.map((quantity) => ({ usage: [{ quantity }] })),
      },
    });
    const { old, new: next, from } = billing_day;
    const inMonth = (day: number): string => `${from.slice(0, 8)}${String(day).padStart(2, '0')}`;
    return {
      requests: [
        toRequest({
          start: from,
          anchorDate: inMonth(old),
          changes: [{ on: from, anchorDate: inMonth(next) }],
        }),
        rated(billed_before.usage, sum(billed_before.usage, events[0]!.qty)),
        rated(events[1]!.qty),
      ],
      got: ([calendar, before, stub]) => {
        const [period] = (calendar as ContractPreview).periods;
        const isInStub = period!.from === from && period!.to === inMonth(next);
        const billed = (answer: unknown): string | undefined =>
          (answer as { runs: { amount: string }[] }).runs.at(-1)?.amount;
        return { amounts: isInStub ? [billed(before), billed(stub)] : [] };
      },
    };
  },
  'PRO-01': ({ amount, currency, used_days }) => ({
    requests: [
      toRequest({
        currency,
        start: '2024-01-01',
        fees: [{ key: 'base', amount }],
        changes: [{ on: addDays('2024-01-01', used_days), end: 'before' }],
      }),
    ],
    got: (answers) => ({ prorated: amountOf(asPreviews(answers)[0]!, 'fee') }),
  }),
  'PRO-04': (input) => changed(input, input.old, input.new),
  'PRO-05': (input) => changed(input, times(input.old_qty, input.unit), times(input.new_qty, input.unit)),
  'PRO-07': (input) => changed(input, input.old, input.new),
  'PRO-11': ({ amount, period, change }) => ({
    requests: [
      toRequest({
        currency: CENTS,
        start: period[0],
        fees: [{ key: 'base', amount }],
        changes: [{ on: change, end: 'before' }],
      }),
      toRequest({ currency: CENTS, start: change, fees: [{ key: 'base', amount, timing: 'advance' }] }),
    ],
    got: (answers) => {
      const [before, after] = asPreviews(answers).map((answer) => amountOf(answer, 'fee'));
      return { arrears_part: before, advance_part: after, sum: sum(before!, after!) };
    },
  }),
  'PRO-12': ({ amount, period, ends_before }) => ({
    requests: [
      toRequest({
        currency: CENTS,
        start: period[0],
        every: rhythmOf(period),
        fees: [{ key: 'base', amount }],
        changes: [{ on: ends_before, end: 'before' }],
      }),
    ],
    got: (answers) => ({ prorated: amountOf(asPreviews(answers)[0]!, 'fee') }),
  }),
  'PRO-13': ofFactor,
  'PRO-14': ofFactor,
  'PRO-16': ofFactor,
  'PRO-19': ({ plan, start, timezone, tax_rate_percent }) => ({
    requests: [
      toRequest({
        currency: CENTS,
        zone: timezone,
        start,
        fees: [{ key: 'base', amount: plan, timing: 'advance' }],
        changes: [{ on: start, end: 'after' }],
      }),
    ],
    got: (answers) => {
      const [answer] = asPreviews(answers);
      return {
        local_start_date: answer!.periods[0]!.from,
        invoice_total: withTax(amountOf(answer!, 'fee'), tax_rate_percent),
        credit_total: withTax(amountOf(answer!, 'credit').replace('-', ''), tax_rate_percent),
      };
    },
  }),
  'PRO-21': ofWeek,
  'PRO-22': ofWeek,
  'PRO-25': (input) => ({
    requests: [upgraded(input, 'advance')],
    got: (answers) => {
      const [answer] = asPreviews(answers);
      const next = answer!.lines.find(({ key, from }) => key === 'base' && from > input.change_date)!;
      const [credit, fee] = [amountOf(answer!, 'credit'), amountOf(answer!, 'charge', 'base')];
      const usage = amountOf(answer!, 'fee', 'units');
      return {
        credit: credit.replace('-', ''),
        new_fee: fee,
        usage_old: usage,
        invoice_total: sum(credit, fee, usage),
        next_month_total: sum(next.amount, amountOf(answer!, 'charge', 'units')),
      };
    },
  }),
  'PRO-26': (input) => ({
    requests: [upgraded(input, 'arrears')],
    got: (answers) => {
      const [answer] = asPreviews(answers);
      return {
        termination_invoice: sum(amountOf(answer!, 'fee', 'base'), amountOf(answer!, 'fee', 'units')),
        month_end_invoice: sum(amountOf(answer!, 'charge', 'base'), amountOf(answer!, 'charge', 'units')),
      };
    },
  }),
  'PRO-30': ({ plan, start, trials }) => ({
    requests: trials.map((trialDays) =>
      toRequest({
        currency: CENTS,
        start,
        trialDays,
        fees: [{ key: 'base', amount: plan, timing: 'advance' }],
      }),
    ),
    got: (answers) => ({ first_invoices: asPreviews(answers).map((answer) => amountOf(answer, 'fee')) }),
  }),
  'PRO-32': ({ amount, day_count, days }) => ({
    requests: [
      toRequest({
        currency: CENTS,
        start: '2024-05-01',
        proration: day_count,
        fees: [{ key: 'base', amount }],
        changes: [{ on: addDays('2024-05-01', days[0]!), set: { base: amount } }],
      }),
    ],
    got: (answers) => {
      const parts = asPreviews(answers)[0]!.lines.map((line) => line.amount);
      return { parts, sum: sum(...parts) };
    },
  }),
  'COM-01': ofMinimum,
  'COM-03': ofMinimum,
  'COM-04': ofMinimum,
  'COM-06': (input) => {
    const until = {
      currency: input.currency,
      start: `${String(input['period'])}-01`,
      changes: [{ on: input.terminated, end: 'after' }],
    };
    return {
      requests: [
        toRequest({ ...until, minimum: { amount: input.charge_min }, usageAmount: input.usage_amount }),
        toRequest({ ...until, fees: [{ key: 'plan', amount: input.plan_prepaid, timing: 'advance' }] }),
      ],
      got: (answers) => {
        const [charge, plan] = asPreviews(answers);
        const trueUp = amountOf(charge!, 'true_up');
        const fees = sum(input.usage_amount, trueUp);
        const credit = amountOf(plan!, 'credit').replace('-', '');
        // Taxes are calculated separately for each fee.
        const total = sum(...[input.usage_amount, trueUp].map((net) => withTax(net, input.tax_rate_percent)));
        const creditTotal = withTax(credit, input.tax_rate_percent);
        return {
          usage_fee: input.usage_amount,
          true_up: trueUp,
          fees,
          tax: minus(total, fees),
          invoice_total: total,
          credit_note_net: credit,
          credit_note_tax: minus(creditTotal, credit),
          credit_note_total: creditTotal,
          net_due: minus(total, creditTotal),
        };
      },
    };
  },
};

function daysAndHours(answers: readonly unknown[]): Readonly<Record<string, unknown>> {
  const periods = asPreviews(answers).map((answer) => answer.periods[0]!);
  return { days: periods.map(({ days }) => days), elapsed_hours: periods.map(({ hours }) => hours) };
}

/** Returns the mapping of a case to the preview of contracts; undefined for other cases. */
export function contractsMapping({ id, input }: WorkedCase): CaseMapping | undefined {
  return MAPPINGS[id]?.(input as Input);
}
