import { Button, Checkbox, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../../../api/types.js';
import { preparePost } from '../../../../api/stored-post.js';
import { useFocusBack } from '../../../../ui/forms/use-focus-back.js';
import { useSendAction } from '../../actions/use-field-actions.js';
import classes from './sheet.module.css';

interface NoteSheetProps {
  readonly ticket: Pick<Ticket, 'id' | 'number'>;
  readonly onClose: () => void;
}

/** A note on the ticket, for colleagues only or also for the plant. */
export function NoteSheet({ ticket, onClose }: NoteSheetProps) {
  useFocusBack();
  const { t } = useTranslation();
  const send = useSendAction();
  const [note, setNote] = useState('');
  const [isInternal, setInternal] = useState(true);
  return (
    <Modal
      opened
      fullScreen
      onClose={onClose}
      title={t('technician:note.title', { number: ticket.number })}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      classNames={{ content: classes.phone, body: classes.body }}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void send({
            code: 'note',
            about: ticket.number,
            ticketId: ticket.id,
            ...preparePost('/tickets/{id}/notes', {
              path: { id: ticket.id },
              body: { note: note.trim(), internal: isInternal },
            }),
            stale: ['tickets'],
          });
          onClose();
        }}
      >
        <Textarea
          label={t('technician:note.label')}
          autosize
          minRows={5}
          maxLength={5000}
          data-autofocus
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Checkbox
          size="md"
          className={classes.check}
          label={t('technician:note.internal')}
          checked={isInternal}
          onChange={(event) => setInternal(event.currentTarget.checked)}
        />
        <div className={classes.foot}>
          <Button type="submit" variant="accent" fullWidth disabled={note.trim() === ''}>
            {t('technician:note.verb')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
