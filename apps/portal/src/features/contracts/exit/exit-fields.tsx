import { Select, Switch } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import { FormRows, RowNumberField } from '../../../ui/forms/form-rows.js';
import classes from './exit-fields.module.css';
import { EMPTY_ROW, type ExitValues } from './exit-values.js';

export type ExitForm = UseFormReturnType<{ readonly exit: ExitValues }>;

interface ExitFieldsProps {
  readonly form: ExitForm;
  readonly currency: string;
}

/** Exit terms: notice, early termination and buy-out. */
export function ExitFields({ form, currency }: ExitFieldsProps) {
  const { t } = useTranslation();
  const { isAgreed, termination, buyout } = form.values.exit;
  const choice = <Value extends string>(path: string, label: string, values: readonly Value[]) => (
    <Select
      label={t(`maker:exit.field.${label}`)}
      allowDeselect={false}
      data={values.map((value) => ({ value, label: t(`maker:exit.${label}.${value}`) }))}
      {...form.getInputProps(path)}
    />
  );
  const number = (path: string, label: string, unit: string, decimals?: 0) => (
    <NumberField
      label={t(`maker:exit.field.${label}`, { currency })}
      unit={unit}
      {...(decimals !== undefined && { decimals })}
      {...form.getInputProps(path)}
    />
  );
  return (
    <div className={classes.column}>
      <Switch
        label={t('maker:exit.isAgreed')}
        description={t('maker:exit.isAgreedHint')}
        {...form.getInputProps('exit.isAgreed', { type: 'checkbox' })}
      />
      {isAgreed ? (
        <>
          <div className={classes.fields}>
            {number('exit.noticeDays', 'noticeDays', t('entry.units.days'), 0)}
            {choice('exit.noticeTo', 'noticeTo', ['term_end', 'month_end', 'any_day'])}
            {choice('exit.endDay', 'endDay', ['billed', 'before'])}
            {choice('exit.deposit', 'deposit', ['return', 'set_off'])}
          </div>
          <div className={classes.fields}>
            {choice('exit.termination.method', 'method', ['none', 'percent_of_remaining', 'lesser_of'])}
            {termination.method === 'percent_of_remaining'
              ? number('exit.termination.percent', 'percent', '%')
              : null}
            {termination.method === 'lesser_of' ? (
              <>
                {number('exit.termination.monthlyRatePercent', 'monthlyRatePercent', '%')}
                {number('exit.termination.book', 'book', currency)}
                {number('exit.termination.market', 'market', currency)}
              </>
            ) : null}
            {termination.method === 'none'
              ? null
              : number('exit.termination.deinstallation', 'deinstallation', currency)}
          </div>
          <div className={classes.fields}>
            {choice('exit.buyout.model', 'model', ['none', 'straight', 'table'])}
            {buyout.model === 'straight' ? (
              <>
                {number('exit.buyout.value', 'value', currency)}
                {number('exit.buyout.residualPercent', 'residualPercent', '%')}
                {number('exit.buyout.termMonths', 'termMonths', t('entry.units.months'), 0)}
                {number('exit.buyout.adminPercent', 'adminPercent', '%')}
              </>
            ) : null}
          </div>
          {buyout.model === 'table' ? <BuyoutRows form={form} currency={currency} /> : null}
        </>
      ) : null}
    </div>
  );
}

/** Buy-out prices by elapsed months of the term; each applies until the next row. */
function BuyoutRows({ form, currency }: ExitFieldsProps) {
  const { t } = useTranslation();
  const path = 'exit.buyout.prices';
  const { prices } = form.values.exit.buyout;
  const fault = form.errors[path];
  return (
    <div className={classes.column}>
      {fault === undefined ? null : <p className={classes.fault}>{fault}</p>}
      <FormRows
        count={prices.length}
        requiresOne
        rowClass={classes.row}
        removeLabel={t('maker:exit.removeRow')}
        onRemove={(row) => form.removeListItem(path, row)}
        addVariant="default"
        addLabel={t('maker:exit.addRow')}
        onAdd={() => form.insertListItem(path, EMPTY_ROW)}
      >
        {(row) => (
          <>
            <RowNumberField
              row={row}
              label={t('maker:exit.field.month')}
              decimals={0}
              {...form.getInputProps(`${path}.${row}.month`)}
            />
            <RowNumberField
              row={row}
              label={t('maker:exit.field.price', { currency })}
              unit={currency}
              {...form.getInputProps(`${path}.${row}.price`)}
            />
          </>
        )}
      </FormRows>
    </div>
  );
}
