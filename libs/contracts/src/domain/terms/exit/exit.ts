import { Exact } from '#platform/domain';
import type { ContractContent } from '../../contract/contract-fields.js';
import { asAmount } from '../amount.js';
import type { DepositEnd, NoticeTo, ExitText } from './exit-agreement.js';
import {
  type BuyoutPoint,
  buyoutSchedule,
  buyoutPrice,
  type ExitPrice,
  remainingMonths,
  terminationPrice,
} from './exit-prices.js';
import { agreedExit, toExitTexts } from './exit-texts.js';
import { monthlyPayment } from '../monthly-payment.js';
import { type OrdinaryEnd, ordinaryEnd } from './ordinary-end.js';

/**
 * The cost of leaving a contract on a day, which would be the last billed day. Dates are `YYYY-MM-DD`; amounts are
 * decimals.
 */
export interface Exit {
  readonly on: string;
  /** Monthly payment regardless of usage: fees and minimums, with quarterly and yearly ones divided by their months. */
  readonly monthlyPayment: string;
  /** Months remaining after the day, rounded up; null if the contract has no end. */
  readonly remainingMonths: number | null;
  /** Price of leaving on the day; null if the agreed terms don't define it. */
  readonly termination: ExitPrice | null;
  readonly noticeDays: number | null;
  readonly noticeTo: NoticeTo;
  /** End of the contract if notice were given on the day. */
  readonly ordinaryEnd: OrdinaryEnd | null;
  /**
   * Price of the machines on the day; null if no price was agreed, or if none applies yet at this point of the term.
   */
  readonly buyout: ExitPrice | null;
  /** Buy-out prices month by month, beginning with the current one. */
  readonly buyoutCourse: readonly BuyoutPoint[];
  /** Customer's deposit and its use at the end of the contract; null if the maker holds none. */
  readonly deposit: { readonly held: string; readonly atEnd: DepositEnd } | null;
  readonly said: readonly ExitText[];
}

/**
 * Calculates the cost of leaving a contract on a day, under its terms on that day.
 * @param held the deposit that the maker holds; decimal
 */
export function exitOn(content: ContractContent, on: string, held = '0'): Exit {
  const agreed = agreedExit(content);
  return {
    on,
    monthlyPayment: asAmount(monthlyPayment(content, on), content.currency),
    remainingMonths: remainingMonths(content, on),
    termination: terminationPrice(content, agreed, on),
    noticeDays: agreed.noticeDays,
    noticeTo: agreed.noticeTo,
    ordinaryEnd: ordinaryEnd(content, agreed, on),
    buyout: buyoutPrice(content, agreed, on),
    buyoutCourse: buyoutSchedule(content, agreed, on),
    deposit: new Exact(held).isZero()
      ? null
      : { held: asAmount(new Exact(held), content.currency), atEnd: agreed.deposit ?? 'return' },
    said: toExitTexts(content.terms),
  };
}
