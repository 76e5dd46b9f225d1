import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStale } from '../../../api/use-stale.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { RECEIVABLES } from '../amounts.js';

interface UndoDialogProps {
  readonly title: string;
  readonly verb: string;
  /** Explanation of the changes. */
  readonly effect: string;
  /** Message after the undo. */
  readonly done: string;
  readonly onUndo: (why: string) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Undoes a change of receivables, or ends a mandate, with a reason. */
export function UndoDialog({ title, verb, effect, done, onUndo, onClose }: UndoDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm({ why: '' }, async ({ why }) => {
    await onUndo(why);
    await stale(...RECEIVABLES);
    toastDone(done);
    onClose();
  });
  return (
    <FormDialog
      title={title}
      verb={verb}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{effect}</p>
      <Textarea
        label={t('maker:invoice.why')}
        autosize
        minRows={2}
        data-autofocus
        {...form.getInputProps('why')}
      />
    </FormDialog>
  );
}
