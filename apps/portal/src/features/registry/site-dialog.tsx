import { Select, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { Site } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { changedOnly } from '../../ui/forms/changed-only.js';
import { CountryField } from '../../ui/forms/code-select.js';
import { NumberField } from '../../ui/forms/entry/number-field.js';
import classes from '../../ui/forms/fields.module.css';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { parseOptionalNumber } from '../../ui/forms/parse-number.js';
import { ZoneSelect } from '../../ui/forms/zone-select.js';

interface SiteDialogProps {
  readonly site: Site | undefined;
  readonly onClose: () => void;
}

/** Parses the fields that are not sent as text. Empty ones become null, and absent ones stay absent. */
function parseFields(values: Partial<Record<'hubId' | 'latitude' | 'longitude', string>>) {
  const { hubId, latitude, longitude } = values;
  return {
    hubId: hubId === '' ? null : hubId,
    latitude: latitude === undefined ? undefined : parseOptionalNumber('latitude', latitude),
    longitude: longitude === undefined ? undefined : parseOptionalNumber('longitude', longitude),
  };
}

/** Adds or edits a site: location, customer, and the time zone in which its days begin. */
export function SiteDialog({ site, onClose }: SiteDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const customers = useOne('customers', '/customers', { query: { limit: 200 } });
  const hubs = useOne('hubs', '/hubs');
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
    if (site === undefined) await request('POST', '/sites', { body: { ...values, ...parseFields(values) } });
    else {
      const { customerId: _fixed, ...changed } = changedOnly(initial, values);
      await request('PATCH', '/sites/{id}', {
        path: { id: site.id },
        body: { ...changed, ...parseFields(changed) },
        ifMatch: site.version,
      });
    }
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
        <NumberField
          unit="°"
          min={-90}
          max={90}
          label={t('maker:registry.latitude')}
          {...form.getInputProps('latitude')}
        />
        <NumberField
          unit="°"
          min={-180}
          max={180}
          label={t('maker:registry.longitude')}
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
