import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { countDays, firstMomentOf, partOf, shareAllowance } from '#contracts';
import {
  calendarMonth,
  deriveUsage,
  localDays,
  QUALITY,
  type CounterReading,
  type MeterRule,
} from '#metering';
import { Exact, fromMinor, minorDecimals, toMinor } from '#platform';
import { rateRuns } from '#pricing';

/**
 * Worked examples from practice, run with the functions that billing uses. Cases are selected by the fields of their
 * input, not by their names: cases with a counter's readings are derived, and cases with an allowance and a price are
 * rated. Cases that need unsupported rules are listed with these rules.
 */
const FOLDER = resolve(import.meta.dirname, '../../../shared/acceptance');
const FILES = ['billing-cases.json', 'eaas-cases.json'].map((name) => join(FOLDER, name));

type Facts = Record<string, unknown>;
interface Case {
  readonly id: string;
  readonly input: Facts;
  readonly expected: Facts;
}

const isThere = FILES.every((file) => existsSync(file));
const cases = isThere ? FILES.flatMap(readCases) : [];

function readCases(file: string): Case[] {
  const content = JSON.parse(readFileSync(file, 'utf8')) as Facts[] | { cases: Facts[] };
  return ('cases' in content ? content.cases : content).map((one) => ({
    id: one.id as string,
    input: (one.input ?? one.in) as Facts,
    expected: (one.expected ?? one.expect) as Facts,
  }));
}

interface Share {
  readonly days: number;
  readonly of: number;
}

const includedFor = (included: string, { days, of }: Share): string =>
  shareAllowance(included, [days], of)[0]!;
const rateBase = (amount: string, { days, of }: Share, currency: string) => ({
  minor: toMinor(partOf(new Exact(amount), { used: days, of }), currency),
});

function rateUsage(quantity: string, includedQuantity: string, unitPrice: string, currency: string) {
  const usage = [{ charge: 'usage', quantity }];
  const charge = { key: 'usage', model: 'unit', unitPrice, includedQuantity } as const;
  const [line] = rateRuns([charge], [{ final: true, usage }], currency).runs[0]!.lines;
  const { quantity: overage, exact, amount } = line!;
  return { overage: overage!.toFixed(), exact: exact!.toFixed(), minor: toMinor(amount!, currency) };
}

const HOUR = 3_600_000;
const T0 = Date.parse('2026-11-01T00:00:00Z');
const PLAIN: MeterRule = { modulus: null, maxRatePerHour: null, maxGapMinutes: 1440 };

/**
 * Derives usage from hourly readings of a counter. The first reading is at the beginning of the period and only opens
 * it.
 */
