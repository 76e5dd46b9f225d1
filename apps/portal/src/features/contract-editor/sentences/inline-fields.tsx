import { Select, type SelectProps, TextInput } from '@mantine/core';
import type { ComponentProps } from 'react';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';

/**
 * Fields inside a sentence. The label is only for screen readers, because the sentence shows the meaning of the value.
 */
interface Labelled {
  readonly label: string;
}

/** Width of a field for a text of this length. */
const widthOf = (length: number, fixed: string): string => `calc(${length}ch + ${fixed})`;

/** A number as wide as its text, with its unit. */
export function InlineNumber({
  label,
  unit = '',
  value = '',
  ...props
}: Omit<ComponentProps<typeof NumberField>, 'label'> & Labelled) {
  const shown = Math.max(
    6,
    value.length + Math.floor(value.length / 3),
    String(props.placeholder ?? '').length,
  );
  return (
    <NumberField
      {...props}
      aria-label={label}
      unit={unit}
      value={value}
      style={{ width: widthOf(shown + (unit === '' ? 0 : unit.length + 2), '28px') }}
    />
  );
}

/** A short text as wide as its content. */
export function InlineText({
  label,
  value = '',
  ...props
}: Omit<ComponentProps<typeof TextInput>, 'label' | 'value'> & Labelled & { readonly value?: string }) {
  const shown = Math.max(8, value.length + 1, String(props.placeholder ?? '').length);
  return <TextInput {...props} aria-label={label} value={value} style={{ width: widthOf(shown, '28px') }} />;
}

/** A choice as wide as the chosen label. */
export function InlineSelect({
  label,
  data,
  value,
  ...props
}: Omit<SelectProps, 'label' | 'data'> &
  Labelled & { readonly data: readonly { readonly value: string; readonly label: string }[] }) {
  const chosen = data.find((one) => one.value === value)?.label ?? String(props.placeholder ?? '');
  return (
    <Select
      {...props}
      aria-label={label}
      data={[...data]}
      value={value || null}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      style={{ width: widthOf(Math.max(6, displayLength(chosen)), '56px'), maxWidth: '100%' }}
    />
  );
}

/** A day. */
export function InlineDate({ label, ...props }: Omit<ComponentProps<typeof DateField>, 'label'> & Labelled) {
  return <DateField {...props} aria-label={label} style={{ width: '150px' }} />;
}

/** Width of a text in digits; a Chinese character is about two digits wide. */
const displayLength = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0x2e7f ? 2 : 1), 0);
