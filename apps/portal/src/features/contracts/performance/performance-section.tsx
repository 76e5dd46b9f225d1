import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { Contract } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { Section } from '../../../ui/layout/section.js';
import { PerformanceFields } from './performance-fields.js';
import { PerformanceList } from './performance-list.js';
import { toPerformance, toPerformanceValues } from './performance-values.js';

/** Guarantees of a contract: editable in a draft, changed by amendment in an active contract. */
export function PerformanceSection({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const mayEdit = contract.state === 'draft' && may('contracts.write');
  if (contract.performance.length === 0 && !mayEdit) return null;
  return (
    <Section
      title={t('performance.title')}
      action={
        mayEdit ? (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPencil size={14} stroke={1.75} />}
            onClick={() => setEditing(true)}
          >
            {t('maker:performance.edit')}
          </Button>
        ) : undefined
      }
    >
      {contract.performance.length === 0 ? (
        <p>{t('performance.none')}</p>
      ) : (
        <PerformanceList contract={contract} />
      )}
      {editing ? <PerformanceDialog contract={contract} onClose={() => setEditing(false)} /> : null}
    </Section>
  );
}

interface PerformanceDialogProps {
  readonly contract: Contract;
  readonly onClose: () => void;
}

function PerformanceDialog({ contract, onClose }: PerformanceDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { performance: toPerformanceValues(contract.performance) },
    async ({ performance }) => {
      await request('PATCH', '/contracts/{id}', {
        path: { id: contract.id },
        body: { performance: toPerformance(performance) },
        ifMatch: contract.version,
      });
      await stale('contracts');
      toastDone(t('maker:contract.saved', { number: contract.number }));
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:performance.dialogTitle', { number: contract.number })}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={860}
    >
      <PerformanceFields form={form} contract={contract} />
    </FormDialog>
  );
}
