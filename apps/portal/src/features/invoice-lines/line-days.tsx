import type { InvoiceLine } from '../../api/types.js';
import { dayBefore } from '../../format/time.js';
import { useFormat } from '../../format/use-format.js';

interface LineDaysProps {
  readonly line: Pick<InvoiceLine, 'kind' | 'serviceFrom' | 'serviceTo'>;
  readonly className: string | undefined;
}

/**
 * Days of a usage line that covers only part of a month. They distinguish it from the line for the other days of the
 * month.
 */
export function LineDays({ line, className }: LineDaysProps) {
  const format = useFormat();
  const { kind, serviceFrom, serviceTo } = line;
  if (kind !== 'usage' || serviceFrom === null || serviceTo === null) return null;
  const lastDay = dayBefore(serviceTo);
  const isWholeMonths = serviceFrom.endsWith('-01') && serviceTo.endsWith('-01');
  if (isWholeMonths || serviceFrom.slice(0, 7) !== lastDay.slice(0, 7)) return null;
  const day = (date: string): string => format.shortDate(`${date}T12:00:00Z`, 'UTC');
  return (
    <span className={className}>
      {day(serviceFrom)} – {day(lastDay)}
    </span>
  );
}
