import { Select } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { TicketRow } from '../../../api/types.js';
import { oneQuery, useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { ApiProblem } from '../../../problems/problem.js';
import type { Batch } from '../../../ui/feedback/use-batch.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

/** Maximum number of selected tickets for which availability is looked up, because each ticket needs a request. */
const MAX_ASKED = 20;

interface AssignManyDialogProps {
  readonly tickets: readonly TicketRow[];
  readonly batch: Batch;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/**
 * Assigns several tickets to one technician. Technicians who can take the most tickets are listed first. Each visit is
 * planned at the time that the server proposes for its ticket, which takes previously planned visits into account.
 */
export function AssignManyDialog({ tickets, batch, onDone, onClose }: AssignManyDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const technicians = useOne('technicians', '/technicians');
  const available = useAvailability(tickets);
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
        data={[...(technicians.data?.items ?? [])]
          .sort((a, b) => (available?.get(b.id) ?? 0) - (available?.get(a.id) ?? 0))
          .map(({ id, name }) => ({
            value: id,
            label:
              available === undefined
                ? name
                : t('maker:tickets.canTake', { name, number: available.get(id) ?? 0, total: tickets.length }),
          }))}
        {...form.getInputProps('technicianId')}
      />
    </FormDialog>
  );
}

/**
 * Counts the tickets that each technician can be assigned to.
 * @returns numbers by technician ID; undefined until all are known, or for more than `MAX_ASKED` tickets
 */
function useAvailability(tickets: readonly TicketRow[]): ReadonlyMap<string, number> | undefined {
  const asked = tickets.length <= MAX_ASKED ? tickets : [];
  const candidates = useQueries({
    queries: asked.map(({ id }) => oneQuery('tickets', '/tickets/{id}/candidates', { path: { id } })),
  });
  if (asked.length === 0 || candidates.some(({ data }) => data === undefined)) return undefined;
  const counts = new Map<string, number>();
  for (const { technician, slot } of candidates.flatMap(({ data }) => data?.items ?? []))
    if (slot !== null) counts.set(technician.id, (counts.get(technician.id) ?? 0) + 1);
  return counts;
}

/** @throws ApiProblem if a request fails, or if the technician can't be assigned to this ticket */
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
