import { Select, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Machine } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { productNow } from '../../../clock/clock.js';
import { useZone } from '../../../clock/zone.js';
import { instantToWallTime, wallTimeToIso } from '../../../format/time.js';
import { useFormat } from '../../../format/use-format.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { assertChosen } from '../../../ui/forms/assert-chosen.js';
import { DateTimeField } from '../../../ui/forms/entry/date-time-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

interface TransitionDialogProps {
  readonly machine: Machine;
  readonly onClose: () => void;
}

/** Changes a machine's lifecycle state; offers only the transitions that the current state allows. */
export function TransitionDialog({ machine, onClose }: TransitionDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const zone = useZone();
  const stale = useStale();
  const sites = useOne('sites', '/sites', { query: { limit: 200 } });
  const { form, sending, summary, submit } = useServerForm(
    { to: '', occurredAt: instantToWallTime(productNow(), zone), siteId: '', reason: '' },
    async (values) => {
      assertChosen({ to: machine.nextLifecycles }, values);
      await request('POST', '/machines/{id}/transitions', {
        path: { id: machine.id },
        body: {
          to: values.to,
          occurredAt: wallTimeToIso(values.occurredAt, zone),
          reason: values.reason,
          ...(values.siteId === '' ? {} : { siteId: values.siteId }),
        },
      });
      await stale('machines', 'fleet');
      toastDone(t('maker:life.done', { serial: machine.serial }));
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:life.dialog', { serial: machine.serial })}
      verb={t('maker:life.verb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label={t('maker:life.next')}
        data={machine.nextLifecycles.map((state) => ({ value: state, label: t(`state.${state}`) }))}
        {...form.getInputProps('to')}
      />
      <Select
        label={t('maker:life.site')}
        description={t('maker:life.siteHint')}
        searchable
        clearable
        data={(sites.data?.items ?? []).map((site) => ({
          value: site.id,
          label: `${site.name}, ${site.customer.name}`,
        }))}
        {...form.getInputProps('siteId')}
      />
      <DateTimeField
        zone={zone}
        label={t('maker:life.when')}
        description={t('maker:form.inZone', { zone: format.city(zone) })}
        {...form.getInputProps('occurredAt')}
      />
      <Textarea label={t('maker:life.reason')} autosize minRows={2} {...form.getInputProps('reason')} />
    </FormDialog>
  );
}
