import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.js';
import { ConfirmDialog } from '../../../ui/forms/confirm-dialog.js';
import { findLostActions } from './action-queue.js';
import type { FieldAction } from './field-action.js';
import { fieldActions } from './field-actions.store.js';
import classes from './unsent-actions.module.css';
import { useUnsentActions } from './use-field-actions.js';

interface DiscardDialogProps {
  readonly action: FieldAction;
  readonly onClose: () => void;
}

/** Confirms deletion of unsent work and lists everything that would be lost. */
export function DiscardDialog({ action, onClose }: DiscardDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const lost = findLostActions(useUnsentActions(), action.id);
  return (
    <ConfirmDialog
      open
      title={t('technician:unsent.discardTitle')}
      verb={t('technician:unsent.discard')}
      disabled={lost.length === 0}
      onConfirm={() => fieldActions.discard(lost.map(({ id }) => id))}
      onClose={onClose}
    >
      <p>{t('technician:unsent.discardWhat')}</p>
      <ul className={classes.lost}>
        {lost.map(({ id, code, about, at, body, file }) => (
          <li key={id}>
            <p className={classes.what}>
              {`${t(`technician:action.${code}`, { about })}, ${format.timeWithOtherDay(at)}`}
            </p>
            {file === undefined ? null : <p>{file.name}</p>}
            {noteOf(body) === '' ? null : <p className={classes.note}>{noteOf(body)}</p>}
          </li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}

/** Text of a note or a closing report. */
function noteOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'note' in body && typeof body.note === 'string'
    ? body.note
    : '';
}
