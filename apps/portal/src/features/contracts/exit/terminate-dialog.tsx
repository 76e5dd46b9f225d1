import { Select, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Contract, Exit, Termination } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { AmountField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { useDebouncedContent } from '../../../ui/forms/use-debounced-content.js';
import { MoneyPreview } from '../amendments/money-preview.js';
import { useMoneyPreview } from '../amendments/use-money-preview.js';
import { ExitSteps } from './exit-steps.js';
import classes from './terminate-dialog.module.css';

interface TerminateDialogProps {
  readonly contract: Contract;
  readonly exit: Exit;
  readonly onClose: () => void;
}

interface TerminationValues extends Record<string, unknown> {
  readonly effectiveOn: string;
  readonly reason: string;
  readonly terminate: {
    readonly kind: Termination['kind'];
    readonly noticedOn: string;
    readonly market: string;
    readonly amount: string;
  };
}

const DEBOUNCE_MS = 600;

/** Terminates a contract: reason, day, and the exit cost with its calculation, before it is drafted for signature. */
export function TerminateDialog({ contract, exit, onClose }: TerminateDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const initial: TerminationValues = {
    effectiveOn: exit.on,
    reason: '',
    terminate: { kind: 'early', noticedOn: exit.on, market: '', amount: '' },
  };
  const { form, sending, summary, submit } = useServerForm(initial, async (values) => {
    await request('POST', '/contracts/{contractId}/amendments', {
      path: { contractId: contract.id },
      body: toTerminationInput(values),
      idempotencyKey: crypto.randomUUID(),
    });
    await stale('amendments');
    toastDone(t('maker:terminate.saved', { number: contract.number }));
    onClose();
  });
  const { kind } = form.values.terminate;
  const input = useDebouncedContent(toTerminationInput(form.values), DEBOUNCE_MS);
  const preview = useMoneyPreview(
    contract,
    { amendment: { ...input, reason: input.reason || t('maker:terminate.verb') } },
    input.effectiveOn !== '',
  );
  const shown = preview.isError ? undefined : preview.data;
  const chooseKind = (chosen: Termination['kind']): void => {
    form.setFieldValue('terminate.kind', chosen);
    const end = exit.ordinaryEnd?.endsOn;
    form.setFieldValue('effectiveOn', chosen === 'notice' && end !== undefined ? end : exit.on);
  };
  return (
    <FormDialog
      title={t('maker:terminate.title', { number: contract.number })}
      verb={t('maker:terminate.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={860}
    >
      <div className={classes.fields}>
        <Select
          label={t('maker:terminate.kind')}
          allowDeselect={false}
          data={(['early', 'notice', 'buyout'] as const).map((value) => ({
            value,
            label: t(`amendment.termination.${value}`),
          }))}
          value={kind}
          error={form.errors['terminate.kind']}
          onChange={(value) => value !== null && chooseKind(value)}
        />
        <DateField
          zone={contract.zone}
          label={t('maker:terminate.on')}
          description={t('maker:terminate.onHint')}
          min={contract.startsOn}
          {...form.getInputProps('effectiveOn')}
        />
        {kind === 'notice' ? (
          <DateField
            zone={contract.zone}
            label={t('maker:terminate.noticedOn')}
            max={exit.on}
            {...form.getInputProps('terminate.noticedOn')}
          />
        ) : (
          <AmountField
            currency={contract.currency}
            label={t('maker:terminate.amount', { currency: contract.currency })}
            description={t('maker:terminate.amountHint')}
            {...form.getInputProps('terminate.amount')}
          />
        )}
        {kind === 'early' && exit.termination?.method === 'lesser_of' ? (
          <AmountField
            currency={contract.currency}
            label={t('maker:exit.field.market', { currency: contract.currency })}
            {...form.getInputProps('terminate.market')}
          />
        ) : null}
      </div>
      <Textarea
        label={t('maker:amendment.reason')}
        description={t('maker:amendment.reasonHint')}
        autosize
        minRows={1}
        maxLength={500}
        {...form.getInputProps('reason')}
      />
      {shown === undefined ? null : (
        <p className={classes.last}>
          {t('maker:terminate.lastDay', { day: format.date(`${shown.effectiveOn}T00:00:00Z`, 'UTC') })}
        </p>
      )}
      {shown?.termination?.price == null ? null : <ExitSteps price={shown.termination.price} />}
      <MoneyPreview query={preview} hasNewBuyer={false} />
    </FormDialog>
  );
}

/** Converts the form to the request without empty fields. */
function toTerminationInput({
  effectiveOn,
  reason,
  terminate: { kind, noticedOn, market, amount },
}: TerminationValues) {
  return {
    effectiveOn,
    reason,
    terminate: {
      kind,
      ...(kind === 'notice' ? { noticedOn } : {}),
      ...(kind === 'early' && market.trim() !== '' ? { market: market.trim() } : {}),
      ...(kind !== 'notice' && amount.trim() !== '' ? { amount: amount.trim() } : {}),
    },
  };
}
