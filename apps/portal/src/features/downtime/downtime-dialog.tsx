import { Select, SimpleGrid, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { Contract, ContractDowntime, DetectedDowntime } from '../../api/types.js';
import { useStale } from '../../api/use-stale.js';
import { wallTimeToIso } from '../../format/time.js';
import { useFormat } from '../../format/use-format.js';
import { toastDone } from '../../ui/feedback/toast.js';
import { assertChosen } from '../../ui/forms/assert-chosen.js';
import { DateTimeField } from '../../ui/forms/entry/date-time-field.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { toDowntimeValues } from './downtime-values.js';

const CAUSES = ['supplier', 'planned', 'customer', 'force_majeure', 'unknown'] as const;

interface DowntimeDialogProps {
  readonly contract: Contract;
  readonly onClose: () => void;
}

/**
 * Records a machine's downtime. A person must state the responsible party and the cause, which readings cannot show.
 */
export function DowntimeDialog({
  contract,
  seen,
  onClose,
}: DowntimeDialogProps & { readonly seen?: DetectedDowntime | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const serials = [...new Map(contract.machines.map(({ id, serial }) => [id, serial]))];
  const { form, sending, summary, submit } = useServerForm(
    seen === undefined
      ? { machineId: serials[0]?.[0] ?? '', cause: 'supplier', from: '', to: '', reason: '' }
      : toDowntimeValues(seen, contract.zone),
    async (values) => {
      assertChosen({ cause: CAUSES }, values);
      const { from, to, ...downtime } = values;
      await request('POST', '/contracts/{contractId}/downtime', {
        path: { contractId: contract.id },
        body: {
          ...downtime,
          from: wallTimeToIso(from, contract.zone),
          to: wallTimeToIso(to, contract.zone),
        },
        idempotencyKey: crypto.randomUUID(),
      });
      toastDone(t('maker:downtime.recorded'));
      await stale('downtime');
      onClose();
    },
  );
  const detectedState =
    seen === undefined
      ? undefined
      : seen.reported === null
        ? t('downtime.seen.silent')
        : t('downtime.seen.reported', { word: seen.reported });
  const inZone = t('maker:meters.inZone', { city: format.city(contract.zone) });
  return (
    <FormDialog
      title={t('maker:downtime.title', { number: contract.number })}
      verb={t('maker:downtime.record')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      {detectedState === undefined ? null : <p>{t('maker:downtime.asSeen', { told: detectedState })}</p>}
      <Select
        label={t('maker:downtime.machine')}
        allowDeselect={false}
        data={serials.map(([value, label]) => ({ value, label }))}
        {...form.getInputProps('machineId')}
      />
      <Select
        label={t('maker:downtime.cause')}
        description={t('maker:downtime.causeHint')}
        placeholder={t('maker:downtime.causeChoose')}
        allowDeselect={false}
        data-autofocus={seen === undefined ? undefined : true}
        data={CAUSES.map((value) => ({ value, label: t(`downtime.cause.${value}`) }))}
        {...form.getInputProps('cause')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <DateTimeField
          zone={contract.zone}
          label={t('maker:downtime.from')}
          description={inZone}
          {...form.getInputProps('from')}
        />
        <DateTimeField
          zone={contract.zone}
          label={t('maker:downtime.to')}
          description={inZone}
          {...form.getInputProps('to')}
        />
      </SimpleGrid>
      <Textarea
        label={t('maker:exceptions.reason')}
        autosize
        minRows={2}
        maxLength={500}
        {...form.getInputProps('reason')}
      />
    </FormDialog>
  );
}

/** Withdraws recorded downtime, which remains visible. */
export function WithdrawDowntimeDialog({
  contract,
  downtime,
  onClose,
}: DowntimeDialogProps & { readonly downtime: ContractDowntime }) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm({ reason: '' }, async (body) => {
    await request('POST', '/contracts/{contractId}/downtime/{id}/withdrawal', {
      path: { contractId: contract.id, id: downtime.id },
      body,
      idempotencyKey: crypto.randomUUID(),
    });
    toastDone(t('maker:meters.takenBack'));
    await stale('downtime');
    onClose();
  });
  return (
    <FormDialog
      title={t('maker:downtime.withdrawTitle', { machine: downtime.machine.serial })}
      verb={t('maker:meters.withdraw')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('maker:downtime.withdrawEffect')}</p>
      <Textarea
        label={t('maker:exceptions.reason')}
        autosize
        minRows={2}
        maxLength={500}
        data-autofocus
        {...form.getInputProps('reason')}
      />
    </FormDialog>
  );
}
