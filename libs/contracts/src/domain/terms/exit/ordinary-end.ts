import { plusDays, plusMonths } from '../../calendar/local-dates.js';
import type { ContractContent } from '../../contract/contract-fields.js';
import type { ExitAgreement } from './exit-agreement.js';

/** When a contract ends without anybody paying for it. */
export interface OrdinaryEnd {
  /** The last day that is billed. */
  readonly endsOn: string;
  /** The last day on which notice still leads to it; null where none is needed. */
  readonly noticeBy: string | null;
}

/** The last day of a day's month. */
export function monthEndOf(day: string): string {
  return plusDays(plusMonths(`${day.slice(0, 7)}-01`, 1), -1);
}

/**
 * The next ordinary end for whoever gives notice on a day. A contract with an end ends then, whatever is said.
 * @returns null where it runs on without one
 */
export function ordinaryEnd(
  { endsOn }: Pick<ContractContent, 'endsOn'>,
  { noticeDays, noticeTo }: ExitAgreement,
  noticedOn: string,
): OrdinaryEnd | null {
  if (noticeDays === null) return endsOn === null ? null : { endsOn, noticeBy: null };
  const earliest = plusDays(noticedOn, noticeDays);
  const wished = noticeTo === 'month_end' ? monthEndOf(earliest) : earliest;
  const isAtTerm = endsOn !== null && (noticeTo === 'term_end' || endsOn <= wished);
  if (noticeTo === 'term_end' && endsOn === null) return null;
  const end = isAtTerm ? endsOn : wished;
  return { endsOn: end, noticeBy: plusDays(end, -noticeDays) };
}
