import type { ReminderPolicy } from '../../../api/types.js';

type Terms = ReminderPolicy['terms'];
type Level = Terms['levels'][number];

/** Values of the policy form. Numbers are decimals as text. */
export interface PolicyValues extends Record<string, unknown> {
  readonly country: string;
  readonly levels: readonly (Omit<Level, 'days'> & { readonly days: string })[];
  readonly pauseDays: string;
  /** Smallest total of a letter, in the accounting currency of the legal entity; empty for none. */
  readonly minimum: string;
  readonly lumpSum: string;
  readonly ground: 'none' | 'statutory' | 'agreed';
  /** Name of the base rate; empty if `points` is the whole rate. */
  readonly baseRate: string;
  readonly points: string;
  readonly dayCount: 'actual/365' | 'actual/360';
}

/** Levels that are proposed for a new policy. */
const PROPOSED: PolicyValues['levels'] = [
  { days: '7', text: 'reminder', hasClaims: false },
  { days: '21', text: 'second_reminder', hasClaims: true },
  { days: '35', text: 'final_notice', hasClaims: true },
];

/** Country of the form for all countries without a policy of their own. */
export const ANY_OTHER = '*';

/** Returns the values of a policy, or those proposed for a new one. */
export function toPolicyValues(policy: ReminderPolicy | undefined, currency: string): PolicyValues {
  const terms = policy?.terms;
  const interest = terms?.interest ?? null;
  return {
    country: policy === undefined || policy.country === 'other' ? ANY_OTHER : policy.country,
    levels: terms?.levels.map((level) => ({ ...level, days: String(level.days) })) ?? PROPOSED,
    pauseDays: String(terms?.pauseDays ?? 7),
    minimum: terms?.minimums[currency] ?? '',
    lumpSum: terms?.lumpSums[currency] ?? '',
    ground: interest?.ground ?? 'none',
    baseRate: interest?.baseRate ?? '',
    points: interest?.points ?? '',
    dayCount: interest?.dayCount ?? 'actual/365',
  };
}

/** Returns the terms of the form. An edited policy keeps its amounts in other currencies. */
export function toPolicyTerms(
  values: PolicyValues,
  policy: ReminderPolicy | undefined,
  currency: string,
): Terms {
  const { levels, pauseDays, minimum, lumpSum, ground, baseRate, points, dayCount } = values;
  return {
    // An empty field is sent as null, so that the server rejects it at its field.
    levels: levels.map((level) => ({ ...level, days: toWhole(level.days) })),
    pauseDays: toWhole(pauseDays),
    minimums: withAmount(policy?.terms.minimums, currency, minimum),
    lumpSums: withAmount(policy?.terms.lumpSums, currency, lumpSum),
    interest:
      ground === 'none' ? null : { ground, baseRate: baseRate === '' ? null : baseRate, points, dayCount },
  };
}

function toWhole(text: string): number {
  return text === '' ? Number.NaN : Number(text);
}

function withAmount(
  amounts: Readonly<Record<string, string>> = {},
  currency: string,
  amount: string,
): Record<string, string> {
  const { [currency]: _before, ...others } = amounts;
  return amount === '' ? others : { ...others, [currency]: amount };
}
