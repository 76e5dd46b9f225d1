import { MultiSelect, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Contract } from '../../../api/types.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import { FormRows, RowNumberField } from '../../../ui/forms/form-rows.js';
import { useChargeWords } from '../../charges/terms/charge-words.js';
import classes from './availability-fields.module.css';
import type { PerformanceForm } from './performance-form.js';
import { EMPTY_BAND, FIGURES_OF_SCHEME, type Scheme, SCHEMES } from './performance-values.js';

interface AvailabilityFieldsProps {
  readonly form: PerformanceForm;
  readonly row: number;
  readonly contract: Pick<Contract, 'currency' | 'meters' | 'machines'> & {
    readonly charges: readonly Contract['charges'][number][];
  };
}

/**
 * Fields that define how availability changes a fee: a penalty below and a bonus above a guarantee, a proportional
 * factor, or bands.
 */
export function AvailabilityFields({ form, row, contract }: AvailabilityFieldsProps) {
  const { t } = useTranslation();
  const wordsOf = useChargeWords();
  const at = (field: string) => form.getInputProps(`performance.${row}.${field}`);
  const { scheme, bands } = form.values.performance[row]!;
  const number = (field: string, label: string, unit = '%') => (
    <NumberField key={field} unit={unit} label={t(`maker:performance.${label}`)} {...at(field)} />
  );
  const fees = contract.charges.filter(
    ({ due, countsBy }) => (due === 'arrears' || due === 'advance') && countsBy === 'month',
  );
  const serials = [...new Map(contract.machines.map(({ id, serial }) => [id, serial]))];
  return (
    <>
      <Select
        label={t('maker:performance.scheme')}
        allowDeselect={false}
        data={SCHEMES.map((value) => ({ value, label: t(`maker:performance.schemes.${value}`) }))}
        {...at('scheme')}
        onChange={(value) => {
          form.setFieldValue(`performance.${row}.scheme`, value as Scheme);
          if (value === 'bands' && bands.length === 0)
            form.setFieldValue(`performance.${row}.bands`, [EMPTY_BAND]);
        }}
      />
      {FIGURES_OF_SCHEME[scheme].map((field) =>
        number(field, field === 'guaranteePercent' ? 'availableFrom' : field),
      )}
      {scheme === 'bands' ? <BandFields form={form} row={row} /> : null}
      {number('plannedAllowanceHours', 'plannedAllowanceHours', t('entry.units.hours'))}
      <MultiSelect
        label={t('maker:performance.chargeKeys')}
        data={fees.map((charge) => ({ value: charge.key, label: wordsOf(charge, contract).title }))}
        {...at('chargeKeys')}
      />
      <MultiSelect
        label={t('maker:performance.machineIds')}
        placeholder={t('maker:performance.allMachines')}
        data={serials.map(([value, label]) => ({ value, label }))}
        {...at('machineIds')}
      />
    </>
  );
}

/** Bands in descending order, each with a larger credit than the one above. */
function BandFields({ form, row }: Pick<AvailabilityFieldsProps, 'form' | 'row'>) {
  const { t } = useTranslation();
  const path = `performance.${row}.bands`;
  const fault = form.errors[path];
  return (
    <div className={classes.bands}>
      {fault === undefined ? null : <p className={classes.fault}>{fault}</p>}
      <FormRows
        count={form.values.performance[row]!.bands.length}
        requiresOne
        rowClass={classes.band}
        removeLabel={t('maker:performance.bandRemove')}
        onRemove={(band) => form.removeListItem(path, band)}
        addVariant="subtle"
        addLabel={t('maker:performance.bandAdd')}
        onAdd={() => form.insertListItem(path, EMPTY_BAND)}
      >
        {(band) =>
          (['below', 'percent'] as const).map((field) => (
            <RowNumberField
              unit="%"
              key={field}
              row={band}
              label={t(`maker:performance.${field === 'below' ? 'bandBelow' : 'bandPercent'}`)}
              {...form.getInputProps(`${path}.${band}.${field}`)}
            />
          ))
        }
      </FormRows>
    </div>
  );
}
