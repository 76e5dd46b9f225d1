import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Contract } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useStale } from '../../../api/use-stale.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { ChargeListFields } from '../../charges/form/charge-list-fields.js';
import { toBillingTerms, toBillingValues } from '../../charges/form/charge-values.js';
import classes from '../../charges/form/charges-form.module.css';
import { PricePreview } from '../../charges/form/price-preview.js';
import { AddMeter, MeterFields } from '../../charges/meters/meter-fields.js';
import { toMeterLabel } from '../../charges/meters/meter-values.js';
import { useMeterName } from '../../meters/use-meter-name.js';
import { BookChoice } from '../../price-books/book-choice.js';
import { toEntryValues } from '../../price-books/entry-values.js';
import { CountedTwiceNote } from '../meters/counted-twice-note.js';
import { ModelMetersOffer } from '../meters/model-meters-offer.js';
import { MachineStays } from './machine-stays.js';

interface ChargesDialogProps {
  readonly contract: Contract;
  readonly onClose: () => void;
}

/** Billing terms of a draft contract: machines, meters, charges, and the cost of a typical month. */
export function ChargesDialog({ contract, onClose }: ChargesDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const [bookId, setBookId] = useState<string | null>(null);
  const { form, sending, summary, submit } = useServerForm(toBillingValues(contract), async (values) => {
    await request('PATCH', '/contracts/{id}', {
      path: { id: contract.id },
      body: { ...toBillingTerms(values, contract), ...(bookId !== null && { priceBookVersionId: bookId }) },
      ifMatch: contract.version,
    });
    await stale('contracts', 'usage', 'cost', 'machines');
    toastDone(t('maker:contract.saved', { number: contract.number }));
    onClose();
  });
  const machines = useList('machines', '/machines', { query: { customerId: contract.customer.id } });
  const devices = useList('devices', '/devices');
  const { meters, charges } = form.values;
  const meterName = useMeterName();
  const meterNames = new Map(
    meters.map((meter) => [
      meter.id,
      toMeterLabel(devices.items.find(({ id }) => id === meter.deviceId)?.code, meter, meterName),
    ]),
  );
  return (
    <FormDialog
      title={t('maker:contract.billingTitle', { number: contract.number })}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={760}
    >
      <MachineStays form={form} contract={contract} machines={machines.items} />
      <h3 className={classes.title}>{t('maker:contract.meters')}</h3>
      {meters.map((meter, index) => (
        <MeterFields key={meter.id} form={form} index={index} devices={devices.items} />
      ))}
      <ModelMetersOffer form={form} machineIds={form.values.machines.map(({ machineId }) => machineId)} />
      <AddMeter form={form} />
      <h3 className={classes.title}>{t('maker:contract.charges')}</h3>
      <BookChoice
        contract={contract}
        value={bookId}
        onChoose={({ id, entries }) => {
          setBookId(id);
          form.setFieldValue(
            'charges',
            toEntryValues(
              entries,
              contract.plan.id,
              meters.map((meter) => meter.id),
            ),
          );
        }}
      />
      <ChargeListFields
        form={form}
        currency={contract.currency}
        meterNames={meterNames}
        machines={machines.items.filter(({ id }) =>
          form.values.machines.some(({ machineId }) => machineId === id),
        )}
      />
      <CountedTwiceNote values={form.values} devices={devices.items} machines={machines.items} />
      <PricePreview charges={charges} contract={contract} />
    </FormDialog>
  );
}
