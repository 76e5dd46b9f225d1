import { plusDays, plusMonths } from '#contracts/domain';
import type { FieldFault } from '#platform/domain';

/** The first and last posting date of an export, `YYYY-MM-DD`. */
export interface ExportPeriod {
  readonly from: string;
  readonly to: string;
}

/** Validates a period and returns errors by field. A period is at most a year long. */
export function findPeriodFaults({ from, to }: ExportPeriod): FieldFault[] {
  if (to < from) return [{ pointer: '/to', code: 'receivables.period_reversed' }];
  return to <= lastDayOfYear(from) ? [] : [{ pointer: '/to', code: 'receivables.period_too_long' }];
}

/** Returns the last day of the year that begins on a day. A year from 29 February ends on 28 February. */
function lastDayOfYear(from: string): string {
  const nextYear = plusMonths(from, 12);
  const hasSameDay = nextYear.slice(-2) === from.slice(-2);
  return hasSameDay ? plusDays(nextYear, -1) : nextYear;
}
