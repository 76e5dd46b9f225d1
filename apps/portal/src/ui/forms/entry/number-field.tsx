import { TextInput, type TextInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  editDecimal,
  readDecimal,
  showDecimal,
  withoutExcessZeros,
} from '../../../format/entry/decimal-text.js';
import { numberFault } from '../../../format/entry/number-fault.js';
import { currencyDecimals } from '../../../format/money/money.js';
import { useFormat } from '../../../format/use-format.js';
import classes from './entry.module.css';
import { type Reading, type ReadingMode, useTypedValue } from './use-typed-value.js';

/** Digits after the decimal point that the API stores. */
const STORED_DECIMALS = 12;

export interface NumberFieldProps extends Omit<
  TextInputProps,
  'value' | 'onChange' | 'type' | 'inputMode' | 'min' | 'max' | 'rightSection' | 'rightSectionWidth'
> {
  /** Exact decimal as the API accepts it, or empty. */
  readonly value?: string;
  readonly onChange?: (value: string) => void;
  /** Unit or currency, which is shown in the field after the number. */
  readonly unit?: string | undefined;
  /** Largest number of digits after the decimal point; 0 for whole numbers. */
  readonly decimals?: number;
  readonly min?: number | string | undefined;
  readonly max?: number | string | undefined;
}

/**
 * A number in the notation of the user's language. The form holds an exact decimal as text, which is never converted to
 * a float. Unreadable text stays in the form, so that previews by the server reject it too.
 */
export function NumberField({
  value = '',
  onChange,
  unit = '',
  decimals = STORED_DECIMALS,
  min,
  max,
  error,
  label,
  onFocus,
  onBlur,
  ...props
}: NumberFieldProps) {
  const { locale } = useFormat();
  const { inputProps, fault } = useTypedValue({
    value,
    onChange,
    read: useReadNumber({ unit, decimals, min: min?.toString(), max: max?.toString() }),
    show: (shown) => showDecimal(shown, locale),
    edit: (edited) => editDecimal(edited, locale),
    onFocus,
    onBlur,
  });
  const ariaLabel = props['aria-label'];
  return (
    <TextInput
      autoComplete="off"
      {...props}
      {...inputProps}
      inputMode={decimals === 0 ? 'numeric' : 'decimal'}
      error={fault ?? error}
      label={label === undefined ? undefined : <LabelWithUnit label={label} unit={unit} />}
      {...(unit !== '' && {
        ...(ariaLabel !== undefined && { 'aria-label': withUnit(ariaLabel, unit) }),
        rightSection: (
          <span className={classes.unit} aria-hidden>
            {unit}
          </span>
        ),
        rightSectionWidth: `calc(${unit.length + 1}ch + 12px)`,
      })}
    />
  );
}

/** An amount of money with the decimals of its currency, which is shown in the field. */
export function AmountField({
  currency,
  ...props
}: Omit<NumberFieldProps, 'unit' | 'decimals'> & { readonly currency: string }) {
  return <NumberField {...props} unit={currency} decimals={currencyDecimals(currency)} />;
}

const withUnit = (label: string, unit: string): string =>
  label.includes(unit) ? label : `${label}, ${unit}`;

/** A label that contains the unit for screen readers; on screen, only the field shows it. */
function LabelWithUnit({ label, unit }: { readonly label: TextInputProps['label']; readonly unit: string }) {
  if (unit === '' || (typeof label === 'string' && label.includes(unit))) return label;
  return (
    <>
      {label}
      <span className="visually-hidden">{`, ${unit}`}</span>
    </>
  );
}

interface NumberRules {
  readonly unit: string;
  readonly decimals: number;
  readonly min: string | undefined;
  readonly max: string | undefined;
}

/** Reads a number within its limits, with errors in words. */
function useReadNumber({ unit, decimals, min, max }: NumberRules) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const shown = (value: string): string => showDecimal(value, locale);
  // Without a decimal point, the server cannot mistake rejected text for a number.
  const refused = (text: string): string => text.replaceAll('.', ',');
  return (text: string, { isPasted }: ReadingMode): Reading => {
    const reading = readDecimal(text, locale, { isPasted, units: [unit], decimals });
    switch (reading.kind) {
      case 'empty':
        return { value: '' };
      case 'malformed':
        return {
          value: refused(text),
          fault:
            decimals === 0
              ? t('entry.number.whole')
              : t('entry.number.malformed', { example: shown('1234.56') }),
        };
      case 'ambiguous':
        return {
          value: refused(text),
          fault: t('entry.number.ambiguous', {
            text: text.trim(),
            whole: editDecimal(reading.grouped, locale),
            // One more zero makes the fraction unambiguous.
            fraction: editDecimal(`${reading.fractional}0`, locale),
          }),
          isUrgent: true,
        };
      case 'number': {
        const value = withoutExcessZeros(reading.value, decimals);
        const fault = numberFault(value, { min, max, decimals });
        if (fault === null) return { value };
        const limits = { count: decimals, min: shown(min ?? ''), max: shown(max ?? '') };
        return { value, fault: t(`entry.number.${fault}`, limits) };
      }
    }
  };
}
