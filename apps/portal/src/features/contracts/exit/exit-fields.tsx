import { Select, Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { FormRows, RowField } from '../../../ui/forms/form-rows.js';
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
  const text = (path: string, label: string, mode: 'decimal' | 'numeric' = 'decimal') => (
    <TextInput
      label={t(`maker:exit.field.${label}`, { currency })}
      inputMode={mode}
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
            {text('exit.noticeDays', 'noticeDays', 'numeric')}
            {choice('exit.noticeTo', 'noticeTo', ['term_end', 'month_end', 'any_day'])}
            {choice('exit.endDay', 'endDay', ['billed', 'before'])}
            {choice('exit.deposit', 'deposit', ['return', 'set_off'])}
          </div>
          <div className={classes.fields}>
            {choice('exit.termination.method', 'method', ['none', 'percent_of_remaining', 'lesser_of'])}
            {termination.method === 'percent_of_remaining'
              ? text('exit.termination.percent', 'percent')
              : null}
            {termination.method === 'lesser_of' ? (
              <>
                {text('exit.termination.monthlyRatePercent', 'monthlyRatePercent')}
                {text('exit.termination.book', 'book')}
                {text('exit.termination.market', 'market')}
              </>
            ) : null}
            {termination.method === 'none' ? null : text('exit.termination.deinstallation', 'deinstallation')}
          </div>
          <div className={classes.fields}>
            {choice('exit.buyout.model', 'model', ['none', 'straight', 'table'])}
            {buyout.model === 'straight' ? (
              <>
                {text('exit.buyout.value', 'value')}
                {text('exit.buyout.residualPercent', 'residualPercent')}
                {text('exit.buyout.termMonths', 'termMonths', 'numeric')}
                {text('exit.buyout.adminPercent', 'adminPercent')}
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
            <RowField
              row={row}
              label={t('maker:exit.field.month')}
              inputMode="numeric"
              {...form.getInputProps(`${path}.${row}.month`)}
            />
            <RowField
              row={row}
              label={t('maker:exit.field.price', { currency })}
              inputMode="decimal"
              {...form.getInputProps(`${path}.${row}.price`)}
            />
          </>
        )}
      </FormRows>
    </div>
  );
}
