import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { Model, RetentionPreview, RetentionRule } from '../../api/types.js';
import { useStale } from '../../api/use-stale.js';
import { withPointers } from '../../problems/problem.js';
import { NumberField } from '../../ui/forms/entry/number-field.js';
import classes from '../../ui/forms/fields.module.css';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { PreviewFacts } from './preview-facts.js';

interface RuleDialogProps {
  /** The rule to edit; absent for a new one. */
  readonly rule?: RetentionRule;
  readonly models: readonly Model[];
  readonly onClose: () => void;
}

export const LEVELS = ['rawDays', 'minuteDays', 'hourDays', 'dayDays'] as const;
const toText = (days: number | null | undefined): string => (typeof days === 'number' ? String(days) : '');
const toDays = (text: string): number | null => (text.trim() === '' ? null : Number(text));
const toTerms = (days: Record<(typeof LEVELS)[number], string>) => ({
  rawDays: toDays(days.rawDays),
  minuteDays: toDays(days.minuteDays),
  hourDays: toDays(days.hourDays),
  dayDays: toDays(days.dayDays),
});

/**
 * Adds or edits a retention rule, with a mandatory preview of the data it would delete. The subject of a rule cannot
 * change.
 */
export function RuleDialog({ rule, models, onClose }: RuleDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const [seen, setSeen] = useState<{ readonly of: string; readonly preview: RetentionPreview }>();
  const blank = {
    modelId: rule?.modelId ?? '',
    signalKey: rule?.signalKey ?? '',
    rawDays: toText(rule?.rawDays),
    minuteDays: toText(rule?.minuteDays),
    hourDays: toText(rule?.hourDays),
    dayDays: toText(rule?.dayDays),
  };
  const toRule = ({ modelId, signalKey, ...days }: typeof blank) => ({
    ...(modelId === '' ? {} : { modelId }),
    ...(signalKey === '' ? {} : { signalKey }),
    ...toTerms(days),
  });
  const { form, sending, summary, submit } = useServerForm(blank, async (values) => {
    const wanted = toRule(values);
    const of = JSON.stringify(wanted);
    if (seen?.of !== of) {
      const preview = await request('POST', '/retention/preview', {
        body: { rule: wanted, ...(rule && { ruleId: rule.id }) },
      }).catch((error: unknown) => {
        throw withPointers(error, (pointer) => pointer.replace(/^\/rule(?=\/)/, ''));
      });
      setSeen({ of, preview });
      return;
    }
    if (rule === undefined) await request('POST', '/retention/rules', { body: wanted });
    else
      await request('PATCH', '/retention/rules/{id}', {
        path: { id: rule.id },
        body: toTerms(values),
        ifMatch: rule.version,
      });
    await stale('retention');
    onClose();
  });
  // A preview of anything other than the current values would be misleading.
  const isSeen = seen?.of === JSON.stringify(toRule(form.values));
  return (
    <FormDialog
      title={t(rule === undefined ? 'maker:retention.add' : 'maker:retention.change')}
      verb={isSeen ? t('action.save') : t(seen ? 'maker:retention.lookAgain' : 'maker:retention.look')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <div className={classes.two}>
        <Select
          label={t('maker:retention.model')}
          placeholder={t('maker:retention.every')}
          clearable
          disabled={rule !== undefined}
          data={models.map((model) => ({ value: model.id, label: model.name }))}
          {...form.getInputProps('modelId')}
          value={form.values.modelId || null}
          onChange={(value) => form.setFieldValue('modelId', value ?? '')}
        />
        <TextInput
          label={t('maker:retention.signal')}
          placeholder={t('maker:retention.every')}
          disabled={rule !== undefined}
          {...form.getInputProps('signalKey')}
        />
      </div>
      <div className={classes.two}>
        {LEVELS.map((level) => (
          <NumberField
            key={level}
            label={t(`maker:retention.level.${level}`)}
            unit={t('entry.units.days')}
            placeholder={t('maker:retention.forEver')}
            decimals={0}
            min={0}
            {...form.getInputProps(level)}
          />
        ))}
      </div>
      {seen && isSeen ? <PreviewFacts preview={seen.preview} /> : null}
    </FormDialog>
  );
}
