import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { DatevSettings, LegalEntity } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

interface DatevSettingsDialogProps {
  readonly entity: LegalEntity;
  /** Current settings; undefined if the legal entity has none yet. */
  readonly settings: DatevSettings | undefined;
  readonly onClose: () => void;
}

const USUAL_ACCOUNT_LENGTH = '4';

/** Sets the numbers of a legal entity at its tax consultant. */
export function DatevSettingsDialog({ entity, settings, onClose }: DatevSettingsDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    {
      consultantNumber: settings === undefined ? '' : String(settings.consultantNumber),
      clientNumber: settings === undefined ? '' : String(settings.clientNumber),
      accountLength: settings === undefined ? USUAL_ACCOUNT_LENGTH : String(settings.accountLength),
    },
    async ({ consultantNumber, clientNumber, accountLength }) => {
      await request('PUT', '/datev-settings/{legalEntityId}', {
        path: { legalEntityId: entity.id },
        // An empty field is sent as 0, so that the server rejects it at its field.
        body: {
          consultantNumber: Number(consultantNumber),
          clientNumber: Number(clientNumber),
          accountLength: Number(accountLength),
        },
      });
      await stale('datev-settings');
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:journalExport.settingsOf', { name: entity.name })}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <NumberField
        decimals={0}
        min={1001}
        label={t('maker:journalExport.consultant')}
        description={t('maker:journalExport.consultantHint')}
        data-autofocus
        {...form.getInputProps('consultantNumber')}
      />
      <NumberField
        decimals={0}
        min={1}
        label={t('maker:journalExport.client')}
        {...form.getInputProps('clientNumber')}
      />
      <NumberField
        decimals={0}
        min={4}
        max={8}
        label={t('maker:journalExport.length')}
        description={t('maker:journalExport.lengthHint')}
        {...form.getInputProps('accountLength')}
      />
    </FormDialog>
  );
}
