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
  /** The last day on which a notice still leads to this end; null if no notice is needed. */
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
  /** Whether the deposit is paid back, or the last invoice is set off against it first. */
  atEnd: DepositEnd;
}

/** Cost of leaving a contract on a day, the last day that would be billed. */
export class ExitDto {
  /** The day in the contract's time zone. */
  on: string;
  /** Amount due each month regardless of usage: fees and minimums, with quarterly and yearly ones divided by their months. */
  monthlyPayment: AmountDto;
  /** Months left after that day, including a started one; null if the contract has no end. */
  remainingMonths: number | null;
  /** Cost of leaving on that day; null if no calculable terms are agreed. */
  termination: ExitPriceDto | null;
  noticeDays: number | null;
  noticeTo: NoticeTo;
  /** End of the contract if notice is given on that day; null if it runs indefinitely. */
  ordinaryEnd: OrdinaryEndDto | null;
  /** Price of the machines on that day. */
  buyout: ExitPriceDto | null;
  /** Future buyout prices by month. */
  buyoutCourse: BuyoutPointDto[];
  /** Null if there is no deposit. */
  deposit: HeldDepositDto | null;
  said: ExitWordsDto[];
}
