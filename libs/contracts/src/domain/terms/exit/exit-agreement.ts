import { Exact, type FieldFault } from '#platform/domain';
import type { Maybe } from '../amount.js';
import { TERMINATION_METHODS, type TerminationTerm } from './termination.js';

/** Days on which notice can end a contract: any day, the end of a month, or only the end of its term. */
export const NOTICE_TO = ['any_day', 'month_end', 'term_end'] as const;
export type NoticeTo = (typeof NOTICE_TO)[number];

/**
 * Treatment of the day of a termination: still billed, or the first day that is not billed
 * (docs/rules/contracts.md#dates).
 */
export const END_DAYS = ['billed', 'before'] as const;
export type EndDay = (typeof END_DAYS)[number];

export const BUYOUT_MODELS = ['straight', 'table'] as const;
export type BuyoutModel = (typeof BUYOUT_MODELS)[number];

/** A price that applies from a month of the term until the month of the next row. */
export interface BuyoutRow {
  readonly month: number;
  readonly price: string;
}

/**
 * Terms for buying the contract's machines: a linearly decreasing value, or a table of prices. Amounts and percentages
 * are decimal strings.
 */
export interface AgreedBuyout {
  readonly model: BuyoutModel;
  readonly value?: Maybe;
  readonly residualPercent?: Maybe;
  readonly termMonths?: number | null;
  /** Percentage added to the book value. */
  readonly adminPercent?: Maybe;
  readonly prices?: readonly BuyoutRow[] | null;
}

/**
 * Terms of early termination. `book` takes precedence over the book value that a linear buy-out defines; `market` is
 * used until a more precise value is known.
 */
export interface AgreedTermination extends TerminationTerm {
  readonly book?: Maybe;
  readonly market?: Maybe;
}

/** The use of a deposit when the contract has ended: it is returned, or first set off against the last invoice. */
export const DEPOSIT_ENDS = ['return', 'set_off'] as const;
export type DepositEnd = (typeof DEPOSIT_ENDS)[number];

/** The agreement about leaving a contract, as terms from which the cost can be calculated. */
export interface ExitAgreement {
  /** Notice period: minimum number of days between notice and end of the contract; null if none was agreed. */
  readonly noticeDays: number | null;
  readonly noticeTo: NoticeTo;
  readonly endDay: EndDay;
  readonly termination: AgreedTermination | null;
  readonly buyout: AgreedBuyout | null;
  /** Default: `return`. */
  readonly deposit?: DepositEnd | null;
}

/** A free-text agreement, from which the cost can't be calculated. */
export interface ExitText {
  readonly about: 'termination' | 'buyout';
  readonly words: string;
}

const MAX_NOTICE_DAYS = 3650;
const MAX_MONTHS = 600;
const DECIMAL = /^\d{1,18}(\.\d{1,12})?$/;

/** Validates the agreement about leaving a contract and returns errors by field. */
export function findExitFaults({
  exit,
  endsOn,
}: {
  readonly exit: ExitAgreement | null;
  /** Last day of the contract; null if it has none. */
  readonly endsOn: string | null;
}): FieldFault[] {
  if (exit === null) return [];
  const { noticeDays, noticeTo, termination, buyout } = exit;
  return [
    ...(noticeDays === null || isCount(noticeDays, 0, MAX_NOTICE_DAYS)
      ? []
      : [fault('noticeDays', 'exit_count_out_of_range', { min: 0, max: MAX_NOTICE_DAYS })]),
    ...(endsOn === null && noticeTo === 'term_end' && noticeDays !== null
      ? [fault('noticeTo', 'exit_needs_end')]
      : []),
    ...(termination ? findTerminationFaults(termination, exit, endsOn) : []),
    ...(buyout ? findBuyoutFaults(buyout) : []),
  ];
}

function findTerminationFaults(
  termination: AgreedTermination,
  { buyout }: ExitAgreement,
  endsOn: string | null,
): FieldFault[] {
  const at = (field: string): string => `termination/${field}`;
  const { method, percent, monthlyRatePercent, deinstallation, book, market } = termination;
  const isPart = method === 'percent_of_remaining';
  return [
    ...(endsOn === null ? [fault(at('method'), 'exit_needs_end')] : []),
    ...(TERMINATION_METHODS.includes(method) ? [] : [fault(at('method'), 'value_missing')]),
    ...(isPart ? findPercentFaults(at('percent'), percent, 'needed') : []),
    ...(isPart ? [] : findPercentFaults(at('monthlyRatePercent'), monthlyRatePercent, 'needed')),
    ...findAmountFaults(at('deinstallation'), deinstallation),
    ...findAmountFaults(at('book'), book),
    ...findAmountFaults(at('market'), market),
    // The book value is required unless a linear buy-out defines it.
    ...(isPart || isGiven(book) || buyout?.model === 'straight' ? [] : [fault(at('book'), 'value_missing')]),
  ];
}

function findBuyoutFaults(buyout: AgreedBuyout): FieldFault[] {
  const at = (field: string): string => `buyout/${field}`;
  const { model, value, residualPercent, termMonths, adminPercent, prices } = buyout;
  if (model === 'table') {
    if (!prices?.length) return [fault(at('prices'), 'value_missing')];
    return prices.flatMap(({ month, price }, index) => [
      ...(isCount(month, 0, MAX_MONTHS)
        ? []
        : [fault(at(`prices/${index}/month`), 'exit_count_out_of_range', { min: 0, max: MAX_MONTHS })]),
      ...(index > 0 && month <= prices[index - 1]!.month
        ? [fault(at(`prices/${index}/month`), 'buyout_months_out_of_order')]
        : []),
      ...findAmountFaults(at(`prices/${index}/price`), price, 'needed'),
    ]);
  }
  return [
    ...findAmountFaults(at('value'), value, 'needed'),
    ...(isCount(termMonths ?? 0, 1, MAX_MONTHS)
      ? []
      : [fault(at('termMonths'), 'exit_count_out_of_range', { min: 1, max: MAX_MONTHS })]),
    ...findPercentFaults(at('residualPercent'), residualPercent),
    ...findPercentFaults(at('adminPercent'), adminPercent),
  ];
}

type Requirement = 'needed' | 'optional';

function findPercentFaults(at: string, value: Maybe, requirement: Requirement = 'optional'): FieldFault[] {
  const faults = findAmountFaults(at, value, requirement);
  if (faults.length > 0 || !isGiven(value) || new Exact(value).lte(100)) return faults;
  return [fault(at, 'percent_above_100', { value })];
}

function findAmountFaults(at: string, value: Maybe, requirement: Requirement = 'optional'): FieldFault[] {
  if (!isGiven(value)) return requirement === 'needed' ? [fault(at, 'value_missing')] : [];
  return DECIMAL.test(value) ? [] : [fault(at, 'decimal_malformed', { value })];
}

const fault = (field: string, code: string, params: FieldFault['params'] = {}): FieldFault => ({
  pointer: `/exit/${field}`,
  code: `contracts.${code}`,
  params,
});

const isGiven = (value: Maybe): value is string => value !== null && value !== undefined && value !== '';
const isCount = (value: number, min: number, max: number): boolean =>
  Number.isInteger(value) && value >= min && value <= max;
