import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EARLIER_STEPS, type EarlierStep } from './earlier-span.js';

interface EarlierChoiceProps {
  readonly value: EarlierStep | undefined;
  readonly onChange: (step: EarlierStep | undefined) => void;
}

const NONE = 'none';

/** Selects the earlier period that is drawn dashed over the chart. */
export function EarlierChoice({ value, onChange }: EarlierChoiceProps) {
  const { t } = useTranslation();
  return (
    <Select
      label={t('history.versus')}
      data={[
        { value: NONE, label: t('history.versusStep.none') },
        ...EARLIER_STEPS.map((step) => ({ value: step, label: t(`history.versusStep.${step}`) })),
      ]}
      value={value ?? NONE}
      allowDeselect={false}
      onChange={(chosen) => onChange(EARLIER_STEPS.find((step) => step === chosen))}
    />
  );
}
