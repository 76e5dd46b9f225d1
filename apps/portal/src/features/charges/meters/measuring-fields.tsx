import { Checkbox, Select, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Signal } from '../../../api/types.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import type { ChargesForm } from '../form/charges-form.js';
import classes from './meter-fields.module.css';
import { hasMaxRate, KINDS, METHODS, type MeterValues, hasMatches } from './meter-values.js';

interface MeasuringFieldsProps {
  readonly form: ChargesForm;
  readonly index: number;
  /** Signals that can be measured; undefined until a source is selected. */
  readonly signals: readonly Pick<Signal, 'key' | 'kind'>[] | undefined;
}

const INTERVALS = ['5', '10', '15', '30', '60'];

/** Fields for the measurement of a signal: method, conversion factor, and plausibility limits. */
export function MeasuringFields({ form, index, signals }: MeasuringFieldsProps) {
  const { t } = useTranslation();
  const text = useCodeText();
  const { method, factor } = form.values.meters[index]!;
  const fitting = (signals ?? []).filter((signal) => signal.kind === KINDS[method]);
  const field = (name: keyof MeterValues) => form.getInputProps(`meters.${index}.${name}`);
  const isCounter = method === 'counter';
  return (
    <>
      <Select
        label={t('maker:meterFields.method')}
        description={t(`maker:meterFields.means.${method}`)}
        allowDeselect={false}
        data={METHODS.map((value) => ({ value, label: t(`maker:meterFields.methods.${value}`) }))}
        {...field('method')}
        onChange={(chosen) => {
          form.setFieldValue(`meters.${index}.method`, chosen as MeterValues['method']);
          if (KINDS[chosen as MeterValues['method']] !== KINDS[method])
            form.setFieldValue(`meters.${index}.signalKey`, '');
          form.setFieldValue(`meters.${index}.maxGapMinutes`, '');
        }}
      />
      <Select
        label={t('maker:meterFields.counter')}
        disabled={signals === undefined}
        data={fitting.map((signal) => ({ value: signal.key, label: text('common:signal', signal.key) }))}
        {...field('signalKey')}
      />
      {hasMatches(method) ? (
        <TagsInput
          label={t(`maker:meterFields.${method === 'state_time' ? 'states' : 'events'}`)}
          description={method === 'event_count' ? t('maker:meterFields.eventsHint') : undefined}
          maxTags={20}
          {...field('matches')}
        />
      ) : null}
      {method === 'peak_demand' ? (
        <Select
          label={t('maker:meterFields.interval')}
          allowDeselect={false}
          data={INTERVALS.map((value) => ({
            value,
            label: t('maker:meterFields.minutes', { count: Number(value) }),
          }))}
          {...field('intervalMinutes')}
        />
      ) : null}
      <NumberField
        label={t('maker:meterFields.factor')}
        placeholder="1"
        title={t('maker:meterFields.factorHint')}
        {...field('factor')}
      />
      {factor === '' ? null : <TextInput label={t('maker:meterFields.unit')} {...field('unit')} />}
      {hasMaxRate(method) ? (
        <NumberField
          label={t(`maker:meterFields.${isCounter ? 'highestCounter' : 'highestLevel'}`)}
          {...field('maxRatePerHour')}
        />
      ) : null}
      {method === 'event_count' ? null : (
        <NumberField
          label={t(`maker:meterFields.${isCounter ? 'silence' : 'hold'}`)}
          placeholder={isCounter ? '1440' : '60'}
          unit={t('entry.units.minutes')}
          min={1}
          decimals={0}
          {...field('maxGapMinutes')}
        />
      )}
      {method === 'peak_demand' ? null : (
        <Checkbox
          className={classes.deducts}
          label={t('maker:meterFields.deducts')}
          description={t('maker:meterFields.deductsHint')}
          {...form.getInputProps(`meters.${index}.deducts`, { type: 'checkbox' })}
        />
      )}
    </>
  );
}
