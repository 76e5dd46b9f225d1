import { MultiSelect, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Contract } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import { FormRows } from '../../../ui/forms/form-rows.js';
import { useMeterName } from '../../meters/use-meter-name.js';
import fields from '../exit/exit-fields.module.css';
import classes from '../pauses/pause-fields.module.css';
import { AvailabilityFields } from './availability-fields.js';
import type { PerformanceForm } from './performance-form.js';
import { asTerm, NEW_PERFORMANCE, type PerformanceValues } from './performance-values.js';
import { usePerformanceWords } from './use-performance-words.js';

interface PerformanceFieldsProps {
  readonly form: PerformanceForm;
  readonly contract: Pick<Contract, 'currency' | 'meters' | 'machines' | 'charges'>;
}

/**
 * Energy, delivery and availability guarantees, each with its credit for a missed target and a description in a
 * sentence.
 */
export function PerformanceFields({ form, contract }: PerformanceFieldsProps) {
  const { t } = useTranslation();
  const fault = form.errors['performance'];
  return (
    <div className={fields.column}>
      <p className={classes.hint}>{t('maker:performance.hint')}</p>
      {fault === undefined ? null : <p className={classes.fault}>{fault}</p>}
      <FormRows
        count={form.values.performance.length}
        rowClass={classes.row}
        removeLabel={t('maker:performance.remove')}
        onRemove={(row) => form.removeListItem('performance', row)}
        addVariant="default"
        addLabel={t('maker:performance.add')}
        onAdd={() => form.insertListItem('performance', NEW_PERFORMANCE)}
      >
        {(row) => <PerformanceRow form={form} row={row} contract={contract} />}
      </FormRows>
    </div>
  );
}

/** Units that a meter must have to be offered in each field. */
const UNITS = { kwhMeterIds: ['kWh', 'kW.h'], m3MeterIds: ['m3'], outsideMeterId: ['h', 'min'] } as const;

function PerformanceRow({ form, row, contract }: PerformanceFieldsProps & { readonly row: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const meterName = useMeterName();
  const wordsOf = usePerformanceWords();
  const term = form.values.performance[row]!;
  const at = (field: keyof PerformanceValues) => form.getInputProps(`performance.${row}.${field}`);
  const metersOf = (field: keyof typeof UNITS) =>
    contract.meters
      .filter(({ unit, method, deducts }) => {
        const units: readonly string[] = UNITS[field];
        return units.includes(unit) && method !== 'peak_demand' && !deducts;
      })
      .map((meter) => ({ value: meter.id, label: format.listed([meter.device.code, meterName(meter)]) }));
  const meters = (field: 'kwhMeterIds' | 'm3MeterIds') => (
    <MultiSelect
      label={t(`maker:performance.${field}`)}
      placeholder={metersOf(field).length === 0 ? t('maker:performance.noMeter') : undefined}
      data={metersOf(field)}
      {...at(field)}
    />
  );
  const number = (
    field: 'kwhPerM3' | 'kwhPrice' | 'guaranteePercent' | 'creditPerStartedHour',
    unit: string,
  ) => (
    <NumberField
      label={t(`maker:performance.${field}`, { currency: contract.currency })}
      unit={unit}
      {...at(field)}
    />
  );
  const { guarantee: promise, evidence: judged } = wordsOf(asTerm(term), contract);
  return (
    <>
      <Select
        label={t('maker:performance.type')}
        allowDeselect={false}
        // Invoice lines refer to the term's key, so its type cannot change. A different guarantee needs a new term.
        disabled={term.key !== ''}
        data={(['energy', 'delivery', 'availability'] as const).map((value) => ({
          value,
          label: t(`performance.${value}`),
        }))}
        {...at('type')}
      />
      {term.type === 'energy' ? (
        <>
          {number('kwhPerM3', 'kWh/m³')}
          {number('kwhPrice', contract.currency)}
          {meters('kwhMeterIds')}
          {meters('m3MeterIds')}
        </>
      ) : term.type === 'availability' ? (
        <AvailabilityFields form={form} row={row} contract={contract} />
      ) : (
        <>
          {number('guaranteePercent', '%')}
          {number('creditPerStartedHour', contract.currency)}
          <Select
            label={t('maker:performance.outsideMeterId')}
            placeholder={metersOf('outsideMeterId').length === 0 ? t('maker:performance.noMeter') : undefined}
            data={metersOf('outsideMeterId')}
            {...at('outsideMeterId')}
            value={term.outsideMeterId || null}
            onChange={(id) => form.setFieldValue(`performance.${row}.outsideMeterId`, id ?? '')}
          />
        </>
      )}
      <TextInput label={t('maker:performance.clause')} maxLength={200} {...at('clause')} />
      <p className={fields.sentence}>
        {promise} {judged}
      </p>
    </>
  );
}
