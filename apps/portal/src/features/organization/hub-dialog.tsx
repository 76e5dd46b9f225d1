import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { LegalEntity } from '../../api/types.js';
import { useStale } from '../../api/use-stale.js';
import { useZone } from '../../clock/zone.js';
import { CountryField } from '../../ui/forms/code-select.js';
import { NumberField } from '../../ui/forms/entry/number-field.js';
import classes from '../../ui/forms/fields.module.css';
import { TimeField } from '../../ui/forms/entry/time-field.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { parseNumber } from '../../ui/forms/parse-number.js';
import { ZoneSelect } from '../../ui/forms/zone-select.js';

interface HubDialogProps {
  readonly entities: readonly LegalEntity[];
  readonly onClose: () => void;
}

const WEEKDAYS = [1, 2, 3, 4, 5];

/** Adds a hub, to which technicians and depots belong. Its hours and zone determine service deadlines. */
export function HubDialog({ entities, onClose }: HubDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    {
      code: '',
      name: '',
      legalEntityId: entities[0]?.id ?? '',
      country: '',
      zone: useZone(),
      hours: { open: '08:00', close: '17:00' },
      latitude: '',
      longitude: '',
    },
    async ({ code, hours, latitude, longitude, ...values }) => {
      await request('POST', '/hubs', {
        body: {
          ...values,
          code: code.toUpperCase(),
          hours: { days: WEEKDAYS, ...hours },
          latitude: parseNumber(latitude),
          longitude: parseNumber(longitude),
        },
      });
      await stale('hubs', 'fleet');
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:settings.addHub')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <div className={classes.two}>
        <TextInput label={t('maker:registry.name')} data-autofocus {...form.getInputProps('name')} />
        <TextInput label={t('maker:registry.code')} placeholder="WAW" {...form.getInputProps('code')} />
      </div>
      <Select
        label={t('maker:contracts.entity')}
        data={entities.map((entity) => ({ value: entity.id, label: entity.name }))}
        {...form.getInputProps('legalEntityId')}
      />
      <div className={classes.two}>
        <CountryField label={t('maker:registry.country')} {...form.getInputProps('country')} />
        <ZoneSelect label={t('maker:contracts.zone')} {...form.getInputProps('zone')} />
      </div>
      <div className={classes.two}>
        <TimeField label={t('maker:settings.opens')} {...form.getInputProps('hours.open')} />
        <TimeField label={t('maker:settings.closes')} {...form.getInputProps('hours.close')} />
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
    </FormDialog>
  );
}
