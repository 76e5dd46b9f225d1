import { Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { SeenStop } from '../../../api/types.js';
import { dayBefore } from '../../../format/time.js';
import { useFormat } from '../../../format/use-format.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import classes from '../disputes.module.css';
import { useDisputesStale } from '../use-invoice-disputes.js';

const SUBJECTS = ['quantity', 'price', 'service', 'other'] as const;

/** What somebody is about to dispute. */
export interface ToDispute {
  readonly invoiceId: string;
  readonly currency: string;
  readonly periodFrom: string;
  /** The day after the last one billed. */
  readonly periodTo: string;
  /** Null for the invoice as a whole. */
  readonly line: { readonly id: string; readonly name: string } | null;
  readonly lastDay: string;
  /** What somebody looked at in the line's proof; null where it was nothing in particular. */
  readonly readings?: ReadingsToDispute | null;
  readonly stop?: StopToDispute | undefined;
}

/** A stop that the line does not count. */
export interface StopToDispute extends Pick<SeenStop, 'machine' | 'from' | 'to'> {
  /** First draft of the claim. */
  readonly claim: string;
  /** Local days, both included. */
  readonly days: { readonly from: string; readonly to: string };
  readonly zone: string;
}

/** Readings of one meter of a line: later than `from` and not later than `to`. */
export interface ReadingsToDispute {
  readonly usageId: string;
  /** As people call it. */
  readonly meter: string;
  readonly from: string;
  readonly to: string;
  /** The local day that they lie on. */
  readonly day: string;
  readonly zone: string;
  /** Somebody chose them; otherwise they are those that the proof opened with. */
  readonly areChosen: boolean;
}

interface OpenDisputeDialogProps {
  readonly about: ToDispute;
  /** Where disputes open: `/plant/costs/disputes` or `/disputes`. */
  readonly base: string;
  readonly onClose: () => void;
}

/** Says what is wrong with an invoice or a line: what, which days, in one's own words, how much. */
export function OpenDisputeDialog({ about, base, onClose }: OpenDisputeDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useDisputesStale();
  const navigate = useNavigate();
  const key = useRef(crypto.randomUUID());
  const { readings = null, stop } = about;
  const { form, sending, summary, submit } = useServerForm(
    {
      subject: (stop === undefined ? 'quantity' : 'service') as (typeof SUBJECTS)[number],
      from: stop?.days.from ?? (readings?.areChosen ? readings.day : ''),
      to: stop?.days.to ?? (readings?.areChosen ? readings.day : ''),
      isAboutReadings: readings?.areChosen ?? false,
      claim: stop?.claim ?? '',
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
          ...(stop !== undefined && {
            stop: { machineId: stop.machine.id, from: stop.from, to: stop.to },
          }),
          ...(isAboutReadings &&
            readings !== null && {
              readings: { usageId: readings.usageId, from: readings.from, to: readings.to },
            }),
        },
        idempotencyKey: key.current,
      }).catch((error: unknown) => {
        // What was refused is asked again with other words.
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
      {stop === undefined ? null : (
        <p className={classes.effect}>
          <b>{t('dispute.stop')}</b>{' '}
          {t('dispute.stopOf', {
            machine: stop.machine.serial,
            from: format.dateTime(stop.from, stop.zone),
            to: format.dateTime(stop.to, stop.zone),
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
        <TextInput type="date" label={t('dispute.from')} {...bounds} {...form.getInputProps('from')} />
        <TextInput type="date" label={t('dispute.to')} {...bounds} {...form.getInputProps('to')} />
      </div>
      <TextInput
        label={t('dispute.claimedLabel', { currency: about.currency })}
        description={t('dispute.claimedHint')}
        inputMode="decimal"
        {...form.getInputProps('claimed')}
      />
    </FormDialog>
  );
}
