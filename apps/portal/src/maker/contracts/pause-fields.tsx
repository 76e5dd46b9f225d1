import { ActionIcon, Button, MultiSelect, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMonthNames } from '../../contracts/use-month-names.js';
import classes from './exit-fields.module.css';
import { newPause, type PauseValues } from './pause-values.js';

export type PausesForm = UseFormReturnType<{ readonly pauses: readonly PauseValues[] }>;

/** Seasons and single days on which fees rest, each with what is due meanwhile. */
export function PauseFields({ form }: { readonly form: PausesForm }) {
  const { t } = useTranslation();
  const monthName = useMonthNames();
  const months = Array.from({ length: 12 }, (_, index) => ({
    value: String(index + 1),
    label: monthName(index + 1),
  }));
  return (
    <div className={classes.column}>
      {form.values.pauses.map(({ row, kind }, index) => {
        const at = (field: string) => form.getInputProps(`pauses.${index}.${field}`);
        const fault = form.errors[`pauses.${index}`];
        return (
          <div key={row} className={classes.column}>
            {fault === undefined ? null : <p className={classes.fault}>{fault}</p>}
            <div className={classes.fields}>
              <Select
                label={t('maker:pause.kind')}
                allowDeselect={false}
                data={(['season', 'single'] as const).map((value) => ({
                  value,
                  label: t(`maker:pause.${value}`),
                }))}
                {...at('kind')}
              />
              {kind === 'season' ? (
                <MultiSelect label={t('maker:pause.months')} data={months} {...at('months')} />
              ) : (
                <>
                  <TextInput type="date" label={t('maker:pause.from')} {...at('from')} />
                  <TextInput type="date" label={t('maker:pause.to')} {...at('to')} />
                </>
              )}
              <TextInput label={t('maker:pause.feePercent')} inputMode="decimal" {...at('feePercent')} />
              <Select
                label={t('maker:pause.use')}
                allowDeselect={false}
                data={(['billed', 'not_billed'] as const).map((value) => ({
                  value,
                  label: t(`pause.use.${value}`),
                }))}
                {...at('use')}
              />
              <ActionIcon
                variant="subtle"
                aria-label={t('maker:pause.remove')}
                onClick={() => form.removeListItem('pauses', index)}
              >
                <IconTrash size={16} stroke={1.75} />
              </ActionIcon>
            </div>
          </div>
        );
      })}
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => form.insertListItem('pauses', newPause(crypto.randomUUID()))}
        >
          {t('maker:pause.add')}
        </Button>
      </div>
    </div>
  );
}
