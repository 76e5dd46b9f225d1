import { useTranslation } from 'react-i18next';
import { readMonth, showMonth } from '../../../format/entry/month-text.js';
import { useFormat } from '../../../format/use-format.js';
import { MonthCalendar } from './month-calendar.js';
import { type PickerFieldProps, PickerInput } from './picker-input.js';
import { useDateWords } from './use-date-words.js';
import { type Reading, type ReadingMode, useTypedValue } from './use-typed-value.js';

/** A month, typed by number or name, or chosen in the calendar of a year. The form holds it as `YYYY-MM`. */
export function MonthField({ value = '', onChange, onFocus, onBlur, ...props }: PickerFieldProps) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const { today, monthPattern } = useDateWords(undefined);
  const read = (text: string, { isFinal }: ReadingMode): Reading => {
    if (text.trim() === '') return { value: '' };
    const month = readMonth(text, locale, { isFinal, today });
    return month === null
      ? { value: '', fault: t('entry.month.malformed', { example: showMonth(today.slice(0, 7), locale) }) }
      : { value: month };
  };
  const show = (month: string): string => showMonth(month, locale);
  const typed = useTypedValue({ value, onChange, read, show, onFocus, onBlur });
  return (
    <PickerInput
      placeholder={monthPattern}
      {...props}
      value={value}
      typed={typed}
      calendar={(close) => (
        <MonthCalendar
          value={value}
          today={today}
          onChoose={(month) => {
            typed.choose(month);
            close();
          }}
        />
      )}
    />
  );
}
