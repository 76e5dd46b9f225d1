import { MultiSelect, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ResponseBodyOf } from '../../api/operations.js';
import { request } from '../../api/transport.js';
import type { WebhookEndpoint } from '../../api/types.js';
import { useStale } from '../../api/use-stale.js';
import { LANGUAGES } from '../../i18n/languages.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { WEBHOOK_EVENT_TYPES } from './webhook-event-types.js';

const KINDS = ['webhook', 'slack', 'teams'] as const;

interface WebhookDialogProps {
  /** Endpoint to edit; undefined to create one. */
  readonly endpoint: WebhookEndpoint | undefined;
  readonly onClose: () => void;
  /** @param made the new endpoint with its secret; undefined after an edit */
  readonly onSaved: (made?: ResponseBodyOf<'POST', '/webhook-endpoints'>) => void;
}

/** Creates or edits a webhook endpoint. */
export function WebhookDialog({ endpoint, onClose, onSaved }: WebhookDialogProps) {
  const { t, i18n } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    {
      kind: endpoint?.kind ?? 'webhook',
      name: endpoint?.name ?? '',
      url: '',
      eventTypes: WEBHOOK_EVENT_TYPES.filter((type) => endpoint?.eventTypes.includes(type) ?? false),
      locale: LANGUAGES.find(({ code }) => code === (endpoint?.locale ?? i18n.language))?.code ?? 'en',
    },
    async ({ kind, name, url, eventTypes, locale }) => {
      if (endpoint === undefined) {
        const made = await request('POST', '/webhook-endpoints', {
          body: { kind, name, url, eventTypes, locale },
        });
        await stale('webhook-endpoints');
        onSaved(made);
        return;
      }
      await request('PATCH', '/webhook-endpoints/{id}', {
        path: { id: endpoint.id },
        body: { name, eventTypes, locale, ...(url === '' ? {} : { url }) },
        ifMatch: endpoint.version,
      });
      await stale('webhook-endpoints');
      onSaved();
    },
  );
  const kind = form.values.kind;
  return (
    <FormDialog
      title={endpoint === undefined ? t('notifications.addWebhook') : endpoint.name}
      verb={endpoint === undefined ? t('notifications.create') : t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      {endpoint === undefined ? (
        <Select
          label={t('notifications.kind')}
          allowDeselect={false}
          data={KINDS.map((value) => ({ value, label: t(`notifications.endpointKind.${value}`) }))}
          {...form.getInputProps('kind')}
        />
      ) : null}
      <TextInput label={t('notifications.name')} data-autofocus {...form.getInputProps('name')} />
      <TextInput
        type="url"
        label={t('notifications.url')}
        description={
          endpoint === undefined
            ? t(`notifications.urlHint.${kind}`)
            : t('notifications.urlKept', { url: endpoint.url })
        }
        {...form.getInputProps('url')}
      />
      <MultiSelect
        label={t('notifications.what')}
        description={t('notifications.allTypesHint')}
        searchable
        data={WEBHOOK_EVENT_TYPES.map((value) => ({
          value,
          label: t(`notifications.type.${value.replace('.', '_')}`),
        }))}
        {...form.getInputProps('eventTypes')}
      />
      {kind === 'webhook' ? null : (
        <Select
          label={t('notifications.messageLanguage')}
          allowDeselect={false}
          data={LANGUAGES.map(({ code, name }) => ({ value: code, label: name }))}
          {...form.getInputProps('locale')}
        />
      )}
    </FormDialog>
  );
}
