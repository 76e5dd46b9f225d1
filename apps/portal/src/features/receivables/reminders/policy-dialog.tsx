import { Checkbox, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { LegalEntity, ReminderPolicy } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { CountryField } from '../../../ui/forms/code-select.js';
import { AmountField, NumberField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { FormRows, RowNumberField } from '../../../ui/forms/form-rows.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import classes from './policy-dialog.module.css';
import { ANY_OTHER, toPolicyTerms, toPolicyValues } from './policy-values.js';

const TEXTS = ['notice', 'reminder', 'second_reminder', 'final_notice'] as const;
const GROUNDS = ['none', 'statutory', 'agreed'] as const;
const DAY_COUNTS = ['actual/365', 'actual/360'] as const;

interface PolicyDialogProps {
  readonly entity: LegalEntity;
  /** The policy to edit; undefined for a new one. */
  readonly policy: ReminderPolicy | undefined;
  readonly onClose: () => void;
}

/** Sets the reminder policy of a legal entity for the buyers of a country. */
export function PolicyDialog({ entity, policy, onClose }: PolicyDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { currency } = entity;
  const rates = useOne('reminder-policies', '/reminder-base-rates').data?.items ?? [];
  const { form, sending, summary, submit } = useServerForm(
    toPolicyValues(policy, currency),
    async (values) => {
      await request('PUT', '/legal-entities/{id}/reminder-policies/{country}', {
        path: { id: entity.id, country: values.country === ANY_OTHER ? 'other' : values.country },
        body: toPolicyTerms(values, policy, currency),
      });
      await stale('reminder-policies', 'receivables');
      onClose();
    },
  );
  const hasInterest = form.values.ground !== 'none';
  return (
    <FormDialog
      title={t('maker:reminder.policyOf', { name: entity.name })}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={640}
    >
      <CountryField
        label={t('maker:reminder.country')}
        anyOtherLabel={t('maker:reminder.otherCountries')}
        allowDeselect={false}
        disabled={policy !== undefined}
        {...form.getInputProps('country')}
      />
      <FormRows
        count={form.values.levels.length}
        rowClass={classes.row}
        removeLabel={t('maker:reminder.removeLevel')}
        onRemove={(row) => form.removeListItem('levels', row)}
        addVariant="default"
        addLabel={t('maker:reminder.addLevel')}
        onAdd={() => form.insertListItem('levels', { days: '', text: 'reminder', hasClaims: false })}
      >
        {(row) => (
          <>
            <RowNumberField
              row={row}
              decimals={0}
              label={t('maker:reminder.days')}
              {...form.getInputProps(`levels.${row}.days`)}
            />
            <Select
              label={row === 0 ? t('maker:reminder.letter') : undefined}
              aria-label={t('maker:reminder.letter')}
              allowDeselect={false}
              data={TEXTS.map((value) => ({ value, label: t(`maker:reminder.text.${value}`) }))}
              {...form.getInputProps(`levels.${row}.text`)}
            />
            <Checkbox
              className={classes.box}
              label={t('maker:reminder.hasClaims')}
              {...form.getInputProps(`levels.${row}.hasClaims`, { type: 'checkbox' })}
            />
          </>
        )}
      </FormRows>
      <NumberField
        decimals={0}
        min={0}
        label={t('maker:reminder.pause')}
        {...form.getInputProps('pauseDays')}
      />
      <AmountField
        label={t('maker:reminder.minimum')}
        currency={currency}
        {...form.getInputProps('minimum')}
      />
      <AmountField
        label={t('maker:reminder.lumpSum')}
        description={t('maker:reminder.lumpSumHint')}
        currency={currency}
        {...form.getInputProps('lumpSum')}
      />
      <Select
        label={t('maker:reminder.interest')}
        allowDeselect={false}
        data={GROUNDS.map((value) => ({ value, label: t(`maker:reminder.ground.${value}`) }))}
        {...form.getInputProps('ground')}
      />
      {hasInterest ? (
        <>
          <Select
            label={t('maker:reminder.baseRate')}
            data={[
              { value: '', label: t('maker:reminder.noBaseRate') },
              ...[...new Set(rates.map(({ name }) => name))].map((name) => ({ value: name, label: name })),
            ]}
            allowDeselect={false}
            {...form.getInputProps('baseRate')}
            error={form.errors['interest.baseRate']}
          />
          <NumberField
            unit="%"
            label={t('maker:reminder.points')}
            {...form.getInputProps('points')}
            error={form.errors['interest.points']}
          />
          <Select
            label={t('maker:reminder.dayCount')}
            allowDeselect={false}
            data={[...DAY_COUNTS]}
            {...form.getInputProps('dayCount')}
          />
        </>
      ) : null}
    </FormDialog>
  );
}
