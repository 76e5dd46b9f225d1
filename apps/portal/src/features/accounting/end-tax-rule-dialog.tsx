import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { TaxRule } from '../../api/types.js';
import { useStale } from '../../api/use-stale.js';
import { DateField } from '../../ui/forms/entry/date-field.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';

/** Ends a tax rule or moves its end. Issued invoices keep the rule. */
export function EndTaxRuleDialog({
  rule,
  onClose,
}: {
  readonly rule: TaxRule;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { validTo: rule.validTo ?? '' },
    async ({ validTo }) => {
      await request('PATCH', '/tax-rules/{id}', {
        path: { id: rule.id },
        body: { validTo: validTo === '' ? null : validTo },
        ifMatch: rule.version,
      });
      await stale('tax-rules');
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:books.endRule')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('maker:books.endRuleEffect')}</p>
      <DateField
        clearable
        label={t('maker:books.validTo')}
        description={t('maker:books.validToHint')}
        {...form.getInputProps('validTo')}
      />
    </FormDialog>
  );
}
