import { Checkbox, Select, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { useStale } from '../../api/use-stale.js';
import { wallTimeToIso } from '../../format/time.js';
import { useFormat } from '../../format/use-format.js';
import { toastDone } from '../../ui/feedback/toast.js';
import { DateField } from '../../ui/forms/entry/date-field.js';
import { DateTimeField } from '../../ui/forms/entry/date-time-field.js';
import { NumberField } from '../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';

/** Subject of a record: a contract's meter with the device that it reads, a machine, or a device alone. */
export interface EventSubject {
  readonly meterId?: string;
  readonly deviceId?: string;
  readonly machineId?: string;
  readonly label: string;
}

interface MeterEventDialogProps {
  readonly subjects: readonly EventSubject[];
  /** Time zone of the form's local times. */
  readonly zone: string;
  readonly onClose: () => void;
}

const KINDS = ['exchange', 'declared_reset', 'service', 'test_run', 'certificate', 'unchecked'] as const;
type Kind = (typeof KINDS)[number];

/** Kinds of records that apply to a whole machine. */
const OF_MACHINES: readonly Kind[] = ['service', 'test_run'];

/** This is a type rather than an interface, because the form requires an index signature. */
type Values = {
  kind: Kind;
  meterId: string;
  from: string;
  to: string;
  finalValue: string;
  initialValue: string;
  firstDay: string;
  lastDay: string;
  number: string;
  issuedBy: string;
  tolerancePercent: string;
  isOwn: boolean;
  reason: string;
};

/** Records an event of a meter, a machine or an instrument, with only the fields that its kind needs. */
export function MeterEventDialog({ subjects, zone, onClose }: MeterEventDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const isInstrument = subjects.every(
    ({ meterId, machineId }) => meterId === undefined && machineId === undefined,
  );
  const hasMeter = subjects.some(({ meterId }) => meterId !== undefined);
  const { form, sending, summary, submit } = useServerForm<Values>(
    {
      kind: hasMeter ? 'exchange' : isInstrument ? 'certificate' : 'service',
      meterId: '0',
      from: '',
      to: '',
      finalValue: '',
      initialValue: '0',
      firstDay: '',
      lastDay: '',
      number: '',
      issuedBy: '',
      tolerancePercent: '',
      isOwn: false,
      reason: '',
    },
    async (values) => {
      const subject = subjects[Number(values.meterId)];
      const isRegister = values.kind === 'exchange' || values.kind === 'declared_reset';
      const isCertificate = values.kind === 'certificate';
      const hasEnd = !isRegister && !isCertificate;
      const instant = (wall: string): string | null => (wall === '' ? null : wallTimeToIso(wall, zone));
      const text = (value: string): string | null => (value.trim() === '' ? null : value.trim());
      await request('POST', '/meter-events', {
        body: {
          kind: values.kind,
          meterId: isCertificate && !values.isOwn ? null : (subject?.meterId ?? null),
          ...(isCertificate && !values.isOwn && { deviceId: subject?.deviceId ?? null }),
          machineId: subject?.machineId ?? null,
          ...(!isCertificate && { from: instant(values.from) }),
          ...(hasEnd && { to: instant(values.to) }),
          ...(isRegister && { finalValue: text(values.finalValue), initialValue: text(values.initialValue) }),
          ...(isCertificate && {
            firstDay: text(values.firstDay),
            lastDay: text(values.lastDay),
            number: text(values.number),
            issuedBy: text(values.issuedBy),
            tolerancePercent: text(values.tolerancePercent),
          }),
          reason: values.reason.trim(),
        },
      });
      toastDone(t('maker:meters.declared'));
      await stale('meter-events', 'meter-exceptions', 'usage', 'cost', 'proof');
      onClose();
    },
  );
  const { kind, meterId } = form.values;
  const subject = subjects[Number(meterId)];
  const isMachine = subject?.machineId !== undefined;
  const kinds = KINDS.filter((one) =>
    isInstrument ? one === 'certificate' : !isMachine || OF_MACHINES.includes(one),
  );
  const inZone = t('maker:meters.inZone', { city: format.city(zone) });
  return (
    <FormDialog
      title={t('maker:meters.declareTitle')}
      verb={t('maker:meters.declareVerb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <Select
        label={t('maker:meters.subject')}
        allowDeselect={false}
        data={subjects.map(({ label }, index) => ({ value: String(index), label }))}
        {...form.getInputProps('meterId')}
        onChange={(value) => {
          const next = value ?? '0';
          form.setFieldValue('meterId', next);
          if (subjects[Number(next)]?.machineId !== undefined && !OF_MACHINES.includes(kind))
            form.setFieldValue('kind', 'service');
        }}
      />
      <Select
        label={t('maker:meters.kind')}
        description={t(`maker:meters.why.${kind}`)}
        allowDeselect={false}
        data={kinds.map((value) => ({ value, label: t(`meterEvent.${value}`) }))}
        {...form.getInputProps('kind')}
      />
      {kind === 'certificate' ? (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <DateField zone={zone} label={t('maker:meters.firstDay')} {...form.getInputProps('firstDay')} />
          <DateField zone={zone} label={t('maker:meters.lastDay')} {...form.getInputProps('lastDay')} />
          <TextInput label={t('maker:meters.number')} {...form.getInputProps('number')} />
          <TextInput label={t('maker:meters.issuedBy')} {...form.getInputProps('issuedBy')} />
          <NumberField
            label={t('maker:meters.tolerance')}
            description={t('maker:meters.toleranceHint')}
            unit="%"
            {...form.getInputProps('tolerancePercent')}
          />
          {isInstrument ? null : (
            <Checkbox
              mt={{ base: 0, xs: 24 }}
              label={t('maker:meters.isOwn')}
              description={t('maker:meters.isOwnHint')}
              {...form.getInputProps('isOwn', { type: 'checkbox' })}
            />
          )}
        </SimpleGrid>
      ) : (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <DateTimeField
            zone={zone}
            label={t(
              kind === 'exchange' || kind === 'declared_reset' ? 'maker:meters.at' : 'maker:life.from',
            )}
            description={inZone}
            {...form.getInputProps('from')}
          />
          {kind === 'exchange' || kind === 'declared_reset' ? null : (
            <DateTimeField
              zone={zone}
              label={t('maker:life.to')}
              description={kind === 'unchecked' ? t('maker:meters.openEnd') : inZone}
              {...form.getInputProps('to')}
            />
          )}
          {kind === 'exchange' || kind === 'declared_reset' ? (
            <>
              <span />
              <NumberField
                label={t('maker:meters.final')}
                description={t('maker:meters.finalHint')}
                {...form.getInputProps('finalValue')}
              />
              <NumberField
                label={t('maker:meters.initial')}
                description={t('maker:meters.initialHint')}
                {...form.getInputProps('initialValue')}
              />
            </>
          ) : null}
        </SimpleGrid>
      )}
      <Textarea label={t('maker:exceptions.reason')} autosize minRows={2} {...form.getInputProps('reason')} />
    </FormDialog>
  );
}
