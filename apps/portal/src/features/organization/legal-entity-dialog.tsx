import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { useZone } from '../../clock/zone.js';
import { CountryField, CurrencyField } from '../../ui/forms/code-select.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { ZoneSelect } from '../../ui/forms/zone-select.js';

interface NewLegalEntityProps {
  /** Whether the maker has no legal entity yet. The first one usually has the maker's own name and country. */
  readonly isFirst: boolean;
  readonly onClose: () => void;
}

/** Adds a legal entity of the maker, which issues invoices. New contracts use its currency and time zone by default. */
export function NewLegalEntity({ isFirst, onClose }: NewLegalEntityProps) {
  const zone = useZone();
  const maker = useOne('maker', '/maker', { enabled: isFirst });
  if (isFirst && maker.data === undefined && !maker.isError) return null;
  const { name = '', country = '' } = maker.data ?? {};
  return <LegalEntityDialog values={{ name, country, currency: '', zone }} onClose={onClose} />;
}

interface LegalEntityDialogProps {
  readonly values: Record<'name' | 'country' | 'currency' | 'zone', string>;
  readonly onClose: () => void;
}

function LegalEntityDialog({ values: initial, onClose }: LegalEntityDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(initial, async (values) => {
    await request('POST', '/legal-entities', { body: values });
    await stale('legal-entities');
    onClose();
  });
  return (
    <FormDialog
      title={t('maker:settings.addEntity')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput label={t('maker:registry.name')} data-autofocus {...form.getInputProps('name')} />
      <CountryField label={t('maker:registry.country')} {...form.getInputProps('country')} />
      <CurrencyField label={t('maker:contracts.currency')} {...form.getInputProps('currency')} />
      <ZoneSelect label={t('maker:contracts.zone')} {...form.getInputProps('zone')} />
    </FormDialog>
  );
}
