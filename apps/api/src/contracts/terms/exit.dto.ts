import type { DepositEnd, ExitMethod, ExitStepCode, NoticeTo } from '#contracts';
import { AmountDto } from '../contracts.dto.js';

export class ExitWordsDto {
  about: 'termination' | 'buyout';
  /** As they stand in the contract. */
  words: string;
}

/** One step of a calculation: what it is, from what, and what it comes to. */
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
  /** The last day that is billed. */
  endsOn: string;
  /** The last day on which notice still leads to it; null where none is needed. */
  noticeBy: string | null;
}

export class BuyoutPointDto {
  /** Months of the term that are over. */
  month: number;
  on: string;
  price: AmountDto;
}

/** What the maker holds of the customer's. */
export class HeldDepositDto {
  held: AmountDto;
  /** It goes back, or the last bill is set off against it first. */
  atEnd: DepositEnd;
}

/** What leaving a contract comes to on a day, the last that would be billed. */
export class ExitDto {
  /** The day, in the contract's zone. */
  on: string;
  /** What is due each month whatever is used: fees and minimums, those of a quarter or year by their months. */
  monthlyPayment: AmountDto;
  /** Months that are left after the day, a begun one included; null where the contract has no end. */
  remainingMonths: number | null;
  /** What leaving on the day costs; null where nothing was agreed that can be reckoned with. */
  termination: ExitPriceDto | null;
  noticeDays: number | null;
  noticeTo: NoticeTo;
  /** If notice is given on the day; null where the contract runs on without an end. */
  ordinaryEnd: OrdinaryEndDto | null;
  /** What the machines cost on the day. */
  buyout: ExitPriceDto | null;
  /** How that price goes on, month by month. */
  buyoutCourse: BuyoutPointDto[];
  /** Null where there is none. */
  deposit: HeldDepositDto | null;
  said: ExitWordsDto[];
}
