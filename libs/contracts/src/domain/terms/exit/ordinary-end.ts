import { plusDays, plusMonths } from '../../calendar/local-dates.js';
import type { ContractContent } from '../../contract/contract-fields.js';
import type { ExitAgreement } from './exit-agreement.js';

/** An end of the contract that costs nothing. */
export interface OrdinaryEnd {
  /** The last billed day. */
  readonly endsOn: string;
  /** Last day to give notice; null if no notice is needed. */
  readonly noticeBy: string | null;
}

/** Returns the last day of the month that contains a day. */
export function monthEndOf(day: string): string {
  return plusDays(plusMonths(`${day.slice(0, 7)}-01`, 1), -1);
}

/**
 * Returns the next ordinary end if notice is given on a day. A contract with an agreed end ends on that day without
 * notice.
 * @returns null if the contract continues indefinitely
 */
export function ordinaryEnd(
  { endsOn }: Pick<ContractContent, 'endsOn'>,
  { noticeDays, noticeTo }: ExitAgreement,
  noticedOn: string,
): OrdinaryEnd | null {
  if (noticeDays === null) return endsOn === null ? null : { endsOn, noticeBy: null };
  const earliest = plusDays(noticedOn, noticeDays);
  const requestedEnd = noticeTo === 'month_end' ? monthEndOf(earliest) : earliest;
  const isAtTerm = endsOn !== null && (noticeTo === 'term_end' || endsOn <= requestedEnd);
  if (noticeTo === 'term_end' && endsOn === null) return null;
  const end = isAtTerm ? endsOn : requestedEnd;
  return { endsOn: end, noticeBy: plusDays(end, -noticeDays) };
}
