import { Select, type SelectProps } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { codeLabel, COUNTRIES, CURRENCIES, matchingCodes, type NamedCode } from '../../format/codes.js';
import { useFormat } from '../../format/use-format.js';

type FieldProps = Omit<
  SelectProps,
  'data' | 'searchable' | 'filter' | 'selectFirstOptionOnChange' | 'onBlur'
>;

interface CountryFieldProps extends FieldProps {
  /** Label of `*` if any other country is allowed. */
  readonly anyOtherLabel?: string;
}

/** A country, found by its code or name. */
export function CountryField({ anyOtherLabel, ...props }: CountryFieldProps) {
  const format = useFormat();
  const codes = useNamed(COUNTRIES, props.value, format.country, 'region');
  const all =
    anyOtherLabel === undefined
      ? codes
      : [{ value: '*', label: anyOtherLabel, names: [anyOtherLabel] }, ...codes];
  return <CodeSelect {...props} codes={all} />;
}

/** A currency, found by its code or name. */
export function CurrencyField(props: FieldProps) {
  const format = useFormat();
  return <CodeSelect {...props} codes={useNamed(CURRENCIES, props.value, format.currency, 'currency')} />;
}

/** Codes with names in the user's language. A selected code stays in the list even if it is unknown. */
function useNamed(
  codes: readonly string[],
  chosen: FieldProps['value'],
  nameOf: (code: string) => string,
  type: 'region' | 'currency',
): readonly NamedCode[] {
  const unknown =
    typeof chosen === 'string' && /^[A-Z]/.test(chosen) && !codes.includes(chosen) ? chosen : null;
  return useMemo(() => {
    const english = new Intl.DisplayNames('en', { type });
    const of = (value: string): NamedCode => {
      const name = nameOf(value);
      return {
        value,
        label: codeLabel(value, name),
        names: [...new Set([name, english.of(value) ?? value])],
      };
    };
    return [...codes, ...(unknown === null ? [] : [unknown])].map(of);
  }, [codes, unknown, nameOf, type]);
}

function CodeSelect({ codes, onChange, ...props }: FieldProps & { readonly codes: readonly NamedCode[] }) {
  const { t } = useTranslation();
  const choices = codes.map(({ value, label }) => ({ value, label }));
  return (
    <Select
      {...props}
      searchable
      selectFirstOptionOnChange
      nothingFoundMessage={t('search.none')}
      data={choices}
      filter={({ search }) => matchingCodes(codes, search).map(({ value, label }) => ({ value, label }))}
      onChange={onChange}
      // Accepts a typed code when the field loses the focus.
      onBlur={({ currentTarget }) => {
        const typed = currentTarget.value.trim().toUpperCase();
        const known = choices.find(({ value }) => value === typed);
        if (known !== undefined && known.value !== props.value) onChange?.(known.value, known);
      }}
    />
  );
}
