import { Checkbox, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { MonthClose } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

/**
 * Closes an open month or reopens a closed one. The user must confirm the open items of the checks before the month is
 * closed.
 */
export function PeriodDialog({
  close,
  onClose,
}: {
  readonly close: MonthClose;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const stale = useStale();
  const { legalEntityId, month } = close;
  const state = close.state === 'open' ? 'closed' : 'open';
  const left = state === 'closed' ? close.checks.filter(({ count }) => count > 0) : [];
  const [isConfirmed, setIsConfirmed] = useState(false);
  const { form, sending, summary, submit } = useServerForm(
    { legalEntityId, month, state, why: '' },
    async (values) => {
      await request('POST', '/accounting-periods', { body: { ...values, state } });
      await stale('accounting-periods');
      onClose();
    },
  );
  return (
    <FormDialog
      title={t(`maker:books.${state === 'closed' ? 'closeMonth' : 'openMonth'}`)}
      verb={t(`maker:books.${state === 'closed' ? 'closeVerb' : 'openVerb'}`)}
      sending={sending}
      summary={summary}
      disabled={left.length > 0 && !isConfirmed}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t(`maker:books.${state === 'closed' ? 'closeEffect' : 'openEffect'}`)}</p>
      {left.length === 0 ? null : (
        <>
          <p>{t('maker:close.stillOpen')}</p>
          <ul>
            {left.map(({ key, count }) => (
              <li key={key}>
                {t('maker:close.stillOpenItem', { name: t(`maker:close.key.${key}`), number: String(count) })}
              </li>
            ))}
          </ul>
          <Checkbox
            label={t('maker:close.confirm')}
            checked={isConfirmed}
            onChange={(event) => setIsConfirmed(event.currentTarget.checked)}
          />
        </>
      )}
      <Textarea label={t('maker:invoice.why')} autosize minRows={2} {...form.getInputProps('why')} />
    </FormDialog>
  );
}
