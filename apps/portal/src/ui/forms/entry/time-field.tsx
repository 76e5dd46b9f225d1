import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { readTime, showTime } from '../../../format/entry/time-text.js';
import { useFormat } from '../../../format/use-format.js';
import type { PickerFieldProps } from './picker-input.js';
import { type Reading, useTypedValue } from './use-typed-value.js';

/** A time of day with 24 hours. The form holds it as `HH:mm`, or `HH:mm:ss` if seconds were typed. */
export function TimeField({
  value = '',
  onChange,
  error,
  onFocus,
  onBlur,
  onKeyDown,
  ...props
}: Omit<PickerFieldProps, 'clearable'>) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const show = (time: string): string => showTime(time, locale);
  const read = (text: string): Reading => {
    if (text.trim() === '') return { value: '' };
    const time = readTime(text);
    return time === null
      ? { value: '', fault: t('entry.time.malformed', { example: show('14:30') }) }
      : { value: time };
  };
  const { inputProps, fault } = useTypedValue({ value, onChange, read, show, onFocus, onBlur });
  return (
    <TextInput
      autoComplete="off"
      {...props}
      {...inputProps}
      inputMode="numeric"
      error={fault ?? error}
      onKeyDown={(event) => {
        inputProps.onKeyDown(event);
        onKeyDown?.(event);
      }}
    />
  );
}
