import { Button } from '@mantine/core';
import { IconMessagePlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../../../api/types.js';
import { CloseSheet } from '../sheets/close-sheet.js';
import { NoteSheet } from '../sheets/note-sheet.js';
import { PhotoButton } from '../sheets/photo-button.js';
import { StepButton } from './step-button.js';
import classes from './ticket-foot.module.css';

/** Actions on a ticket within reach of the thumb: photo, note and the primary step. */
export function TicketFoot({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation();
  const [sheet, setSheet] = useState<'close' | 'note'>();
  const close = (): void => setSheet(undefined);
  return (
    <div className={classes.foot}>
      <PhotoButton ticket={ticket} />
      <Button variant="default" className={classes.small} onClick={() => setSheet('note')}>
        <IconMessagePlus size={22} stroke={1.75} aria-hidden />
        <span>{t('technician:note.short')}</span>
      </Button>
      <StepButton ticket={ticket} onClose={() => setSheet('close')} />
      {sheet === 'close' ? <CloseSheet ticket={ticket} onClose={close} /> : null}
      {sheet === 'note' ? <NoteSheet ticket={ticket} onClose={close} /> : null}
    </div>
  );
}
