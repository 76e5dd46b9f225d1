import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dayAfterKey, isWithin, plusMonths, weeksOf } from '../../../format/entry/calendar.js';
import { showMonth } from '../../../format/entry/month-text.js';
import { useFormat } from '../../../format/use-format.js';
import { firstWeekdayOf } from '../../../i18n/languages.js';
import { CalendarFrame, CLOSES_ONLY_CALENDAR } from './calendar-frame.js';
import classes from './calendar.module.css';
import { useCursor } from './use-cursor.js';

interface DayCalendarProps {
  /** The chosen day `YYYY-MM-DD`, or empty. */
  readonly value: string;
  readonly today: string;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly onChoose: (day: string) => void;
  readonly foot?: ReactNode;
}

/**
 * Calendar of a month. Keys: arrows for days and weeks, Home and End for the week, Page Up and Page Down for months and
 * with Shift for years, `t` for the current day.
 */
export function DayCalendar({ value, today, min, max, onChoose, foot }: DayCalendarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const firstWeekday = firstWeekdayOf(format.locale);
  const { cursor, setCursor, cell, onKeyDown } = useCursor(value || nearest(today, min, max), (day, key) =>
    dayAfterKey(day, key, { firstWeekday, today }),
  );
  const month = cursor.slice(0, 7);
  const weeks = weeksOf(month, firstWeekday);
  const at = (day: string): string => `${day}T00:00:00Z`;
  const weekdayName = (day: string, weekday: 'long' | 'narrow' | 'short'): string =>
    new Intl.DateTimeFormat(format.locale, { weekday, timeZone: 'UTC' }).format(Date.parse(at(day)));
  const choose = (day: string): void => {
    if (!isWithin(day, min, max)) return;
    setCursor(day);
    onChoose(day);
  };
  return (
    <CalendarFrame
      title={showMonth(month, format.locale)}
      previousLabel={t('entry.previousMonth')}
      nextLabel={t('entry.nextMonth')}
      onMove={(direction) => setCursor(plusMonths(cursor, direction))}
      nowLabel={t('entry.today')}
      isNowAllowed={isWithin(today, min, max)}
      onNow={() => choose(today)}
      foot={foot}
    >
      <table className={classes.grid} aria-label={showMonth(month, format.locale)} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {weeks[0]!.map((day) => (
              <th key={day} scope="col" abbr={weekdayName(day, 'long')}>
                {weekdayName(day, format.locale.startsWith('zh') ? 'narrow' : 'short').replace('.', '')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day}>
                  <button
                    type="button"
                    className={classes.cell}
                    tabIndex={day === cursor ? 0 : -1}
                    aria-label={format.day(at(day), 'UTC')}
                    aria-pressed={day === value}
                    aria-disabled={!isWithin(day, min, max)}
                    aria-current={day === today ? 'date' : undefined}
                    data-chosen={day === value || undefined}
                    data-outside={!day.startsWith(month) || undefined}
                    onClick={() => choose(day)}
                    {...CLOSES_ONLY_CALENDAR}
                    {...(day === cursor && { ref: cell, 'data-autofocus': true })}
                  >
                    {Number(day.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </CalendarFrame>
  );
}

/** The current day, or the nearest allowed day. */
function nearest(today: string, min: string | undefined, max: string | undefined): string {
  if (isWithin(today, min, max)) return today;
  return min !== undefined && today < min ? min : (max ?? today);
}
