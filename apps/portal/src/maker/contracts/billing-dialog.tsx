import { MultiSelect, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { Contract, Device, MachineRow, Page, Signal } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { writtenUnit } from '../../format/unit.js';
import { useCodeText } from '../../i18n/use-code-text.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { toastDone } from '../../ui/toast.js';
import { useServerForm } from '../../ui/use-server-form.js';
import { toBillingTerms, toBillingValues } from './billing-values.js';

interface BillingDialogProps {
  readonly contract: Contract;
  readonly onClose: () => void;
}

/** What a draft contract bills by: its machines, the counter that is read, what it costs. */
export function BillingDialog({ contract, onClose }: BillingDialogProps) {
  const { t } = useTranslation();
  const text = useCodeText();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(toBillingValues(contract), async (values) => {
    await request('PATCH', `/contracts/${contract.id}`, {
      body: toBillingTerms(values, contract),
      ifMatch: contract.version,
    });
    await stale('contracts', 'usage', 'cost', 'machines');
    toastDone(t('maker:contract.saved', { number: contract.number }));
    onClose();
  });
  const machines = useList<MachineRow>('machines', '/machines', { customerId: contract.customer.id });
  const devices = useList<Device>('devices', '/devices');
  const deviceId = form.values.meters[0].deviceId;
  const signals = useOne<Page<Signal>>('devices', `/devices/${deviceId}/signals`, {
    enabled: deviceId !== '',
  });
  const counters = (signals.data?.items ?? []).filter((signal) => signal.kind === 'counter');
  const counter = counters.find((signal) => signal.key === form.values.meters[0].signalKey);
  const unit = writtenUnit(counter?.unit ?? '') || t('maker:contract.aUnit');
  return (
    <FormDialog
      title={t('maker:contract.billingTitle', { number: contract.number })}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <MultiSelect
        label={t('maker:contract.machines')}
        description={t('maker:contract.machinesHint')}
        searchable
        data={machines.items.map((machine) => ({ value: machine.id, label: machine.serial }))}
        {...form.getInputProps('machines')}
      />
      <Select
        label={t('maker:contract.meter')}
        description={t('maker:contract.meterHint')}
        searchable
        clearable
        data={devices.items.map((device) => ({
          value: device.id,
          label: [device.code, device.site?.name].filter(Boolean).join(', '),
        }))}
        {...form.getInputProps('meters.0.deviceId')}
      />
      <Select
        label={t('maker:contract.counter')}
        disabled={deviceId === ''}
        data={counters.map((signal) => ({ value: signal.key, label: text('common:signal', signal.key) }))}
        {...form.getInputProps('meters.0.signalKey')}
      />
      <TextInput
        label={t('maker:contract.unitPriceOf', { currency: contract.currency, unit })}
        inputMode="decimal"
        disabled={deviceId === ''}
        {...form.getInputProps('prices.0.unitPrice')}
      />
      <TextInput
        label={t('maker:contract.includedOf', { unit })}
        inputMode="decimal"
        disabled={deviceId === ''}
        {...form.getInputProps('prices.0.includedQuantity')}
      />
      <TextInput
        label={t('maker:contract.baseOf', { currency: contract.currency })}
        description={t('maker:contract.baseHint')}
        inputMode="decimal"
        {...form.getInputProps('prices.1.amount')}
      />
    </FormDialog>
  );
}
