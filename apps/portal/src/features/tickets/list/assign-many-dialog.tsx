import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { TicketRow } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { ApiProblem } from '../../../problems/problem.js';
import type { Batch } from '../../../ui/feedback/use-batch.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

interface AssignManyDialogProps {
  readonly tickets: readonly TicketRow[];
  readonly batch: Batch;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/**
 * Assigns several tickets to one technician. Each visit is planned at the time that the ranking proposes for its
 * ticket, which takes previously planned visits into account.
 */
export function AssignManyDialog({ tickets, batch, onDone, onClose }: AssignManyDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const technicians = useOne('technicians', '/technicians');
  const { form, sending, summary, submit } = useServerForm({ technicianId: '' }, async ({ technicianId }) => {
    const items = tickets.map(({ id, number }) => ({ key: id, name: number }));
    const done = await batch.run(items, async ({ key }) => {
      await assignAtProposedTime(
        tickets.find(({ id }) => id === key)!,
        technicianId,
      );
    });
    await stale('tickets', 'visits', 'today', 'machines');
    if (done > 0) toastDone(t('maker:tickets.assigned', { count: done }));
    onDone();
    onClose();
  });
  const { progress } = batch;
  return (
    <FormDialog
      title={t('maker:tickets.assignTitle', { count: tickets.length })}
      verb={
        progress === undefined
          ? t('maker:tickets.assign')
          : t('batch.progress', { done: progress.done, total: progress.total })
      }
      sending={sending}
      disabled={form.values.technicianId === ''}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('maker:tickets.assignWhat')}</p>
      <Select
        label={t('maker:tickets.technician')}
        searchable
        required
        data={(technicians.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('technicianId')}
      />
    </FormDialog>
  );
}

/** @throws ApiProblem also if the technician can't be assigned to this ticket */
async function assignAtProposedTime({ id, version }: TicketRow, technicianId: string): Promise<void> {
  const { items } = await request('GET', '/tickets/{id}/candidates', { path: { id } });
  const candidate = items.find(({ technician }) => technician.id === technicianId);
  if (candidate?.slot == null)
    throw new ApiProblem({ status: 409, code: 'service.technician_not_assignable', params: {} });
  const { from, to } = candidate.slot;
  await request('POST', '/tickets/{id}/assign', {
    path: { id },
    ifMatch: version,
    body: { technicianId, from, to },
  });
}
