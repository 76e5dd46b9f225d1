import { MultiSelect, type MultiSelectProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { GROWING } from '../../search/search-select.js';
import { useSignalChoices } from './use-signal-choices.js';

interface SignalsFieldProps extends MultiSelectProps {
  readonly value: string[];
  /** Exported machines; empty for all. */
  readonly machineIds: readonly string[];
}

/** Selects the signals of an export among those of its machines; none selected means all. */
export function SignalsField({ machineIds, ...props }: SignalsFieldProps) {
  const { t } = useTranslation();
  const choices = useSignalChoices(machineIds, props.value);
  return (
    <MultiSelect
      {...props}
      label={t('exports.signals')}
      description={t('exports.signalsHint')}
      placeholder={props.value.length === 0 ? t('exports.allSignals') : undefined}
      searchable
      clearable
      hidePickedOptions
      styles={GROWING}
      data={choices}
    />
  );
}
