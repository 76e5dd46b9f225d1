import { AmountDto } from '../../contracts/contracts.dto.js';
import { WholeListDto } from '../../http/whole-list.js';

/** A revaluation that was posted. */
export class PostedRevaluationDto {
  /** Decimal. Price of one unit of the currency in the accounting currency. */
  rate: string;
  /** Unrealized gain, zero or more. */
  gain: AmountDto;
  /** Unrealized loss, zero or more. */
  loss: AmountDto;
  postingDate: string;
  /** Posting date of the reversal. */
  reversedOn: string;
  postedAt: Date;
  postedBy: string | null;
}

/** Open items of a legal entity in a foreign currency at the end of a month. */
export class RevaluationDto {
  currency: string;
  /**
   * `posted`: the posted revaluation is correct. `outdated`: later postings or a new exchange rate changed the result.
   * `missing`: no revaluation is posted. `rate_missing`: there is no exchange rate for the last day of the month or the
   * nine days before it.
   */
  state: 'posted' | 'outdated' | 'missing' | 'rate_missing';
  /** Number of open documents. */
  documents: number;
  open: AmountDto;
  /** The open amount in the accounting currency, at the rates of the documents. */
  booksOpen: AmountDto;
  /** Decimal. Rate of the last day of the month; null if none is known. */
  rate: string | null;
  /** Day of the rate. */
  rateOn: string | null;
  /** Unrealized gain at that rate; null if no rate is known. */
  gain: AmountDto | null;
  /** Unrealized loss at that rate; null if no rate is known. */
  loss: AmountDto | null;
  /** The latest posted revaluation; null if there is none. */
  posted: PostedRevaluationDto | null;
}

export class RevaluationListDto extends WholeListDto {
  /** One entry for each foreign currency; empty if nothing is open in foreign currencies. */
  items: RevaluationDto[];
}
