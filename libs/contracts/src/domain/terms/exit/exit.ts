import { Exact } from '#platform/domain';
import type { ContractContent } from '../../contract/contract-fields.js';
import { asAmount } from '../amount.js';
import type { DepositEnd, NoticeTo, SaidOfExit } from './exit-agreement.js';
import {
  type BuyoutPoint,
  buyoutCourse,
  buyoutPrice,
  type ExitPrice,
  remainingMonths,
  terminationPrice,
} from './exit-prices.js';
import { agreedExit, saidOfExit } from './exit-words.js';
import { monthlyPayment } from '../monthly-payment.js';
import { type OrdinaryEnd, ordinaryEnd } from './ordinary-end.js';

/** What leaving comes to on a day, the last that would be billed. Dates are `YYYY-MM-DD`, amounts decimals. */
export interface Exit {
  readonly on: string;
  /** What is due each month whatever is used: fees and minimums, those of a year by twelfths. */
  readonly monthlyPayment: string;
  /** Months that are left after the day, a begun one included; null where the contract has no end. */
  readonly remainingMonths: number | null;
  /** What leaving on the day costs; null where nothing was agreed that can be reckoned with. */
  readonly termination: ExitPrice | null;
  readonly noticeDays: number | null;
  readonly noticeTo: NoticeTo;
  /** If notice is given on the day. */
  readonly ordinaryEnd: OrdinaryEnd | null;
  /** What the machines cost on the day; null where nothing was agreed, or nothing for so early a month. */
  readonly buyout: ExitPrice | null;
  /** How that price goes on, month by month. */
  readonly buyoutCourse: readonly BuyoutPoint[];
  /** What the maker holds of the customer's, and what becomes of it as the contract ends; null where it holds nothing. */
  readonly deposit: { readonly held: string; readonly atEnd: DepositEnd } | null;
  readonly said: readonly SaidOfExit[];
}

/**
 * What leaving a contract comes to on a day, by what it says then.
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
    buyoutCourse: buyoutCourse(content, agreed, on),
    deposit: new Exact(held).isZero()
      ? null
      : { held: asAmount(new Exact(held), content.currency), atEnd: agreed.deposit ?? 'return' },
    said: saidOfExit(content.terms),
  };
}
