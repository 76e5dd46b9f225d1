import { Button, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { UsageAlert } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { AmountField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

interface AlertDialogProps {
  readonly contract: { readonly id: string; readonly number: string; readonly currency: string };
  readonly measure: UsageAlert['measure'];
  readonly alert: UsageAlert | undefined;
  readonly onClose: () => void;
}

interface AlertValues extends Record<string, unknown> {
  readonly percents: string[];
  readonly budget: string;
}

const DEFAULT_PERCENTS = ['50', '80', '100'];

/** Thresholds of a usage alert, in percent of the included quantity or of a monthly amount. */
export function AlertDialog({ contract, measure, alert, onClose }: AlertDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const done = async (word: string): Promise<void> => {
    await stale('usage-alerts');
    toastDone(word);
    onClose();
  };
  const { form, sending, summary, submit } = useServerForm<AlertValues>(
    { percents: alert?.percents.map(String) ?? DEFAULT_PERCENTS, budget: alert?.budget ?? '' },
    async ({ percents, budget }) => {
      // An invalid number is sent as 0, so that the server rejects it at its field.
      const body = { percents: percents.map((text) => (text.trim() === '' ? 0 : Number(text) || 0)) };
      await request('PUT', '/contracts/{id}/usage-alerts/{measure}', {
        path: { id: contract.id, measure },
        body: measure === 'amount' ? { ...body, budget: budget === '' ? null : budget } : body,
      });
      await done(t('alerts.saved', { number: contract.number }));
    },
  );
  const remove = async (): Promise<void> => {
    await request('DELETE', '/contracts/{id}/usage-alerts/{measure}', { path: { id: contract.id, measure } });
    await done(t('alerts.removed', { number: contract.number }));
  };
  const ofShares = Object.entries(form.errors).find(([field]) => field.startsWith('percents'))?.[1];
  return (
    <FormDialog
      title={t(`alerts.title.${measure}`, { number: contract.number })}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      {measure === 'amount' ? (
        <AmountField
          currency={contract.currency}
          min={0}
          label={t('alerts.budget', { currency: contract.currency })}
          description={t('alerts.budgetHint')}
          {...form.getInputProps('budget')}
        />
      ) : null}
      <TagsInput
        label={t('alerts.shares')}
        description={t('alerts.sharesHint')}
        data={DEFAULT_PERCENTS}
        maxTags={10}
        {...form.getInputProps('percents')}
        error={ofShares}
      />
      {alert === undefined ? null : (
        <div>
          <Button variant="default" size="xs" onClick={() => void remove()}>
            {t('alerts.remove')}
          </Button>
        </div>
      )}
    </FormDialog>
  );
}
