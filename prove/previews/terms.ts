import { Exact } from '#platform';
import { CENTS, type CaseMapping, type WorkedCase } from './worked-case.js';

type Mapping = (input: Input) => CaseMapping;
/** Possible inputs of a case. Each case has some of them. Counts are numbers. */
type Input = Readonly<Record<string, string>> & {
  readonly availability_pct: readonly string[];
  readonly bands: readonly (readonly [string, string])[];
  readonly items: readonly { readonly usd: string; readonly rate: string }[];
};
type Answer = Readonly<Record<string, unknown>>;

const toMapping = (
  bodies: readonly {
    readonly currency?: string | number | undefined;
    readonly term: object;
    readonly facts: object;
  }[],
  got: (...answers: Answer[]) => Answer,
): CaseMapping => ({
  requests: bodies.map((body) => ({ preview: 'terms', body })),
  got: (answers) => got(...(answers as Answer[])),
});

/** Some cases contain percentages as fractions and quantities as numbers. */
const percent = (fraction: string | undefined): string => new Exact(fraction!).times(100).toFixed();
const text = (figure: unknown): string => String(figure);
const minus = (a: string | undefined, b: unknown): string => new Exact(a!).minus(text(b)).toFixed(2);

const MAPPINGS: Readonly<Record<string, Mapping>> = {
  'SLA-01': ({ fee, period_hours, downtime_hours, bands }) =>
    toMapping(
      [
        {
          currency: CENTS,
          term: { type: 'availability', bands: bands.map(([below, part]) => ({ below, percent: part })) },
          facts: { hours: period_hours, fee, downtime: [{ cause: 'supplier', hours: downtime_hours }] },
        },
      ],
      (answer) => ({ uptime_percent: answer?.availabilityPercent, credit: answer?.credit }),
    ),
  'EC-13': ({ currency, monthly_fee, availability_pct }) =>
    toMapping(
      availability_pct.map((availabilityPercent) => ({
        currency,
        term: { type: 'availability', targetPercent: '98', slope: '2', zeroBelow: '70' },
        facts: { fee: monthly_fee, availabilityPercent },
      })),
      (...answers) => ({
        factor_pct: answers.map(({ factorPercent }) => factorPercent),
        fee_due: answers.map(({ feeDue }) => feeDue),
      }),
    ),
  'EC-15': (input) =>
    toMapping(
      [
        {
          term: {
            type: 'availability',
            guaranteePercent: input.guarantee_pct,
            plannedAllowanceHours: text(input.planned_allowance_h),
            bonusFromPercent: input.bonus_from_pct,
          },
          facts: {
            hours: text(input.calendar_h),
            downtime: [
              { cause: 'planned', hours: input.planned_h },
              { cause: 'supplier', hours: text(input.supplier_down_h) },
            ],
          },
        },
      ],
      (answer) => ({
        counted_down_h: answer?.downHours,
        availability_pct: answer?.availabilityPercent,
        malus: answer?.malus === null || answer?.shortfallPoints === '0' ? 'none' : answer?.malus,
        bonus: answer?.bonusDue === true ? 'due' : 'none',
      }),
    ),
  'EC-17': (input) =>
    toMapping(
      [
        {
          term: { type: 'availability' },
          facts: {
            hours: text(input.calendar_h),
            downtime: [{ cause: 'supplier', hours: text(input.supplier_down_h) }],
            gaps: [
              {
                hours: input.gap_h,
                counterAdvanceHours: minus(input.running_counter_after, input.running_counter_before),
              },
            ],
          },
        },
      ],
      (answer) => ({
        gap_classified: (answer?.gaps as string[])[0],
        availability_pct: answer?.availabilityPercent,
      }),
    ),
  'EC-18': (input) =>
    toMapping(
      [
        {
          term: { type: 'availability' },
          facts: {
            hours: text(input.calendar_h),
            downtime: [{ cause: 'supplier', hours: text(input.machine_down_h) }],
          },
        },
        {
          currency: CENTS,
          term: { type: 'delivery' },
          facts: { hours: text(input.calendar_h), minutesBelow: Number(input.minutes_below) },
        },
      ],
      (machine, delivered) => ({
        machine_availability_pct: machine?.availabilityPercent,
        delivered_availability_pct: delivered?.availabilityPercent,
        malus: delivered?.credit,
      }),
    ),
  'EC-20': (input) =>
    toMapping(
      [
        {
          currency: input.currency,
          term: { type: 'energy', kwhPerM3: input.guarantee_kwh_per_m3, kwhPrice: input.kwh_price },
          facts: { kwh: text(input.kwh), m3: text(input.delivered_m3) },
        },
      ],
      (answer) => ({
        actual_kwh_per_m3: answer?.actual,
        excess_kwh: answer?.excessKwh,
        credit: answer?.credit,
      }),
    ),
  'EC-27': ({ raw_factor, cap, base }) =>
    toMapping(
      [
        {
          currency: CENTS,
          term: { type: 'escalator', weights: [{ key: 'index', weight: '1' }], cap },
          facts: { index: { index: ['1', raw_factor] }, amounts: [base] },
        },
      ],
      (answer) => ({ applied_factor: answer?.appliedFactor, new_base: (answer?.amounts as string[])[0] }),
    ),
  'EC-28': ({ p0, pct, year, billed }) =>
    toMapping(
      [
        {
          currency: CENTS,
          term: { type: 'escalator', fixedPercentPerYear: percent(pct) },
          facts: { year: Number(year), amounts: [p0] },
        },
      ],
      (answer) => {
        const [correct] = answer?.amounts as string[];
        return { correct, overcharge: minus(billed, correct) };
      },
    ),
  'EC-31': (input) =>
    toMapping(
      [
        {
          currency: input.currency,
          term: {
            type: 'meter_test',
            tolerancePercent: input.tolerance_pct,
            maxDays: 90,
            shareOfTime: '0.5',
          },
          facts: {
            lastTest: input.last_test,
            test: input.test,
            errorPercent: input.error_pct,
            registered: text(input.registered_m3_in_window),
            price: input.price_in_window,
          },
        },
      ],
      (answer) => ({
        true_m3: answer?.trueQuantity,
        over_registered_m3: answer?.overRegistered,
        credit: answer?.credit,
        test_fee_payer: answer?.feePayer,
      }),
    ),
  'EC-32': (input) =>
    toMapping(
      [
        {
          currency: CENTS,
          term: { type: 'meter_test', tolerancePercent: input.tolerance_pct, testFee: input.test_fee },
          facts: { errorPercent: input.error_pct, requestedBy: input.requested_by },
        },
      ],
      (answer) => ({ credit: answer?.credit, test_fee_payer: answer?.feePayer, test_fee: answer?.fee }),
    ),
  'EC-40': (input) =>
    toMapping(
      [
        {
          currency: input.currency,
          term: {
            type: 'buyout',
            value: input.value0,
            residualPercent: percent(input.residual_pct),
            termMonths: Number(input.term),
            adminPercent: percent(input.admin_pct),
          },
          facts: { month: Number(input.month) },
        },
      ],
      (answer) => ({ book: answer?.book, buyout: answer?.price }),
    ),
  'EC-41': (input) =>
    toMapping(
      [
        {
          currency: input.currency,
          term: {
            type: 'termination',
            method: 'percent_of_remaining',
            percent: percent(input.pct),
            deinstallation: input.deinstall,
          },
          facts: { payment: input.base, remainingMonths: Number(input.remaining_months) },
        },
      ],
      (answer) => ({ fee: answer?.fee }),
    ),
  'EC-42': (input) =>
    toMapping(
      [
        {
          currency: input.currency,
          term: {
            type: 'termination',
            method: 'lesser_of',
            monthlyRatePercent: percent(input.monthly_rate),
          },
          facts: {
            payment: input.payment,
            remainingMonths: Number(input.remaining_months),
            book: input.book,
            market: input.market,
          },
        },
      ],
      (answer) => ({
        pv: answer?.presentValue,
        book_minus_market: answer?.bookMinusMarket,
        fee: answer?.fee,
      }),
    ),
  'EC-48': (input) =>
    toMapping(
      [
        {
          currency: input.currency,
          term: { type: 'advance', share: input.advance, rate: input.rate, days: Number(input.days) },
          facts: { face: input.face, disputed: input.disputed },
        },
      ],
      (answer) => ({ ...answer, paid_out: answer?.paidOut }),
    ),
  'EC-50': (input) =>
    toMapping(
      [
        {
          currency: input.currency,
          term: {
            type: 'cargo_cover',
            upliftPercent: percent(input.uplift),
            ratePercent: percent(input.rate),
          },
          facts: { cif: input.cif },
        },
      ],
      (answer) => ({ ...answer }),
    ),
  'WAL-02': ({ items }) =>
    toMapping(
      items.map(({ usd, rate }) => ({
        currency: 'USD',
        term: { type: 'wallet', rate },
        facts: { amount: usd },
      })),
      (...answers) => ({ credits: answers.map(({ credits }) => credits) }),
    ),
};

/** Returns the mapping of a case to the preview of terms; undefined for other cases. */
export function termsMapping({ id, input }: WorkedCase): CaseMapping | undefined {
  return MAPPINGS[id]?.(input as Input);
}
