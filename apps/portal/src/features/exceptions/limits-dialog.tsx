import { Button, Group, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { useStale } from '../../api/use-stale.js';
import { indexesOf, withRowPointers } from '../../problems/problem.js';
import { toastDone } from '../../ui/feedback/toast.js';
import { NumberField } from '../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';

export interface Limit {
  readonly unit: string;
  readonly quantity: string;
}

interface LimitsDialogProps {
  readonly limits: readonly Limit[];
  readonly onClose: () => void;
}

/** Quantities up to which one person decides alone. An emptied row removes its limit. */
export function LimitsDialog({ limits, onClose }: LimitsDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm<{ limits: Limit[] }>(
    { limits: limits.length === 0 ? [{ unit: 'm3', quantity: '' }] : [...limits] },
    async (values) => {
      const isFilled = ({ unit, quantity }: Limit): boolean => unit.trim() !== '' && quantity.trim() !== '';
      const limits = values.limits.filter(isFilled);
      await request('PUT', '/meter-decisions/limits', { body: { limits } }).catch((error: unknown) => {
        throw withRowPointers(error, '/limits', indexesOf(values.limits, isFilled));
      });
      toastDone(t('maker:exceptions.limitsSaved'));
      await stale('meter-limits', 'meter-exceptions');
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:exceptions.limits')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('maker:exceptions.limitsWhy')}</p>
      {form.values.limits.map((_limit, index) => (
        <Group key={index} grow align="flex-start">
          <TextInput label={t('maker:exceptions.unit')} {...form.getInputProps(`limits.${index}.unit`)} />
          <NumberField
            label={t('maker:exceptions.limit')}
            {...form.getInputProps(`limits.${index}.quantity`)}
          />
        </Group>
      ))}
      <Button
        variant="subtle"
        leftSection={<IconPlus size={15} stroke={1.75} />}
        onClick={() => form.insertListItem('limits', { unit: '', quantity: '' })}
      >
        {t('maker:exceptions.addLimit')}
      </Button>
    </FormDialog>
  );
}
