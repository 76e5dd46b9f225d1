import { Select, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Contract, Cost } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { CurrencyField } from '../../../ui/forms/code-select.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { MonthField } from '../../../ui/forms/entry/month-field.js';
import { AmountField, NumberField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import classes from '../revenue.module.css';

export const COST_KINDS = [
  'depreciation',
  'parts',
  'labour_travel',
  'financing',
  'connectivity',
  'other',
] as const;

/** Initial values of a cost. */
export interface CostDraft {
  readonly kind: (typeof COST_KINDS)[number];
  /** Month of the cost, `YYYY-MM`. */
  readonly month: string;
  readonly day?: string;
  readonly machineId?: string;
  /** Ticket or delivery that caused the cost, with its number. */
  readonly spentOn?: {
    readonly number: string;
    readonly ticketId?: string;
    readonly kitDeliveryId?: string;
  };
}

/** Records or edits a cost. */
export function CostDialog({
  contract,
  cost,
  draft,
  onClose,
}: {
  readonly contract: Contract;
  readonly cost: Cost | undefined;
  readonly draft: CostDraft;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    {
      kind: draft.kind,
      month: draft.month,
      day: draft.day ?? '',
      amount: cost?.amount.amount ?? '',
      currency: cost?.amount.currency ?? contract.currency,
      // An exchange rate from accounting is not prefilled, because it depends on the day.
      rate: cost === undefined || cost.rateOn !== null ? '' : cost.rate,
      machineId: draft.machineId ?? '',
      note: cost?.note ?? '',
    },
    async ({ day, rate, machineId, currency, ...values }) => {
      const isForeign = currency !== contract.currency;
      const body = {
        ...values,
        currency,
        day: day === '' ? null : day,
        rate: rate === '' || !isForeign ? null : rate,
        machineId: machineId === '' ? null : machineId,
        ticketId: draft.spentOn?.ticketId ?? null,
        kitDeliveryId: draft.spentOn?.kitDeliveryId ?? null,
      };
      if (cost === undefined)
        await request('POST', '/contracts/{id}/costs', { path: { id: contract.id }, body });
      else await request('PATCH', '/costs/{id}', { path: { id: cost.id }, body, ifMatch: cost.version });
      await stale('costs', 'revenue');
      onClose();
    },
  );
  const { currency } = form.values;
  const machines = new Map(contract.machines.map(({ id, serial }) => [id, serial]));
  return (
    <FormDialog
      title={cost === undefined ? t('maker:revenue.addCost') : t('maker:revenue.editCost')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      {draft.spentOn === undefined ? null : (
        <p className={classes.quiet}>{t('maker:revenue.spentOn', { number: draft.spentOn.number })}</p>
      )}
      <Select
        label={t('maker:revenue.costKind')}
        data={COST_KINDS.map((value) => ({ value, label: t(`maker:revenue.kind.${value}`) }))}
        allowDeselect={false}
        {...form.getInputProps('kind')}
      />
      <MonthField
        label={t('maker:revenue.month')}
        description={t('maker:revenue.monthHint')}
        {...form.getInputProps('month')}
      />
      <DateField
        clearable
        label={t('maker:revenue.day')}
        description={t('maker:revenue.dayHint')}
        {...form.getInputProps('day')}
      />
      <AmountField
        currency={currency}
        label={t('maker:revenue.amount')}
        description={t('maker:revenue.amountHint')}
        data-autofocus
        {...form.getInputProps('amount')}
      />
      <CurrencyField label={t('maker:contracts.currency')} {...form.getInputProps('currency')} />
      {currency === contract.currency ? null : (
        <NumberField
          label={t('maker:revenue.rate', { from: currency, to: contract.currency })}
          description={t('maker:revenue.rateHint')}
          {...form.getInputProps('rate')}
        />
      )}
      <Select
        label={t('maker:revenue.machine')}
        description={t('maker:revenue.machineHint')}
        placeholder={t('maker:revenue.noMachine')}
        data={[...machines].map(([value, label]) => ({ value, label }))}
        clearable
        value={form.values.machineId === '' ? null : form.values.machineId}
        onChange={(value) => form.setFieldValue('machineId', value ?? '')}
        error={form.errors['machineId']}
      />
      <Textarea
        label={t('maker:revenue.note')}
        autosize
        minRows={2}
        maxLength={500}
        {...form.getInputProps('note')}
      />
    </FormDialog>
  );
}
