import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Device, Limits } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

interface LimitsDialogProps {
  readonly device: Device;
  readonly ofDevice: Limits;
  readonly ofAll: Limits;
  readonly onClose: () => void;
}

const FIELDS = ['messagesPerSecond', 'pointsPerSecond', 'payloadBytes'] as const;
type Field = (typeof FIELDS)[number];
type Subject = 'device' | 'model' | 'maker';

const toText = (value: number | null): string => (value === null ? '' : String(value));
const toNumber = (text: string): number | null => (text.trim() === '' ? null : Number(text));
const toFields = ({ own }: Limits) => ({
  messagesPerSecond: toText(own.messagesPerSecond),
  pointsPerSecond: toText(own.pointsPerSecond),
  payloadBytes: toText(own.payloadBytes),
});

/** Sets send limits for this device, for each device of its model, or for all devices together. */
export function LimitsDialog({ device, ofDevice, ofAll, onClose }: LimitsDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { model } = ofDevice;
  const ofModel = useOne('limits', '/models/{id}/limits', {
    path: { id: model?.id },
    enabled: model !== null,
  });
  const known: Record<Subject, Limits | undefined> = { device: ofDevice, model: ofModel.data, maker: ofAll };
  const put = async (subject: Subject, body: Record<Field, number | null>): Promise<void> => {
    if (subject === 'maker') await request('PUT', '/maker/limits', { body });
    else if (subject === 'device')
      await request('PUT', '/devices/{id}/limits', { path: { id: device.id }, body });
    else if (model !== null) await request('PUT', '/models/{id}/limits', { path: { id: model.id }, body });
  };
  const { form, sending, summary, submit } = useServerForm(
    { subject: 'device' as Subject, ...toFields(ofDevice) },
    async ({ subject, ...texts }) => {
      await put(subject, {
        messagesPerSecond: toNumber(texts.messagesPerSecond),
        pointsPerSecond: toNumber(texts.pointsPerSecond),
        // Payload size does not apply to all devices together.
        payloadBytes: subject === 'maker' ? null : toNumber(texts.payloadBytes),
      });
      await stale('limits', 'data-flow');
      onClose();
    },
  );
  const { subject } = form.values;
  return (
    <FormDialog
      title={t('maker:devices.limits.change')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label={t('maker:devices.limits.subject')}
        description={t(`maker:devices.limits.effect.${subject}`)}
        allowDeselect={false}
        data={[
          { value: 'device', label: t('maker:devices.limits.of.device', { code: device.code }) },
          ...(model === null || ofModel.data === undefined
            ? []
            : [{ value: 'model', label: t('maker:devices.limits.of.model', { name: model.name }) }]),
          { value: 'maker', label: t('maker:devices.limits.of.maker') },
        ]}
        {...form.getInputProps('subject')}
        onChange={(value) => {
          const wanted = value as Subject;
          const limits = known[wanted];
          if (limits) form.setValues({ subject: wanted, ...toFields(limits) });
        }}
      />
      {FIELDS.filter((field) => subject !== 'maker' || field !== 'payloadBytes').map((field) => (
        <NumberField
          key={field}
          label={t(`maker:devices.limits.${field}`)}
          placeholder={t(
            subject === 'maker' ? 'maker:devices.limits.noLimit' : 'maker:devices.limits.nothingSaid',
          )}
          decimals={0}
          min={0}
          {...form.getInputProps(field)}
        />
      ))}
    </FormDialog>
  );
}
