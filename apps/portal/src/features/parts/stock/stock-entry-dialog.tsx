import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Depot } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { useLocalised } from '../../../i18n/localised.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { parseNumber } from '../../../ui/forms/parse-number.js';

interface StockEntryDialogProps {
  readonly depot: Depot;
  readonly partId: string | undefined;
  readonly onClose: () => void;
}

/** Adds a stock ledger entry: a goods receipt, a goods issue, or a corrected count. */
export function StockEntryDialog({ depot, partId, onClose }: StockEntryDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const localised = useLocalised();
  const parts = useOne('parts', '/parts', { query: { limit: 200 } });
  const { form, sending, summary, submit } = useServerForm(
    {
      partId: partId ?? '',
      kind: 'receipt' as 'receipt' | 'issue' | 'count',
      quantity: '',
      lot: '',
      note: '',
    },
    async (values) => {
      await request('POST', '/depots/{id}/stock-entries', {
        path: { id: depot.id },
        body: {
          ...values,
          quantity: parseNumber(values.quantity),
        },
      });
      await stale('stock', 'kit-deliveries', 'today');
      toastDone(t('maker:stock.entered'));
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:stock.enterTitle', { depot: depot.code })}
      verb={t('maker:stock.enter')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label={t('maker:stock.part')}
        searchable
        data={(parts.data?.items ?? []).map((part) => ({
          value: part.id,
          label: `${part.number} ${localised(part.name)}`,
        }))}
        {...form.getInputProps('partId')}
      />
      <Select
        label={t('maker:stock.kindLabel')}
        data={['receipt', 'issue', 'count'].map((value) => ({
          value,
          label: t(`maker:stock.kind.${value}`),
        }))}
        {...form.getInputProps('kind')}
      />
      <NumberField label={t('maker:stock.quantity')} decimals={0} {...form.getInputProps('quantity')} />
      <TextInput label={t('maker:stock.lot')} {...form.getInputProps('lot')} />
      <TextInput label={t('maker:ticket.note')} {...form.getInputProps('note')} />
    </FormDialog>
  );
}
