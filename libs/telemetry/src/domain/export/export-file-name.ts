import type { ExportPeriod } from './timetable.js';

/** Characters with a special meaning in some file systems or in headers. */
// eslint-disable-next-line no-control-regex
const UNSAFE_CHARACTERS = /[\u0000-\u001f\u007f/\\:*?"<>|]+/g;

/** Returns the name of an export's file: its title, its local days (the last one inclusive) and its format. */
export function nameExportFile(
  name: string,
  { firstDay, endDay }: Pick<ExportPeriod, 'firstDay' | 'endDay'>,
  format: string,
): string {
  const lastDay = new Date(Date.parse(`${endDay}T00:00:00Z`) - 1).toISOString().slice(0, 10);
  const days = firstDay === lastDay ? firstDay : `${firstDay}_${lastDay}`;
  return `${name.replace(UNSAFE_CHARACTERS, '-').trim()}-${days}.${format}`;
}
