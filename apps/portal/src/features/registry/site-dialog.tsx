import { Select, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { Customer, Hub, Page, Site } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { changedOnly } from '../../ui/forms/changed-only.js';
import { CountryField } from '../../ui/forms/code-select.js';
import classes from '../../ui/forms/fields.module.css';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { ZoneSelect } from '../../ui/forms/zone-select.js';

interface SiteDialogProps {
  readonly site: Site | undefined;
  readonly onClose: () => void;
}

const NUMBER = /^-?\d+(\.\d+)?$/;

/** A number where one was written; else the text itself, so that the server can say at its field what is wrong. */
const asNumber = (text: string): number | string => (NUMBER.test(text.trim()) ? Number(text) : text);

/** Adds or edits a site: where it is, whose it is, in which zone its days begin. */
export function SiteDialog({ site, onClose }: SiteDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const customers = useOne<Page<Customer>>('customers', '/customers', { query: { limit: 200 } });
  const hubs = useOne<Page<Hub>>('hubs', '/hubs');
  const initial = {
    customerId: site?.customer.id ?? '',
    code: site?.code ?? '',
    name: site?.name ?? '',
    address: site?.address ?? '',
    city: site?.city ?? '',
    country: site?.country ?? '',
    latitude: site?.latitude?.toString() ?? '',
    longitude: site?.longitude?.toString() ?? '',
    zone: site?.zone ?? '',
    hubId: site?.hubId ?? '',
    accessNotes: site?.accessNotes ?? '',
  };
  const { form, sending, summary, submit } = useServerForm(initial, async (values) => {
    const body = Object.fromEntries(
      Object.entries(site === undefined ? values : changedOnly(initial, values))
        .filter(([, value]) => value !== '')
        .map(([key, value]) => [
          key,
          key === 'latitude' || key === 'longitude' ? asNumber(String(value)) : value,
        ]),
    );
    if (site === undefined) await request('POST', '/sites', { body });
    else await request('PATCH', `/sites/${site.id}`, { body, ifMatch: site.version });
    await stale('sites', 'fleet', 'machines');
    onClose();
  });
  return (
    <FormDialog
      title={site === undefined ? t('maker:registry.addSite') : site.name}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <Select
        label={t('maker:life.customer')}
        searchable
        disabled={site !== undefined}
        data={(customers.data?.items ?? []).map((customer) => ({ value: customer.id, label: customer.name }))}
        {...form.getInputProps('customerId')}
      />
      <div className={classes.two}>
        <TextInput label={t('maker:registry.name')} {...form.getInputProps('name')} />
        <TextInput label={t('maker:registry.code')} {...form.getInputProps('code')} />
      </div>
      <TextInput label={t('maker:ticket.address')} {...form.getInputProps('address')} />
      <div className={classes.two}>
        <TextInput label={t('maker:registry.city')} {...form.getInputProps('city')} />
        <CountryField label={t('maker:registry.country')} {...form.getInputProps('country')} />
      </div>
      <div className={classes.two}>
        <TextInput
          label={t('maker:registry.latitude')}
          inputMode="decimal"
          {...form.getInputProps('latitude')}
        />
        <TextInput
          label={t('maker:registry.longitude')}
          inputMode="decimal"
          {...form.getInputProps('longitude')}
        />
      </div>
      <ZoneSelect label={t('maker:contracts.zone')} {...form.getInputProps('zone')} />
      <Select
        label={t('maker:fleet.hub')}
        clearable
        data={(hubs.data?.items ?? []).map((hub) => ({ value: hub.id, label: hub.name }))}
        {...form.getInputProps('hubId')}
      />
      <Textarea
        label={t('maker:ticket.access')}
        autosize
        minRows={2}
        {...form.getInputProps('accessNotes')}
      />
    </FormDialog>
  );
}
