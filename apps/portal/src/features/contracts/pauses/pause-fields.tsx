import { MultiSelect, Select } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import { FormRows } from '../../../ui/forms/form-rows.js';
import { useMonthNames } from '../../billing-calendar/use-month-names.js';
import fields from '../exit/exit-fields.module.css';
import classes from './pause-fields.module.css';
import { NEW_PAUSE, type PauseValues } from './pause-values.js';

export type PausesForm = UseFormReturnType<{ readonly pauses: readonly PauseValues[] }>;

/** Seasonal and single pauses of fees, each with the percentage of the fees that remains due. */
export function PauseFields({ form }: { readonly form: PausesForm }) {
  const { t } = useTranslation();
  return (
    <div className={fields.column}>
      <p className={classes.hint}>{t('maker:pause.hint')}</p>
      {form.errors['pauses'] === undefined ? null : <p className={classes.fault}>{form.errors['pauses']}</p>}
      <FormRows
        count={form.values.pauses.length}
        rowClass={classes.row}
        removeLabel={t('maker:pause.remove')}
        onRemove={(row) => form.removeListItem('pauses', row)}
        addVariant="default"
        addLabel={t('maker:pause.add')}
        onAdd={() => form.insertListItem('pauses', NEW_PAUSE)}
      >
        {(row) => <PauseRow form={form} row={row} />}
      </FormRows>
    </div>
  );
}

function PauseRow({ form, row }: { readonly form: PausesForm; readonly row: number }) {
  const { t } = useTranslation();
  const monthName = useMonthNames();
  const at = (field: keyof PauseValues) => form.getInputProps(`pauses.${row}.${field}`);
  const months = Array.from({ length: 12 }, (_, index) => ({
    value: String(index + 1),
    label: monthName(index + 1),
  }));
  const fault = form.errors[`pauses.${row}`];
  return (
    <>
      {fault === undefined ? null : <p className={classes.fault}>{fault}</p>}
      <Select
        label={t('maker:pause.kind')}
        allowDeselect={false}
        data={(['season', 'single'] as const).map((value) => ({ value, label: t(`maker:pause.${value}`) }))}
        {...at('kind')}
      />
      {form.values.pauses[row]!.kind === 'season' ? (
        <MultiSelect label={t('maker:pause.months')} data={months} {...at('months')} />
      ) : (
        <>
          <DateField label={t('maker:pause.from')} {...at('from')} />
          <DateField label={t('maker:pause.to')} {...at('to')} />
        </>
      )}
      <NumberField unit="%" min={0} max={100} label={t('maker:pause.feePercent')} {...at('feePercent')} />
      <Select
        label={t('maker:pause.use')}
        allowDeselect={false}
        data={(['billed', 'not_billed'] as const).map((value) => ({
          value,
          label: t(`maker:pause.uses.${value}`),
        }))}
        {...at('use')}
      />
    </>
  );
}
