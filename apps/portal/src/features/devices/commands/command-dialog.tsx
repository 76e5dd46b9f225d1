import { Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BodyOf } from '../../../api/operations.js';
import { request } from '../../../api/transport.js';
import type { Device } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

interface CommandDialogProps {
  readonly device: Device;
  readonly onClose: () => void;
}

/** Available expiry times of a command, in seconds. */
const TERMS = [60, 600, 3600, 86_400, 7 * 86_400] as const;

/** Sends a command with a reason to a device. */
export function CommandDialog({ device, onClose }: CommandDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { method: '', params: '', wantsAnswer: true, expiresInSeconds: '60', reason: '' },
    async ({ params, expiresInSeconds, ...rest }) => {
      const read = readParams(params);
      if (read === undefined) {
        form.setFieldError('params', t('maker:devices.commands.paramsFault'));
        return;
      }
      await request('POST', '/devices/{id}/commands', {
        path: { id: device.id },
        body: { ...rest, params: read.value, expiresInSeconds: Number(expiresInSeconds) },
      });
      await stale('commands');
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:devices.commands.title', { code: device.code })}
      verb={t('maker:devices.commands.give')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('maker:devices.commands.effect')}</p>
      <TextInput
        label={t('maker:devices.commands.method')}
        data-autofocus
        {...form.getInputProps('method')}
      />
      <Textarea
        label={t('maker:devices.commands.params')}
        description={t('maker:devices.commands.paramsHint')}
        autosize
        maxRows={8}
        styles={{ input: { fontFamily: 'var(--mono)' } }}
        {...form.getInputProps('params')}
      />
      <Switch
        label={t('maker:devices.commands.wantsAnswer')}
        {...form.getInputProps('wantsAnswer', { type: 'checkbox' })}
      />
      <Select
        label={t('maker:devices.commands.term')}
        description={t('maker:devices.commands.termHint')}
        allowDeselect={false}
        data={TERMS.map((seconds) => ({ value: String(seconds), label: format.duration(seconds * 1000) }))}
        {...form.getInputProps('expiresInSeconds')}
      />
      <Textarea
        label={t('maker:devices.commands.reason')}
        description={t('maker:devices.commands.reasonHint')}
        autosize
        {...form.getInputProps('reason')}
      />
    </FormDialog>
  );
}

/** Parses optional JSON; undefined if it is invalid. */
function readParams(
  text: string,
): { readonly value: BodyOf<'POST', '/devices/{id}/commands'>['params'] } | undefined {
  if (text.trim() === '') return { value: null };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
