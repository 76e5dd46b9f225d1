import type { FieldFault } from '#platform/domain';

/** The first and last posting date of an export, `YYYY-MM-DD`. */
export interface ExportPeriod {
  readonly from: string;
  readonly to: string;
}

/** Validates a period and returns errors by field. A period is at most a year long. */
export function findPeriodFaults({ from, to }: ExportPeriod): FieldFault[] {
  if (to < from) return [{ pointer: '/to', code: 'receivables.period_reversed' }];
  const nextYear = `${String(Number(from.slice(0, 4)) + 1).padStart(4, '0')}${from.slice(4)}`;
  return to < nextYear ? [] : [{ pointer: '/to', code: 'receivables.period_too_long' }];
}
