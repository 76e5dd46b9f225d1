import { Checkbox, Select, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { DetectedDowntime } from '../../../api/types.js';
import { dayBefore } from '../../../format/time.js';
import { useFormat } from '../../../format/use-format.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { AmountField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import classes from '../disputes.module.css';
import { useDisputesStale } from '../use-invoice-disputes.js';

const SUBJECTS = ['quantity', 'price', 'service', 'other'] as const;

/** The subject of a new dispute. */
export interface DisputeTarget {
  readonly invoiceId: string;
  readonly currency: string;
  readonly periodFrom: string;
  /** Day after the last billed day. */
  readonly periodTo: string;
  /** The disputed line; null for the whole invoice. */
  readonly line: { readonly id: string; readonly name: string } | null;
  readonly lastDay: string;
  /** Readings that the user viewed in the line's proof; null if the user viewed none. */
  readonly readings?: ReadingsToDispute | null;
  readonly downtime?: DowntimeToDispute | undefined;
}

/** Downtime that the line does not include. */
export interface DowntimeToDispute extends Pick<DetectedDowntime, 'machine' | 'from' | 'to'> {
  /** Text with which the description is prefilled. */
  readonly claim: string;
  /** First and last local day of the downtime, inclusive. */
  readonly days: { readonly from: string; readonly to: string };
  readonly zone: string;
}

/** Readings of one meter of a line: after `from`, up to and including `to`. */
export interface ReadingsToDispute {
  readonly usageId: string;
  /** Display name of the meter. */
  readonly meter: string;
  readonly from: string;
  readonly to: string;
  /** Local day of the readings. */
  readonly day: string;
  readonly zone: string;
  /** True if the user selected the readings. Otherwise, they are the proof's initial view. */
  readonly areChosen: boolean;
}

interface OpenDisputeDialogProps {
  readonly about: DisputeTarget;
  /** Base path of disputes: `/plant/costs/disputes` or `/disputes`. */
  readonly base: string;
  readonly onClose: () => void;
}

/** Opens a dispute of an invoice or a line: subject, days, explanation and amount. */
export function OpenDisputeDialog({ about, base, onClose }: OpenDisputeDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useDisputesStale();
  const navigate = useNavigate();
  const key = useRef(crypto.randomUUID());
  const { readings = null, downtime } = about;
  const { form, sending, summary, submit } = useServerForm(
    {
      subject: (downtime === undefined ? 'quantity' : 'service') as (typeof SUBJECTS)[number],
      from: downtime?.days.from ?? (readings?.areChosen ? readings.day : ''),
      to: downtime?.days.to ?? (readings?.areChosen ? readings.day : ''),
      isAboutReadings: readings?.areChosen ?? false,
      claim: downtime?.claim ?? '',
      claimed: '',
    },
    async ({ subject, claim, isAboutReadings, from, to, claimed }) => {
      const lineId = about.line?.id;
      const dispute = await request('POST', '/invoices/{id}/disputes', {
        path: { id: about.invoiceId },
        body: {
          subject,
          claim,
          ...(from !== '' && { from }),
          ...(to !== '' && { to }),
          ...(claimed !== '' && { claimed }),
          ...(lineId !== undefined && { lineId }),
          ...(downtime !== undefined && {
            stop: { machineId: downtime.machine.id, from: downtime.from, to: downtime.to },
          }),
          ...(isAboutReadings &&
            readings !== null && {
              readings: { usageId: readings.usageId, from: readings.from, to: readings.to },
            }),
        },
        idempotencyKey: key.current,
      }).catch((error: unknown) => {
        // A retry after an error can have different content, so it needs a new key.
        key.current = crypto.randomUUID();
        throw error;
      });
      await stale();
      toastDone(t('dispute.openedToast'));
      onClose();
      void navigate({ to: `${base}/${dispute.id}` });
    },
  );
  const bounds = { min: about.periodFrom, max: dayBefore(about.periodTo) };
  return (
    <FormDialog
      title={about.line === null ? t('dispute.openWhole') : t('dispute.openLine', { line: about.line.name })}
      verb={t('dispute.openVerb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <p className={classes.effect}>
        {t('dispute.openEffect', { day: format.date(`${about.lastDay}T00:00:00Z`, 'UTC') })}
      </p>
      {downtime === undefined ? null : (
        <p className={classes.effect}>
          <b>{t('dispute.stop')}</b>{' '}
          {t('dispute.stopOf', {
            machine: downtime.machine.serial,
            from: format.dateTime(downtime.from, downtime.zone),
            to: format.dateTime(downtime.to, downtime.zone),
          })}
        </p>
      )}
      <Select
        label={t('dispute.subjectLabel')}
        data={SUBJECTS.map((value) => ({ value, label: t(`dispute.subject.${value}`) }))}
        allowDeselect={false}
        {...form.getInputProps('subject')}
      />
      <Textarea
        label={t('dispute.claimLabel')}
        description={t('dispute.claimHint')}
        autosize
        minRows={3}
        maxRows={10}
        data-autofocus
        {...form.getInputProps('claim')}
      />
      {readings === null ? null : (
        <Checkbox
          label={t('dispute.aboutReadings', {
            meter: readings.meter,
            from: format.dateTime(readings.from, readings.zone),
            to: format.time(readings.to, readings.zone),
          })}
          {...form.getInputProps('isAboutReadings', { type: 'checkbox' })}
        />
      )}
      <div className={classes.pair}>
        <DateField clearable label={t('dispute.from')} {...bounds} {...form.getInputProps('from')} />
        <DateField clearable label={t('dispute.to')} {...bounds} {...form.getInputProps('to')} />
      </div>
      <AmountField
        currency={about.currency}
        min={0}
        label={t('dispute.claimedLabel', { currency: about.currency })}
        description={t('dispute.claimedHint')}
        {...form.getInputProps('claimed')}
      />
    </FormDialog>
  );
}
