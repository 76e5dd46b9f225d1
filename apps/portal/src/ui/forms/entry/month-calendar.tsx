import { useTranslation } from 'react-i18next';
import { monthAfterKey, plusMonths } from '../../../format/entry/calendar.js';
import { showMonth } from '../../../format/entry/month-text.js';
import { useFormat } from '../../../format/use-format.js';
import { CalendarFrame, CLOSES_ONLY_CALENDAR } from './calendar-frame.js';
import classes from './calendar.module.css';
import { useCursor } from './use-cursor.js';

interface MonthCalendarProps {
  /** The chosen month `YYYY-MM`, or empty. */
  readonly value: string;
  /** The current day `YYYY-MM-DD`. */
  readonly today: string;
  readonly onChoose: (month: string) => void;
}

const ROWS = [0, 3, 6, 9] as const;
const COLUMNS = [1, 2, 3] as const;

/**
 * Months of a year. Keys: arrows, Home and End for the year, Page Up and Page Down for other years, `t` for the current
 * month.
 */
export function MonthCalendar({ value, today, onChoose }: MonthCalendarProps) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const thisMonth = today.slice(0, 7);
  const { cursor, setCursor, cell, onKeyDown } = useCursor(value || thisMonth, (month, key) =>
    monthAfterKey(month, key, today),
  );
  const year = cursor.slice(0, 4);
  const shortName = (month: string): string =>
    new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' }).format(
      Date.parse(`${month}-15T00:00:00Z`),
    );
  return (
    <CalendarFrame
      title={year}
      previousLabel={t('entry.previousYear')}
      nextLabel={t('entry.nextYear')}
      onMove={(direction) => setCursor(plusMonths(`${cursor}-01`, direction * 12).slice(0, 7))}
      nowLabel={t('entry.thisMonth')}
      isNowAllowed
      onNow={() => onChoose(thisMonth)}
    >
      <table className={classes.grid} aria-label={year} onKeyDown={onKeyDown}>
        <tbody>
          {ROWS.map((row) => (
            <tr key={row}>
              {COLUMNS.map((column) => {
                const month = `${year}-${String(row + column).padStart(2, '0')}`;
                return (
                  <td key={month}>
                    <button
                      type="button"
                      className={`${classes.cell} ${classes.month}`}
                      tabIndex={month === cursor ? 0 : -1}
                      aria-label={showMonth(month, locale)}
                      aria-pressed={month === value}
                      aria-current={month === thisMonth ? 'date' : undefined}
                      data-chosen={month === value || undefined}
                      onClick={() => onChoose(month)}
                      {...CLOSES_ONLY_CALENDAR}
                      {...(month === cursor && { ref: cell, 'data-autofocus': true })}
                    >
                      {shortName(month)}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </CalendarFrame>
  );
}
