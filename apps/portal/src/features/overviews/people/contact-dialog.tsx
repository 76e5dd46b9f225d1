import { Checkbox, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Contact } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { LANGUAGES } from '../../../i18n/languages.js';
import { changedOnly } from '../../../ui/forms/changed-only.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

interface ContactDialogProps {
  readonly customerId: string;
  /** Site of a new contact; null for a contact of the whole customer. */
  readonly siteId: string | null;
  readonly contact: Contact | undefined;
  readonly onClose: () => void;
}

/** Adds or edits a contact of a customer. */
export function ContactDialog({ customerId, siteId, contact, onClose }: ContactDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const sites = useOne('sites', '/sites', { query: { customerId, limit: 200 } });
  const initial = {
    name: contact?.name ?? '',
    duty: contact?.duty ?? '',
    siteId: (contact === undefined ? siteId : contact.siteId) ?? '',
    email: contact?.email ?? '',
    phone: contact?.phone ?? '',
    receivesInvoices: contact?.receivesInvoices ?? false,
    language: LANGUAGES.find(({ code }) => code === contact?.language)?.code ?? ('' as const),
  };
  const { form, sending, summary, submit } = useServerForm(initial, async (values) => {
    if (contact === undefined)
      await request('POST', '/customers/{id}/contacts', {
        path: { id: customerId },
        body: { ...values, siteId: values.siteId === '' ? null : values.siteId },
      });
    else
      await request('PATCH', '/contacts/{id}', {
        path: { id: contact.id },
        body: changedOnly(initial, values),
        ifMatch: contact.version,
      });
    await stale('contacts');
    onClose();
  });
  return (
    <FormDialog
      title={contact === undefined ? t('maker:contact.add') : contact.name}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput label={t('maker:registry.name')} data-autofocus {...form.getInputProps('name')} />
      <TextInput label={t('maker:contact.duty')} {...form.getInputProps('duty')} />
      <Select
        label={t('maker:life.site')}
        placeholder={t('maker:contact.allSites')}
        clearable
        data={(sites.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('siteId')}
      />
      <TextInput label={t('app:signIn.email')} type="email" {...form.getInputProps('email')} />
      <TextInput label={t('maker:contact.phone')} type="tel" {...form.getInputProps('phone')} />
      <Checkbox
        label={t('maker:contact.receivesInvoices')}
        description={t('maker:contact.receivesInvoicesWhat')}
        {...form.getInputProps('receivesInvoices', { type: 'checkbox' })}
      />
      {form.values.receivesInvoices ? (
        <Select
          label={t('maker:contact.language')}
          allowDeselect={false}
          data={[
            { value: '', label: t('maker:contact.languageOfCustomer') },
            ...LANGUAGES.map(({ code, name }) => ({ value: code as string, label: name })),
          ]}
          {...form.getInputProps('language')}
        />
      ) : null}
    </FormDialog>
  );
}
