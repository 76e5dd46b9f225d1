import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { useStale } from '../../api/use-stale.js';
import { CurrencyField } from '../../ui/forms/code-select.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';

interface BookDialogProps {
  readonly onAdded: (id: string) => void;
  readonly onClose: () => void;
}

/** Adds a price book. Prices are added with its first version. */
export function BookDialog({ onAdded, onClose }: BookDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { name: '', code: '', currency: '' },
    async (values) => {
      const { id } = await request('POST', '/price-books', {
        body: values,
        idempotencyKey: crypto.randomUUID(),
      });
      await stale('price-books');
      onAdded(id);
    },
  );
  return (
    <FormDialog
      title={t('maker:priceBooks.add')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput label={t('maker:registry.name')} data-autofocus {...form.getInputProps('name')} />
      <TextInput label={t('maker:registry.code')} {...form.getInputProps('code')} />
      <CurrencyField
        label={t('maker:contracts.currency')}
        description={t('maker:priceBooks.currencyHint')}
        {...form.getInputProps('currency')}
      />
    </FormDialog>
  );
}
