import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  isSkipped,
  readDateTime,
  showDateTime,
  splitWallTime,
} from '../../../format/entry/date-time-text.js';
import { useFormat } from '../../../format/use-format.js';
import { CLOSES_ONLY_CALENDAR } from './calendar-frame.js';
import classes from './calendar.module.css';
import { DayCalendar } from './day-calendar.js';
import { type PickerFieldProps, PickerInput } from './picker-input.js';
import { TimeField } from './time-field.js';
import { useDateWords } from './use-date-words.js';
import { type Reading, type ReadingMode, useTypedValue } from './use-typed-value.js';

interface DateTimeFieldProps extends PickerFieldProps {
  /** IANA zone of the local time, which the description names. */
  readonly zone: string;
}

/** Time for a day that is chosen in the calendar before a time is entered. */
const MIDNIGHT = '00:00';

/**
 * A local time in a zone: a day and a time, typed or chosen. The form holds it as `YYYY-MM-DDTHH:mm`, with seconds if
 * they were typed. A time that does not exist because the clocks go forward is rejected.
 */
export function DateTimeField({ value = '', onChange, zone, onFocus, onBlur, ...props }: DateTimeFieldProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { locale } = format;
  const { today, datePattern, timePattern } = useDateWords(zone);
  const read = (text: string, { isFinal }: ReadingMode): Reading => {
    if (text.trim() === '') return { value: '' };
    const wall = readDateTime(text, locale, { isFinal, today });
    if (wall === null) {
      const example = showDateTime(`${today}T14:30`, locale);
      return { value: '', fault: t('entry.dateTime.malformed', { example }) };
    }
    if (!isSkipped(wall, zone)) return { value: wall };
    return { value: wall, fault: t('entry.dateTime.skipped', { city: format.city(zone) }) };
  };
  const show = (wall: string): string => showDateTime(wall, locale);
  const typed = useTypedValue({ value, onChange, read, show, onFocus, onBlur });
  const { date, time } = splitWallTime(value) ?? { date: '', time: '' };
  return (
    <PickerInput
      placeholder={`${datePattern} ${timePattern}`}
      {...props}
      value={value}
      typed={typed}
      calendar={(close) => (
        <DayCalendar
          value={date}
          today={today}
          onChoose={(day) => typed.choose(`${day}T${time || MIDNIGHT}`)}
          foot={
            <>
              <TimeField
                className={classes.time}
                aria-label={t('entry.time.label')}
                placeholder={timePattern}
                value={time}
                disabled={date === ''}
                onChange={(chosen) => {
                  if (chosen !== '') typed.choose(`${date}T${chosen}`);
                }}
                onKeyDown={(event) => {
                  if (event.key === 'Enter') close();
                }}
                {...CLOSES_ONLY_CALENDAR}
              />
              <Button size="xs" onClick={close} {...CLOSES_ONLY_CALENDAR}>
                {t('entry.done')}
              </Button>
            </>
          }
        />
      )}
    />
  );
}