function derive(values: readonly (string | null)[], rule: Partial<MeterRule> = {}, hoursBetween = 1) {
  const readings = values.map((value, index): CounterReading => ({
    at: T0 + index * hoursBetween * HOUR,
    seq: String(index),
    receivedAt: T0,
    timeSource: 0,
    value,
    quality: QUALITY.good,
  }));
  const to = T0 + (values.length - 1) * hoursBetween * HOUR;
  const windows = [{ since: 0, from: T0, to }];
  return {
    readings,
    usage: deriveUsage(
      readings,
      { ...PLAIN, ...rule },
      { zone: 'UTC', from: T0, to, windows, knownUntil: Infinity },
    ),
    again: (other: readonly CounterReading[]) =>
      deriveUsage(other, { ...PLAIN, ...rule }, { zone: 'UTC', from: T0, to, windows, knownUntil: Infinity }),
  };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const decimal = (value: unknown): string => new Exact(String(value)).toFixed();

/** The expected result of a case and the result of billing. Decimals are compared by value. */
interface Query {
  readonly answer: unknown;
  readonly expected: unknown;
}

/** Each query handles the cases that have the required input fields. The first query that fits is used. */
const QUERIES: readonly { readonly name: string; readonly toQuery: (one: Case) => Query | undefined }[] = [
  {
    name: 'a fall that only a rollover explains is held with the quantity it implies',
    toQuery: ({ input, expected }) => {
      const { readings, rollover_at: at, start, end, modulus } = input;
      if (isTexts(readings) && isText(at)) {
        return {
          answer: derive(readings, { modulus: at }).usage.heldQuantity,
          expected: decimal(expected.usage),
        };
      }
      if (isText(start) && isText(end) && isText(modulus)) {
        return {
          answer: derive([start, end], { modulus }).usage.heldQuantity,
          expected: decimal(expected.consumption),
        };
      }
      return undefined;
    },
  },
  {
    name: 'a fall that nothing explains gives no quantity and holds the meter',
    toQuery: ({ input, expected }) => {
      if (isTexts(input.readings) && isTexts(input.interpretations)) {
        const interpretationIndex = input.interpretations.indexOf('none');
        const { usage } = derive(input.readings);
        return {
          answer: [usage.quantity, usage.state],
          expected: [(expected.usage as unknown[])[interpretationIndex], 'held'],
        };
      }
      if (isText(input.before) && isText(input.after) && isText(input.hours_between)) {
        const { usage } = derive([input.before, input.after], {}, Number(input.hours_between));
        const quantity = expected.auto_consumption === 'none' ? null : expected.auto_consumption;
        return {
          answer: [usage.quantity, usage.state, usage.reasons[0]?.code],
          expected: [quantity, 'held', 'counter_fell'],
        };
      }
      return undefined;
    },
  },
  {
    name: 'repeated readings in any order change nothing',
    toQuery: ({ input, expected }) => {
      if (!isTexts(input.readings) || typeof input.deliveries !== 'number') return undefined;
      const { readings, again } = derive(input.readings);
      const delivered = Array.from({ length: input.deliveries }, () => [...readings].reverse()).flat();
      return { answer: again(delivered).quantity, expected: decimal(expected.usage) };
    },
  },
  {
    name: 'a message without a value does not move the baseline',
    toQuery: ({ input, expected }) => {
      const { readings } = input;
      if (!Array.isArray(readings) || !readings.includes(null) || input.first_billed === undefined)
        return undefined;
      return {
        answer: derive(readings as (string | null)[]).usage.quantity,
        expected: decimal(expected.third_delta),
      };
    },
  },
  {
    name: 'windows of an increasing counter add up to the last value minus the first',
    toQuery: ({ input, expected }) => {
      if (!isTexts(input.monotonic)) return undefined;
      return { answer: derive(input.monotonic).usage.quantity, expected: decimal(expected.monotonic_total) };
    },
  },
  {
    name: 'a data gap is not a gap in the counter if the counter continued',
    toQuery: ({ input }) => {
      const { gap_h: gap, running_counter_before: before, running_counter_after: after } = input;
      if (!isText(gap) || !isText(before) || !isText(after)) return undefined;
      const { usage } = derive([before, after], { maxRatePerHour: '1', maxGapMinutes: 60 }, Number(gap));
      return {
        answer: [usage.quantity, usage.reasons.map(({ code }) => code)],
        expected: [new Exact(after).minus(before).toFixed(), ['gap']],
      };
    },
  },
  {
    name: 'months and days are in the time zone',
    toQuery: ({ input, expected }) => {
      if (isText(input.timezone) && isText(input.month) && isTexts(expected.period_utc)) {
        const { from, to } = calendarMonth(input.month, input.timezone);
        return { answer: [from, to], expected: expected.period_utc.map((instant) => Date.parse(instant)) };
      }
      if (!Array.isArray(input.ranges) || !Array.isArray(expected.elapsed_hours)) return undefined;
      const spans = (input.ranges as string[][]).map((range) =>
        isText(input.timezone)
          ? { zone: input.timezone, from: Date.parse(range[0]!), to: Date.parse(range[1]!) }
          : {
              zone: range[0]!,
              from: firstMomentOf(range[1]!, range[0]!).at,
              to: firstMomentOf(range[2]!, range[0]!).at,
            },
      );
      return {
        answer: [
          spans.map(({ from, to, zone }) => localDays(from, to, zone).length),
          spans.map(({ from, to }) => (to - from) / HOUR),
        ],
        expected: [expected.days, expected.elapsed_hours],
      };
    },
  },
  {
    name: 'base fee, included quantity and overage, rounded once per line',
    toQuery: ({ input, expected }) => {
      const {
        base_month: base,
        included_m3: included,
        usage_m3: usage,
        overage_price: price,
        currency,
      } = input;
      if (
        !isText(base) ||
        included === undefined ||
        usage === undefined ||
        !isText(price) ||
        !isText(currency)
      )
        return undefined;
      const share = { days: 30, of: 30 };
      const rated = rateUsage(String(usage), includedFor(String(included), share), price, currency);
      return {
        answer: [
          rated.overage,
          fromMinor(rated.minor, currency),
          fromMinor(rateBase(base, share, currency).minor + rated.minor, currency),
        ],
        expected: [expected.overage_m3, expected.overage_amount, expected.net],
      };
    },
  },
  {
    name: 'a package of hours and overage, from two readings of the counter',
    toQuery: ({ input, expected }) => {
      const {
        meter_start: start,
        meter_end: end,
        included_h: included,
        excess_rate: price,
        currency,
      } = input;
      if (!isText(start) || !isText(end) || included === undefined || !isText(price) || !isText(currency))
        return undefined;
      const { quantity } = derive([start, end], {}, 8760).usage;
      const rated = rateUsage(quantity!, String(included), price, currency);
      return {
        answer: [quantity, rated.overage, fromMinor(rated.minor, currency)],
        expected: [expected.hours, expected.excess_h, expected.excess],
      };
    },
  },
  {
    name: 'a unit price without an allowance',
    toQuery: ({ input, expected }) => {
      if (input.model !== 'standard' || !isText(input.unit) || !isText(input.usage)) return undefined;
      return {
        answer: decimal(rateUsage(input.usage, '0', input.unit, 'USD').exact),
        expected: decimal(expected.amount),
      };
    },
  },
  {
    name: 'an allowance that earlier usage in the period has used up',
    toQuery: ({ input, expected }) => {
      const { included_qty: included, already_used: before, line_usage: usage } = input;
      if (!isText(included) || !isText(before) || !isText(usage)) return undefined;
      const overage = (quantity: string) => rateUsage(quantity, included, '1', 'USD').overage;
      const whole = overage(new Exact(before).plus(usage).toFixed());
      return {
        answer: [overage(before), new Exact(whole).minus(overage(before)).toFixed()],
        expected: [expected.pre_line_billable, expected.line_billable],
      };
    },
  },
  {
    name: 'a part of a period by days',
    toQuery: ({ input, expected }) => {
      const { amount, currency, used_days: used, period_days: of, fixed_days: fixed, days } = input;
      if (isText(amount) && typeof used === 'number' && typeof of === 'number' && isText(currency)) {
        return {
          answer: fromMinor(rateBase(amount, { days: used, of }, currency).minor, currency),
          expected: expected.prorated,
        };
      }
      const { period, change, ends_before: endsBefore } = input;
      if (isText(amount) && isTexts(period) && isText(change ?? endsBefore)) {
        const cut = String(change ?? endsBefore);
        const of = countDays(period[0]!, period[1]!);
        const part = (from: string, to: string) =>
          fromMinor(rateBase(amount, { days: countDays(from, to), of }, 'USD').minor, 'USD');
        return isText(change)
          ? {
              answer: [part(period[0]!, cut), part(cut, period[1]!)],
              expected: [expected.arrears_part, expected.advance_part],
            }
          : { answer: part(period[0]!, cut), expected: expected.prorated };
      }
      if (isText(amount) && typeof fixed === 'number' && Array.isArray(days)) {
        const parts = (days as number[]).map(
          (part) => rateBase(amount, { days: part, of: fixed }, 'USD').minor,
        );
        return {
          answer: [
            parts.map((part) => fromMinor(part, 'USD')),
            fromMinor(
              parts.reduce((a, b) => a + b),
              'USD',
            ),
          ],
          expected: [expected.parts, expected.sum],
        };
      }
      return undefined;
    },
  },
  {
    name: 'rounding half away from zero, by currency',
    toQuery: ({ input, expected }) => {
      if (!isText(input.amount) || !isText(input.currency) || !isText(expected.rounded)) return undefined;
      return {
        answer: fromMinor(toMinor(input.amount, input.currency), input.currency),
        expected: expected.rounded,
      };
    },
  },
  {
    name: 'minor units of a currency',
    toQuery: ({ input, expected }) => {
      if (!isTexts(input.usd) || !isTexts(input.jpy)) return undefined;
      const rounded = (amounts: string[], currency: string) =>
        amounts.map((amount) => fromMinor(toMinor(amount, currency), currency));
      return {
        answer: [rounded(input.usd, 'USD'), rounded(input.jpy, 'JPY'), minorDecimals('JPY')],
        expected: [expected.usd, expected.jpy, 0],
      };
    },
  },
];

/**
 * Features that billing doesn't support, by the input field of the cases that need them. All other cases belong to
 * another part of the product.
 */
const UNSUPPORTED_CASES: readonly (readonly [string, string])[] = [
  ['reset', 'declared resets'],
  ['tiers', 'tiers'],
  ['package_size', 'packages'],
  ['min_m3', 'minimums'],
  ['min_spend', 'minimums'],
  ['min_commitment', 'minimums'],
  ['commit_qty', 'commitments'],
  ['windows_all_off', 'cross-checks between machines'],
  ['calibration_valid_to', 'calibration certificates'],
  ['convert', 'unit conversion'],
  ['change_date', 'changes inside a period'],
  ['old', 'meter exchange records'],
  ['runs', 'interim runs'],
];

function findQuery(one: Case): { name: string; query: Query } | undefined {
  for (const { name, toQuery } of QUERIES) {
    const query = toQuery(one);
    if (query) return { name, query };
  }
  return undefined;
}

describe('worked acceptance cases', () => {
  if (!isThere) {
    it('are missing next to this checkout', () => {
      console.info(
        `Skipped, because ${FOLDER} was not found:\n${FILES.map((file) => `- ${file}`).join('\n')}`,
      );
      expect(cases).toEqual([]);
    });
    return;
  }

  const taken = cases.flatMap((one) => {
    const question = findQuery(one);
    return question ? [{ ...question, id: one.id }] : [];
  });
  const unsupported = cases.filter((one) => findQuery(one) === undefined);

  it.each(taken.map(({ id, name, query }) => [id, name, query] as const))(
    '%s: %s',
    (_id, _name, { answer, expected }) => {
      expect(answer).toEqual(expected);
    },
  );

  it('include counters, months, base fees and overage, and list the omitted cases', () => {
    const lines = unsupported.map(({ id, input }) => {
      const waits = UNSUPPORTED_CASES.find(([field]) => field in input)?.[1] ?? 'another part of the product';
      return `- ${id}: ${waits}`;
    });
    console.info(`Tested ${taken.length} of ${cases.length} cases. Omitted:\n${lines.join('\n')}`);
    expect(new Set(taken.map(({ name }) => name)).size).toBe(QUERIES.length);
  });
});
