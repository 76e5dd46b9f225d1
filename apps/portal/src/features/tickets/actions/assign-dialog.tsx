import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Candidate, Ticket } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { productNow } from '../../../clock/clock.js';
import { useZone } from '../../../clock/zone.js';
import { instantToWallTime, wallTimeToIso } from '../../../format/time.js';
import { useFormat } from '../../../format/use-format.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { DateTimeField } from '../../../ui/forms/entry/date-time-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

const HOUR = 3_600_000;

interface AssignDialogProps {
  readonly ticket: Ticket;
  readonly candidate: Candidate;
  readonly onClose: () => void;
}

/** Plans a technician's visit. Times are in the site's zone, because the visit takes place there. */
export function AssignDialog({ ticket, candidate, onClose }: AssignDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const viewerZone = useZone();
  const zone = ticket.site.zone ?? viewerZone;
  const stale = useStale();
  const from = candidate.slot === null ? productNow() + HOUR : Date.parse(candidate.slot.from);
  const to = candidate.slot === null ? from + 2 * HOUR : Date.parse(candidate.slot.to);
  const { form, sending, summary, submit } = useServerForm(
    { from: instantToWallTime(from, zone), to: instantToWallTime(to, zone) },
    async (values) => {
      await request('POST', '/tickets/{id}/assign', {
        path: { id: ticket.id },
        ifMatch: ticket.version,
        body: {
          technicianId: candidate.technician.id,
          from: wallTimeToIso(values.from, zone),
          to: wallTimeToIso(values.to, zone),
        },
      });
      await stale('tickets', 'visits', 'today', 'machines');
      toastDone(t('maker:ticket.planned', { name: candidate.technician.name, number: ticket.number }));
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:ticket.planTitle', { number: ticket.number, name: candidate.technician.name })}
      verb={t('maker:ticket.planVerb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <DateTimeField
        zone={zone}
        label={t('maker:ticket.from')}
        description={t('maker:form.inZone', { zone: format.city(zone) })}
        {...form.getInputProps('from')}
      />
      <DateTimeField
        zone={zone}
        label={t('maker:ticket.to')}
        description={t('maker:form.inZone', { zone: format.city(zone) })}
        {...form.getInputProps('to')}
      />
    </FormDialog>
  );
}
