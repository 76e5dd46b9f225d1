import { ActionIcon, MultiSelect, Select, Switch, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MachineRow } from '../../../api/types.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import { withName } from './charge-name.js';
import classes from './charges-form.module.css';
import type { ChargesForm } from './charges-form.js';
import { PrepaidFields } from './prepaid-fields.js';
import { hasAnyMinimum, hasField, hasTiers } from './pricing-values.js';
import { RampFields, TierFields } from './tier-fields.js';

interface ChargeFieldsProps {
  readonly form: ChargesForm;
  readonly index: number;
  readonly currency: string;
  readonly meterNames: ReadonlyMap<string, string>;
  readonly machines: readonly MachineRow[];
  /** Whether a charge without selected meters or machines applies to all of them. */
  readonly countsAll?: boolean;
  /** Whether the charge belongs to a price book. Charges in price books can't sell prepaid credits. */
  readonly isOfBook?: boolean;
  /** Whether the figures and meters are edited in sentences above, so that only the other terms are shown. */
  readonly isBelowSentences?: boolean;
}

/**
 * Form fields of one charge: due date, meters or machines, terms of its pricing model, name and clause. Buttons change
 * its position on the invoice or remove it.
 */
export function ChargeFields({
  form,
  index,
  currency,
  meterNames,
  machines,
  countsAll = false,
  isOfBook = false,
  isBelowSentences = false,
}: ChargeFieldsProps) {
  const { t, i18n } = useTranslation();
  const charge = form.values.charges[index]!;
  const { model } = charge.pricing;
  const name = charge.name[i18n.language] ?? charge.name['en'] ?? '';
  const at = (field: string) => form.getInputProps(`charges.${index}.${field}`);
  const isFlat = model === 'flat';
  const last = form.values.charges.length - 1;
  const decimal = (field: Parameters<typeof hasField>[1], unit?: string) =>
    !isBelowSentences && hasField(model, field) ? (
      <NumberField
        key={field}
        label={t(`maker:charge.field.${field}`, { currency })}
        unit={unit}
        {...at(`pricing.${field}`)}
      />
    ) : null;
  const hasMinimum = hasAnyMinimum(charge.pricing);
  return (
    <fieldset className={classes.charge}>
      <legend className={isBelowSentences ? 'visually-hidden' : classes.legend}>
        {name === '' ? t(`maker:charge.model.${model}`) : name}
        {name === '' ? null : <span className={classes.model}>{t(`maker:charge.model.${model}`)}</span>}
      </legend>
      <div className={isBelowSentences ? classes.row : classes.tools}>
        <ActionIcon
          variant="subtle"
          disabled={index === 0}
          aria-label={t('maker:charge.up')}
          onClick={() => form.reorderListItem('charges', { from: index, to: index - 1 })}
        >
          <IconArrowUp size={16} stroke={1.75} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          disabled={index === last}
          aria-label={t('maker:charge.down')}
          onClick={() => form.reorderListItem('charges', { from: index, to: index + 1 })}
        >
          <IconArrowDown size={16} stroke={1.75} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          aria-label={t('maker:charge.remove')}
          onClick={() => form.removeListItem('charges', index)}
        >
          <IconTrash size={16} stroke={1.75} />
        </ActionIcon>
      </div>
      <div className={classes.fields}>
        {isFlat ? (
          <Select
            label={t('maker:charge.due.label')}
            allowDeselect={false}
            data={(['arrears', 'advance', 'quarterly', 'yearly', 'once'] as const).map((value) => ({
              value,
              label: t(`maker:charge.due.${value}`),
            }))}
            {...at('due')}
          />
        ) : (
          <>
            {isBelowSentences || (countsAll && meterNames.size < 2) ? null : (
              <MultiSelect
                label={t('maker:charge.counts')}
                placeholder={
                  countsAll && charge.meterIds.length === 0 ? t('maker:charge.countsAll') : undefined
                }
                data={[...meterNames].map(([value, label]) => ({
                  value,
                  label: label || t('maker:charge.newMeter'),
                }))}
                {...at('meterIds')}
              />
            )}
            <Select
              label={t('maker:charge.countsBy.label')}
              allowDeselect={false}
              data={(['month', 'year'] as const).map((value) => ({
                value,
                label: t(`maker:charge.countsBy.${value}`),
              }))}
              {...at('countsBy')}
            />
          </>
        )}
        {isFlat && charge.due === 'once' ? (
          <DateField label={t('maker:charge.dueOn')} {...at('dueOn')} />
        ) : null}
        {decimal('amount', currency)}
        {decimal('unitPrice', currency)}
        {decimal('packageSize')}
        {decimal('packagePrice', currency)}
        {decimal('includedQuantity')}
        {decimal('includedQuantityPerMachine')}
        {decimal('contractedQuantity', t('entry.units.hours'))}
      </div>
      {hasTiers(model) && !isBelowSentences ? (
        <TierFields form={form} index={index} currency={currency} />
      ) : null}
      {isFlat && charge.due === 'once' && !isOfBook ? <PrepaidFields form={form} index={index} /> : null}
      {isFlat ? (
        <div className={classes.fields}>
          <Switch
            label={t('maker:charge.perMachine')}
            {...form.getInputProps(`charges.${index}.perMachine`, { type: 'checkbox' })}
          />
          {charge.perMachine && !countsAll ? (
            <MultiSelect
              label={t('maker:charge.machines')}
              placeholder={charge.machineIds.length === 0 ? t('maker:charge.allMachines') : undefined}
              data={machines.map(({ id, serial }) => ({ value: id, label: serial }))}
              {...at('machineIds')}
            />
          ) : null}
        </div>
      ) : (
        <>
          <div className={classes.fields}>
            {decimal('minQuantity')}
            {decimal('minQuantityPerMachine')}
            {decimal('minAmount', currency)}
            {hasMinimum ? decimal('shortfallPrice', currency) : null}
            {hasMinimum && charge.countsBy === 'year' ? (
              <NumberField
                label={t('maker:charge.field.minInstalments')}
                decimals={0}
                {...at('pricing.minInstalments')}
              />
            ) : null}
            {decimal('maxAmount', currency)}
            {decimal('discountPercent', '%')}
            <Select
              label={t('maker:charge.pooling.label')}
              allowDeselect={false}
              data={(['pooled', 'per_machine'] as const).map((value) => ({
                value,
                label: t(`maker:charge.pooling.${value}`),
              }))}
              {...at('pricing.pooling')}
            />
            {charge.pricing.pooling === 'pooled' ? (
              <Switch
                label={t('maker:charge.allocate')}
                description={t('maker:charge.allocateHint')}
                {...form.getInputProps(`charges.${index}.pricing.allocate`, { type: 'checkbox' })}
              />
            ) : null}
          </div>
          {hasMinimum ? <RampFields form={form} index={index} /> : null}
        </>
      )}
      <div className={classes.fields}>
        <TextInput
          label={t('maker:charge.name')}
          description={t('maker:charge.nameHint')}
          maxLength={100}
          value={name}
          onChange={(event) =>
            form.setFieldValue(
              `charges.${index}.name`,
              withName(charge.name, i18n.language, event.currentTarget.value),
            )
          }
        />
        <TextInput label={t('maker:contract.clause')} maxLength={200} {...at('clause')} />
      </div>
    </fieldset>
  );
}
