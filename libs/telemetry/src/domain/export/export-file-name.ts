import type { ExportPeriod } from './timetable.js';

/** What some file system, or a header, has its own meaning for. */
// eslint-disable-next-line no-control-regex
const UNFIT = /[\u0000-\u001f\u007f/\\:*?"<>|]+/g;

/** The name of an export's file: what it is called, its local days (the last included) and what kind of file it is. */
export function nameExportFile(
  name: string,
  { firstDay, endDay }: Pick<ExportPeriod, 'firstDay' | 'endDay'>,
  format: string,
): string {
  const lastDay = new Date(Date.parse(`${endDay}T00:00:00Z`) - 1).toISOString().slice(0, 10);
  const days = firstDay === lastDay ? firstDay : `${firstDay}_${lastDay}`;
  return `${name.replace(UNFIT, '-').trim()}-${days}.${format}`;
}
