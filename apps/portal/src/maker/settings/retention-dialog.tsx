import { NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { Model, RetentionPreview } from '../../api/types.js';
import { useStale } from '../../api/use-stale.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { useServerForm } from '../../ui/use-server-form.js';
import classes from '../registry/site-dialog.module.css';
import { RetentionPreviewFacts } from './retention-preview-facts.js';

interface RetentionDialogProps {
  readonly models: readonly Model[];
  readonly onClose: () => void;
}

const LEVELS = ['rawDays', 'minuteDays', 'hourDays', 'dayDays'] as const;
const BLANK = { modelId: '', signalKey: '', rawDays: '', minuteDays: '', hourDays: '', dayDays: '' };
const toDays = (text: string): number | null => (text.trim() === '' ? null : Number(text));
const toRule = ({ modelId, signalKey, ...days }: typeof BLANK) => ({
  ...(modelId === '' ? {} : { modelId }),
  ...(signalKey === '' ? {} : { signalKey }),
  ...Object.fromEntries(LEVELS.map((level) => [level, toDays(days[level])])),
});

/** A new rule; what it would remove is shown before it can be saved. */
export function RetentionDialog({ models, onClose }: RetentionDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const [seen, setSeen] = useState<{ readonly of: string; readonly preview: RetentionPreview }>();
  const { form, sending, summary, submit } = useServerForm(BLANK, async (values) => {
    const rule = toRule(values);
    const of = JSON.stringify(rule);
    if (seen?.of !== of) {
      const preview = await request<RetentionPreview>('POST', '/retention/preview', { body: { rule } });
      setSeen({ of, preview });
      return;
    }
    await request('POST', '/retention/rules', { body: rule });
    await stale('retention');
    onClose();
  });
  // A preview of something else than what is written now would mislead.
  const isSeen = seen?.of === JSON.stringify(toRule(form.values));
  return (
    <FormDialog
      title={t('maker:retention.add')}
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
          data={models.map((model) => ({ value: model.id, label: model.name }))}
          {...form.getInputProps('modelId')}
          value={form.values.modelId || null}
          onChange={(value) => form.setFieldValue('modelId', value ?? '')}
        />
        <TextInput
          label={t('maker:retention.signal')}
          placeholder={t('maker:retention.every')}
          {...form.getInputProps('signalKey')}
        />
      </div>
      <div className={classes.two}>
        {LEVELS.map((level) => (
          <NumberInput
            key={level}
            label={t('maker:retention.inDays', { level: t(`maker:retention.level.${level}`) })}
            placeholder={t('maker:retention.forEver')}
            allowDecimal={false}
            allowNegative={false}
            hideControls
            inputMode="numeric"
            {...form.getInputProps(level)}
            onChange={(value) => form.setFieldValue(level, String(value))}
          />
        ))}
      </div>
      {seen && isSeen ? <RetentionPreviewFacts preview={seen.preview} /> : null}
    </FormDialog>
  );
}
