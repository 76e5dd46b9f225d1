import { Exact, type FieldFault } from '#platform/domain';
import type { Maybe } from '../amount.js';
import { TERMINATION_METHODS, type TerminationTerm } from './termination.js';

/** When a contract can end by notice: any day, the end of a month, or only as its term ends. */
export const NOTICE_TO = ['any_day', 'month_end', 'term_end'] as const;
export type NoticeTo = (typeof NOTICE_TO)[number];

/** Whether the day of a termination is still billed (docs/rules/contracts.md#dates). */
export const END_DAYS = ['billed', 'before'] as const;
export type EndDay = (typeof END_DAYS)[number];

export const BUYOUT_MODELS = ['straight', 'table'] as const;
export type BuyoutModel = (typeof BUYOUT_MODELS)[number];

/** From how many months of the term on a price holds; until the next row. */
export interface BuyoutRow {
  readonly month: number;
  readonly price: string;
}

/** For how much the machines of the contract can be bought: by a value that falls in equal steps, or by a list. Decimals. */
export interface AgreedBuyout {
  readonly model: BuyoutModel;
  readonly value?: Maybe;
  readonly residualPercent?: Maybe;
  readonly termMonths?: number | null;
  /** On top of the book value. */
  readonly adminPercent?: Maybe;
  readonly prices?: readonly BuyoutRow[] | null;
}

/** `book` where no buy-out tells it; `market` as it is supposed until somebody knows better. */
export interface AgreedTermination extends TerminationTerm {
  readonly book?: Maybe;
  readonly market?: Maybe;
}

/** What becomes of a deposit when the contract has ended: it goes back, or is set off against the last bill first. */
export const DEPOSIT_ENDS = ['return', 'set_off'] as const;
export type DepositEnd = (typeof DEPOSIT_ENDS)[number];

/** What was agreed about leaving a contract, so that it can be reckoned with. */
export interface ExitAgreement {
  /** Days between notice and end; null where no notice was agreed. */
  readonly noticeDays: number | null;
  readonly noticeTo: NoticeTo;
  readonly endDay: EndDay;
  readonly termination: AgreedTermination | null;
  readonly buyout: AgreedBuyout | null;
  /** It goes back where nothing was agreed. */
  readonly deposit?: DepositEnd | null;
}

/** What was agreed in words, as they stand. */
export interface SaidOfExit {
  readonly about: 'termination' | 'buyout';
  readonly words: string;
}

const MOST_NOTICE_DAYS = 3650;
const MOST_MONTHS = 600;
const DECIMAL = /^\d{1,18}(\.\d{1,12})?$/;

/** What is wrong with what was agreed about leaving, each fault at its field. */
export function findExitFaults({
  exit,
  endsOn,
}: {
  readonly exit: ExitAgreement | null;
  /** The contract's last day; null without one. */
  readonly endsOn: string | null;
}): FieldFault[] {
  if (exit === null) return [];
  const { noticeDays, noticeTo, termination, buyout } = exit;
  return [
    ...(noticeDays === null || isCount(noticeDays, 0, MOST_NOTICE_DAYS)
      ? []
      : [fault('noticeDays', 'exit_count_out_of_range', { min: 0, max: MOST_NOTICE_DAYS })]),
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
    // Without a value that falls somebody has to say what the book shows.
    ...(isPart || isGiven(book) || buyout?.model === 'straight' ? [] : [fault(at('book'), 'value_missing')]),
  ];
}

function findBuyoutFaults(buyout: AgreedBuyout): FieldFault[] {
  const at = (field: string): string => `buyout/${field}`;
  const { model, value, residualPercent, termMonths, adminPercent, prices } = buyout;
  if (model === 'table') {
    if (!prices?.length) return [fault(at('prices'), 'value_missing')];
    return prices.flatMap(({ month, price }, index) => [
      ...(isCount(month, 0, MOST_MONTHS)
        ? []
        : [fault(at(`prices/${index}/month`), 'exit_count_out_of_range', { min: 0, max: MOST_MONTHS })]),
      ...(index > 0 && month <= prices[index - 1]!.month
        ? [fault(at(`prices/${index}/month`), 'buyout_months_out_of_order')]
        : []),
      ...findAmountFaults(at(`prices/${index}/price`), price, 'needed'),
    ]);
  }
  return [
    ...findAmountFaults(at('value'), value, 'needed'),
    ...(isCount(termMonths ?? 0, 1, MOST_MONTHS)
      ? []
      : [fault(at('termMonths'), 'exit_count_out_of_range', { min: 1, max: MOST_MONTHS })]),
    ...findPercentFaults(at('residualPercent'), residualPercent),
    ...findPercentFaults(at('adminPercent'), adminPercent),
  ];
}

type Need = 'needed' | 'optional';

function findPercentFaults(at: string, value: Maybe, need: Need = 'optional'): FieldFault[] {
  const faults = findAmountFaults(at, value, need);
  if (faults.length > 0 || !isGiven(value) || new Exact(value).lte(100)) return faults;
  return [fault(at, 'percent_above_100', { value })];
}

function findAmountFaults(at: string, value: Maybe, need: Need = 'optional'): FieldFault[] {
  if (!isGiven(value)) return need === 'needed' ? [fault(at, 'value_missing')] : [];
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
