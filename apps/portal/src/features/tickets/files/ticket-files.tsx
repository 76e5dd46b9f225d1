import { Button } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { problemText } from '../../../problems/problem-text.js';
import { problemOf } from '../../../problems/problem.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { Section } from '../../../ui/layout/section.js';
import { PhotoField, type ChosenFile } from './photo-field.js';
import { sendFile } from './send-file.js';
import classes from './ticket-files.module.css';

interface TicketFilesProps {
  readonly ticket: Ticket;
  readonly mayAdd: boolean;
}

/**
 * Photos and documents of a ticket. More can be added while the ticket is open; failed uploads remain visible with the
 * reason.
 */
export function TicketFiles({ ticket, mayAdd }: TicketFilesProps) {
  const { t, i18n } = useTranslation();
  const stale = useStale();
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  const [sending, setSending] = useState(false);
  const sendAll = async (): Promise<void> => {
    setSending(true);
    const left: ChosenFile[] = [];
    for (const chosenFile of files) {
      try {
        await sendFile(ticket.id, chosenFile.file);
      } catch (error) {
        left.push({ ...chosenFile, fault: problemText(problemOf(error), t, i18n) });
      }
    }
    if (left.length < files.length) {
      await stale('tickets');
      toastDone(t('customer:photo.sent', { count: files.length - left.length }));
    }
    setFiles(left);
    setSending(false);
  };
  return (
    <Section title={t('customer:ticket.files')}>
      {ticket.files.length === 0 ? <p className={classes.none}>{t('customer:ticket.noFiles')}</p> : null}
      <ul className={classes.files}>
        {ticket.files.map((file) => (
          <li key={file.id}>
            <a href={`/api/v1/files/${file.id}`} target="_blank" rel="noreferrer">
              {file.mime.startsWith('image/') ? (
                <img src={`/api/v1/files/${file.id}`} alt={file.name} loading="lazy" />
              ) : (
                <span className={classes.paper}>
                  <IconFile size={24} stroke={1.5} aria-hidden /> {file.name}
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
      {mayAdd ? (
        <div className={classes.add}>
          <PhotoField files={files} onChange={setFiles} label={t('customer:photo.add')} disabled={sending} />
          {files.length === 0 ? null : (
            <Button loading={sending} onClick={() => void sendAll()}>
              {t('customer:photo.send', { count: files.length })}
            </Button>
          )}
        </div>
      ) : null}
    </Section>
  );
}
