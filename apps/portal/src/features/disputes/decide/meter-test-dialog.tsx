import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import { productNow } from '../../../clock/clock.js';
import { instantToWallTime } from '../../../format/time.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { useMeterLabel } from '../../meters/use-meter-name.js';
import type { DisputeDialogProps } from '../detail/withdraw-dialog.js';
import classes from '../disputes.module.css';
import { useDisputesStale } from '../use-invoice-disputes.js';

const PARTIES = ['customer', 'supplier'] as const;

/** Records the result of a meter test. The consequences follow from the contract. */
export function MeterTestDialog({ dispute, onClose }: DisputeDialogProps) {
  const { t } = useTranslation();
  const meterLabel = useMeterLabel();
  const stale = useDisputesStale();
  const { meters, readings } = dispute;
  const { form, sending, summary, submit } = useServerForm(
    {
      usageId: readings?.usageId ?? meters[0]?.usageId ?? '',
      testedOn: '',
      lastTestedOn: '',
      errorPercent: '',
      tolerancePercent: '',
      requestedBy: 'customer' as (typeof PARTIES)[number],
      reference: '',
    },
    async (values) => {
      const { usageId } = values;
      const lastTestedOn = values.lastTestedOn.trim();
      const tolerancePercent = values.tolerancePercent.trim();
      await request('POST', '/disputes/{id}/meter-tests', {
        path: { id: dispute.id },
        body: {
          testedOn: values.testedOn.trim(),
          errorPercent: values.errorPercent.trim(),
          requestedBy: values.requestedBy,
          reference: values.reference.trim(),
          ...(usageId !== '' && { usageId }),
          ...(lastTestedOn !== '' && { lastTestedOn }),
          ...(tolerancePercent !== '' && { tolerancePercent }),
        },
        idempotencyKey: crypto.randomUUID(),
      });
      await stale();
      toastDone(t('meterTest.written'));
      onClose();
    },
  );
  const latest = { max: instantToWallTime(productNow(), dispute.zone).slice(0, 10) };
  return (
    <FormDialog
      title={t('meterTest.record')}
      verb={t('meterTest.verb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <p className={classes.effect}>{t('meterTest.effect')}</p>
      <Select
        label={t('meterTest.meter')}
        allowDeselect={false}
        data={meters.map((meter) => ({
          value: meter.usageId,
          label: meterLabel(meter),
        }))}
        {...form.getInputProps('usageId')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <DateField
          zone={dispute.zone}
          label={t('meterTest.day')}
          data-autofocus
          {...latest}
          {...form.getInputProps('testedOn')}
        />
        <DateField
          zone={dispute.zone}
          clearable
          label={t('meterTest.lastDay')}
          description={t('meterTest.lastDayHint')}
          {...latest}
          {...form.getInputProps('lastTestedOn')}
        />
        <NumberField
          label={t('meterTest.error')}
          description={t('meterTest.errorHint')}
          unit="%"
          {...form.getInputProps('errorPercent')}
        />
        <NumberField
          label={t('meterTest.tolerance')}
          description={t('meterTest.toleranceHint')}
          unit="%"
          {...form.getInputProps('tolerancePercent')}
        />
      </SimpleGrid>
      <Select
        label={t('meterTest.requestedBy')}
        allowDeselect={false}
        data={PARTIES.map((value) => ({ value, label: t(`meterTest.party.${value}`) }))}
        {...form.getInputProps('requestedBy')}
      />
      <TextInput
        label={t('meterTest.reference')}
        description={t('meterTest.referenceHint')}
        {...form.getInputProps('reference')}
      />
    </FormDialog>
  );
}
