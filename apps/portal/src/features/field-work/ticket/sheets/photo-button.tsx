import { Button } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../../../api/types.js';
import { preparePost } from '../../../../api/stored-post.js';
import { useFormat } from '../../../../format/use-format.js';
import { findFileFault, MAX_FILE_BYTES } from '../../../tickets/files/check-photo.js';
import { useSendAction } from '../../actions/use-field-actions.js';
import classes from '../steps/ticket-foot.module.css';

const MEBIBYTE = 1024 * 1024;

/**
 * Takes and sends a photo. If the file is invalid, the button shows the reason; if the photo cannot be delivered, it
 * is kept for a retry.
 */
export function PhotoButton({ ticket }: { readonly ticket: Pick<Ticket, 'id' | 'number'> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const send = useSendAction();
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string>();
  const take = (file: File | undefined): void => {
    if (file === undefined) return;
    const found = findFileFault(file);
    setFault(
      found === undefined
        ? undefined
        : t(`technician:photo.${found}`, {
            name: file.name,
            size: format.quantity(file.size / MEBIBYTE, 'MB', 1),
            most: format.quantity(MAX_FILE_BYTES / MEBIBYTE, 'MB', 0),
          }),
    );
    if (found !== undefined) return;
    void send({
      code: 'photo',
      about: ticket.number,
      ticketId: ticket.id,
      ...preparePost('/tickets/{id}/files', { path: { id: ticket.id }, file }),
      stale: ['tickets'],
    });
  };
  return (
    <>
      <input
        ref={input}
        className="visually-hidden"
        tabIndex={-1}
        type="file"
        accept="image/*"
        capture="environment"
        aria-label={t('technician:photo.take')}
        onChange={(event) => {
          take(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      <Button variant="default" className={classes.small} onClick={() => input.current?.click()}>
        <IconCamera size={22} stroke={1.75} aria-hidden />
        <span>{t('technician:photo.short')}</span>
      </Button>
      {fault === undefined ? null : (
        <p className={classes.fault} role="alert">
          {fault}
        </p>
      )}
    </>
  );
}
