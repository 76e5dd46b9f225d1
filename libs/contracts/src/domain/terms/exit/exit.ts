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

/** The cost of leaving on a day, which would be the last billed one. Dates are `YYYY-MM-DD`, amounts decimals. */
export interface Exit {
  readonly on: string;
  /** The monthly payment independent of usage: fees and minimums, yearly ones by twelfths. */
  readonly monthlyPayment: string;
  /** The remaining months after the day, including a started one; null if the contract has no end. */
  readonly remainingMonths: number | null;
  /** The price of leaving on the day; null if nothing was agreed that can be calculated. */
  readonly termination: ExitPrice | null;
  readonly noticeDays: number | null;
  readonly noticeTo: NoticeTo;
  /** The end if notice is given on the day. */
  readonly ordinaryEnd: OrdinaryEnd | null;
  /** The price of the machines on the day; null if nothing was agreed, or nothing for so early a month. */
  readonly buyout: ExitPrice | null;
  /** Future buyout prices, month by month. */
  readonly buyoutCourse: readonly BuyoutPoint[];
  /** The customer's deposit and its use at the contract's end; null if the maker holds none. */
  readonly deposit: { readonly held: string; readonly atEnd: DepositEnd } | null;
  readonly said: readonly ExitText[];
}

/**
 * Calculates the cost of leaving a contract on a day, by its terms on that day.
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
