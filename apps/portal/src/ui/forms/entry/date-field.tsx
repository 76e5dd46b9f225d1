import { useTranslation } from 'react-i18next';
import { isWithin } from '../../../format/entry/calendar.js';
import { readDate, showDate } from '../../../format/entry/date-text.js';
import { useFormat } from '../../../format/use-format.js';
import { DayCalendar } from './day-calendar.js';
import { type PickerFieldProps, PickerInput } from './picker-input.js';
import { useDateWords } from './use-date-words.js';
import { type Reading, type ReadingMode, useTypedValue } from './use-typed-value.js';

export interface DateFieldProps extends PickerFieldProps {
  /** First and last allowed day, `YYYY-MM-DD`. */
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  /** IANA zone of the current day; the user's by default. */
  readonly zone?: string | undefined;
}

/** A day, typed in the order of the user's language or chosen in a calendar. The form holds it as `YYYY-MM-DD`. */
export function DateField({
  value = '',
  onChange,
  min,
  max,
  zone,
  onFocus,
  onBlur,
  ...props
}: DateFieldProps) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const { today, datePattern } = useDateWords(zone);
  const read = (text: string, { isFinal }: ReadingMode): Reading => {
    if (text.trim() === '') return { value: '' };
    const date = readDate(text, locale, { isFinal, today });
    if (date === null)
      return { value: '', fault: t('entry.date.malformed', { example: showDate(today, locale) }) };
    if (isWithin(date, min, max)) return { value: date };
    const isEarly = min !== undefined && date < min;
    return {
      value: date,
      fault: isEarly
        ? t('entry.date.min', { min: showDate(min, locale) })
        : t('entry.date.max', { max: showDate(max ?? '', locale) }),
    };
  };
  const show = (date: string): string => showDate(date, locale);
  const typed = useTypedValue({ value, onChange, read, show, onFocus, onBlur });
  return (
    <PickerInput
      placeholder={datePattern}
      {...props}
      value={value}
      typed={typed}
      calendar={(close) => (
        <DayCalendar
          value={value}
          today={today}
          min={min}
          max={max}
          onChoose={(day) => {
            typed.choose(day);
            close();
          }}
        />
      )}
    />
  );
}
