import { Exact, type FieldFault } from '#platform/domain';
import { isDate, plusDays } from '../calendar/local-dates.js';
import type { NewCharge } from '../contract/contract-changes.js';
import type { ContractContent } from '../contract/contract-fields.js';
import { buyoutPrice, type ExitPrice, terminationPrice } from '../terms/exit/exit-prices.js';
import type { ExitAgreement } from '../terms/exit/exit-agreement.js';
import { agreedExit } from '../terms/exit/exit-texts.js';
import { monthEndOf, ordinaryEnd } from '../terms/exit/ordinary-end.js';

/** Ways to end a contract: before its term at a cost, by notice, or by buying the machines. */
export const TERMINATION_KINDS = ['early', 'notice', 'buyout'] as const;
export type TerminationKind = (typeof TERMINATION_KINDS)[number];

/** Input of a termination. Amounts are decimal strings. */
export interface TerminationInput {
  readonly kind: TerminationKind;
  /** For `notice`: the day on which notice was given. */
  readonly noticedOn?: string | null;
  /** For `early`: the current market value of the machines, if known more precisely than agreed. */
  readonly market?: string | null;
  /** Amount that was agreed instead of the calculated amount. */
  readonly amount?: string | null;
}

/**
 * A contract's termination and its cost, stored with the amendment that ends the contract as evidence for the charge.
 */
export interface ContractTermination {
  readonly kind: TerminationKind;
  /** Stated day; the contract's terms define whether this day is billed. */
  readonly saidOn: string;
  readonly noticedOn: string | null;
  readonly market: string | null;
  /** Amount that was agreed instead of the calculated amount. */
  readonly agreedAmount: string | null;
  /** Calculation under the contract's terms, step by step; null if the terms define no price. */
  readonly price: ExitPrice | null;
  /** Amount billed once; null or zero if the termination costs nothing. */
  readonly amount: string | null;
}

export interface EvaluatedTermination {
  /** Last billed day. */
  readonly lastDay: string;
  readonly termination: ContractTermination;
  readonly faults: readonly FieldFault[];
}

const DECIMAL = /^\d{1,18}(\.\d{1,12})?$/;

/**
 * Evaluates the termination of a contract.
 * @param content the terms on the stated day
 * @param saidOn the stated day, `YYYY-MM-DD`
 * @param today the current day in the contract's time zone, `YYYY-MM-DD`
 */
export function evaluateTermination(
  content: ContractContent,
  saidOn: string,
  input: TerminationInput,
  today: string,
): EvaluatedTermination {
  const agreed = agreedExit(content);
  const lastDay = agreed.endDay === 'before' ? plusDays(saidOn, -1) : saidOn;
  const { kind, noticedOn = null, market = null, amount: agreedAmount = null } = input;
  const malformed = [...findDecimalFaults('market', market), ...findDecimalFaults('amount', agreedAmount)];
  const isPriced = malformed.length === 0 && kind !== 'notice';
  const price = isPriced ? priceOf(kind, content, agreed, lastDay, market) : null;
  const amount = isPriced ? (agreedAmount ?? price?.amount ?? null) : null;
  const { endsOn } = content;
  return {
    lastDay,
    termination: { kind, saidOn, noticedOn, market, agreedAmount, price, amount },
    faults: [
      ...malformed,
      ...(endsOn !== null && lastDay >= endsOn ? [fault('/effectiveOn', 'ends_anyway', { endsOn })] : []),
      ...(kind === 'notice' ? findNoticeFaults(content, agreed, lastDay, noticedOn, today) : []),
      ...(isPriced && amount === null ? [fault('/terminate/amount', 'exit_price_missing')] : []),
    ],
  };
}

/** Returns the one-time charge of a termination; null if it costs nothing. */
export function chargeOfTermination(
  { kind, amount }: ContractTermination,
  lastDay: string,
  { charges }: Pick<ContractContent, 'charges'>,
): NewCharge | null {
  if (kind === 'notice' || amount === null || new Exact(amount).isZero()) return null;
  const key = kind === 'buyout' ? 'buyout' : 'termination';
  const isTaken = charges.some((charge) => charge.key === key);
  return {
    ...(isTaken ? {} : { key }),
    nameI18n: NAMES[kind],
    due: 'once',
    dueOn: lastDay,
    pricing: { model: 'flat', amount },
  };
}

const NAMES: Readonly<Record<Exclude<TerminationKind, 'notice'>, Readonly<Record<string, string>>>> = {
  early: {
    en: 'Early termination',
    zh: '提前终止费',
    es: 'Terminación anticipada',
    pl: 'Wcześniejsze rozwiązanie umowy',
    id: 'Pengakhiran dini',
  },
  buyout: {
    en: 'Purchase of the machines',
    zh: '设备买断',
    es: 'Compra de las máquinas',
    pl: 'Wykup maszyn',
    id: 'Pembelian mesin',
  },
};

function priceOf(
  kind: TerminationKind,
  content: ContractContent,
  agreed: ExitAgreement,
  lastDay: string,
  market: string | null,
): ExitPrice | null {
  return kind === 'buyout'
    ? buyoutPrice(content, agreed, lastDay)
    : terminationPrice(content, agreed, lastDay, market);
}

function findNoticeFaults(
  content: ContractContent,
  agreed: ExitAgreement,
  lastDay: string,
  noticedOn: string | null,
  today: string,
): FieldFault[] {
  if (agreed.noticeDays === null) return [fault('/terminate/kind', 'notice_not_agreed')];
  if (noticedOn === null || !isDate(noticedOn))
    return [fault('/terminate/noticedOn', 'date_malformed', { value: noticedOn })];
  if (noticedOn > today) return [fault('/terminate/noticedOn', 'noticed_in_future', { value: noticedOn })];
  const earliest = ordinaryEnd(content, agreed, noticedOn);
  const params = { noticeDays: agreed.noticeDays, earliest: earliest?.endsOn ?? null };
  if (earliest === null || lastDay < earliest.endsOn)
    return [fault('/effectiveOn', 'notice_too_late', params)];
  const isMonthEnd = lastDay === monthEndOf(lastDay);
  return agreed.noticeTo === 'month_end' && !isMonthEnd
    ? [fault('/effectiveOn', 'notice_ends_month', params)]
    : [];
}

function findDecimalFaults(field: string, value: string | null): FieldFault[] {
  return value === null || DECIMAL.test(value)
    ? []
    : [fault(`/terminate/${field}`, 'decimal_malformed', { value })];
}

const fault = (pointer: string, code: string, params: FieldFault['params'] = {}): FieldFault => ({
  pointer,
  code: `contracts.${code}`,
  params,
});
