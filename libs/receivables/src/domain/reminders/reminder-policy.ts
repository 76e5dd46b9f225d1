import { Exact, type FieldFault } from '#platform/domain';

/** Texts of reminders, in rising severity. `notice` is sent before the due date, or on it. */
export const REMINDER_TEXTS = ['notice', 'reminder', 'second_reminder', 'final_notice'] as const;
export type ReminderText = (typeof REMINDER_TEXTS)[number];

/** Grounds on which interest on late payment is claimed. */
export const INTEREST_GROUNDS = ['statutory', 'agreed'] as const;
export type InterestGround = (typeof INTEREST_GROUNDS)[number];

/** Day counts of interest: the days of a year by which an annual rate is divided. */
export const INTEREST_DAY_COUNTS = ['actual/365', 'actual/360'] as const;
export type InterestDayCount = (typeof INTEREST_DAY_COUNTS)[number];

/** One level of reminders. */
export interface ReminderLevel {
  /** Days after the due date; zero or negative only for level 0. */
  readonly days: number;
  readonly text: ReminderText;
  /** True if the reminder claims interest and the lump sum. */
  readonly hasClaims: boolean;
}

/** Simple interest on late payment. */
export interface InterestTerms {
  readonly ground: InterestGround;
  /** Name of the base rate; null if the points are the whole rate. */
  readonly baseRate: string | null;
  /** Percentage points per year above the base rate, as a decimal. */
  readonly points: string;
  readonly dayCount: InterestDayCount;
}

/** Decimal amounts in major units by currency (ISO 4217). */
export type AmountsByCurrency = Readonly<Record<string, string>>;

/** When and how the buyers of a country are reminded of overdue invoices. */
export interface ReminderTerms {
  /** In the order in which they are sent. */
  readonly levels: readonly ReminderLevel[];
  /** Minimum number of days between two reminders of a document. */
  readonly pauseDays: number;
  /** Minimum amounts of a letter. A letter in another currency has no minimum. */
  readonly minimums: AmountsByCurrency;
  /** Amounts that are claimed once per invoice, such as EUR 40.00 under Directive 2011/7/EU. */
  readonly lumpSums: AmountsByCurrency;
  /** Null if no interest is claimed. */
  readonly interest: InterestTerms | null;
}

/** Key of the policy for all countries without a policy of their own. */
export const OTHER_COUNTRIES = 'other';

/** The terms of a legal entity for the buyers of a country. */
export interface ReminderPolicy {
  /** ISO 3166-1 alpha-2, or `OTHER_COUNTRIES`. */
  readonly country: string;
  readonly terms: ReminderTerms;
}

/** Returns the policy for a buyer's country: its own, or else the one for other countries; undefined without any. */
export function findReminderPolicy(
  policies: readonly ReminderPolicy[],
  country: string,
): ReminderTerms | undefined {
  const policyOf = (key: string): ReminderPolicy | undefined => policies.find((each) => each.country === key);
  return (policyOf(country) ?? policyOf(OTHER_COUNTRIES))?.terms;
}

/** Returns the number of the first level: 0 if it is sent before the due date or on it, otherwise 1. */
export function firstLevelOf({ levels }: Pick<ReminderTerms, 'levels'>): 0 | 1 {
  return levels.length > 0 && levels[0]!.days <= 0 ? 0 : 1;
}

/** Returns a level by its number; undefined if there is none. */
export function findLevel(terms: Pick<ReminderTerms, 'levels'>, level: number): ReminderLevel | undefined {
  return terms.levels[level - firstLevelOf(terms)];
}

/**
 * Returns the faults of terms: days that don't rise, claims before an invoice is overdue, and a base rate that is not
 * known.
 * @param baseRates names of the base rates that have a value
 */
export function findPolicyFaults(terms: ReminderTerms, baseRates: ReadonlySet<string>): FieldFault[] {
  const faults: FieldFault[] = [];
  for (const [index, level] of terms.levels.entries()) {
    const at = (field: string, code: string): void => {
      faults.push({ pointer: `/levels/${index}/${field}`, code: `receivables.${code}` });
    };
    const before = terms.levels[index - 1];
    if (before !== undefined && (level.days <= before.days || level.days <= 0))
      at('days', 'reminder_days_not_rising');
    const isNotice = level.days <= 0;
    if (isNotice !== (level.text === 'notice')) at('text', 'reminder_text_unfit');
    if (isNotice && level.hasClaims) at('hasClaims', 'reminder_claims_too_early');
  }
  const { interest } = terms;
  if (interest?.baseRate != null && !baseRates.has(interest.baseRate))
    faults.push({ pointer: '/interest/baseRate', code: 'receivables.base_rate_unknown' });
  if (interest?.baseRate === null && new Exact(interest.points).lte(0))
    faults.push({ pointer: '/interest/points', code: 'receivables.amount_not_positive' });
  return faults;
}
