import type { DepositEnd, ExitMethod, ExitStepCode, NoticeTo } from '#contracts';
import { AmountDto } from '../contracts.dto.js';

export class ExitWordsDto {
  about: 'termination' | 'buyout';
  /** Wording in the contract. */
  words: string;
}

/** Step of a calculation, with its inputs and its result. */
export class ExitStepDto {
  code: ExitStepCode;
  params: Record<string, string | number>;
  amount: AmountDto;
}

export class ExitPriceDto {
  method: ExitMethod;
  amount: AmountDto;
  steps: ExitStepDto[];
}

export class OrdinaryEndDto {
  /** The last day billed, inclusive. */
  endsOn: string;
  /** The last day on which notice can be given for this end; null if no notice is needed. */
  noticeBy: string | null;
}

export class BuyoutPointDto {
  /** Completed months of the term. */
  month: number;
  on: string;
  price: AmountDto;
}

/** Deposit that the maker holds for the customer. */
export class HeldDepositDto {
  held: AmountDto;
  /** Use of the deposit at the end of the contract: it is paid back, or first used to pay the last invoice. */
  atEnd: DepositEnd;
}

/** Cost of ending a contract on the day `on`, which would be the last day billed. */
export class ExitDto {
  /** Day in the contract's time zone. */
  on: string;
  /**
   * Amount due each month regardless of usage: fees and minimums. Quarterly and yearly amounts are divided by their
   * number of months.
   */
  monthlyPayment: AmountDto;
  /** Number of months after `on`, including a partial month; null if the contract has no end date. */
  remainingMonths: number | null;
  /** Cost of an early termination on `on`; null if the agreed terms do not determine it. */
  termination: ExitPriceDto | null;
  noticeDays: number | null;
  noticeTo: NoticeTo;
  /** End of the contract if notice is given on `on`; null if the contract runs indefinitely. */
  ordinaryEnd: OrdinaryEndDto | null;
  /** Buy-out price of the machines on `on`; null if no buy-out price is agreed, or if none applies yet on that day. */
  buyout: ExitPriceDto | null;
  /** Future buy-out prices by month. */
  buyoutCourse: BuyoutPointDto[];
  /** Deposit; null if there is none. */
  deposit: HeldDepositDto | null;
  said: ExitWordsDto[];
}
