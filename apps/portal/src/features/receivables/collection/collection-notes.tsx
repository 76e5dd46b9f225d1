import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { useOne } from '../../../api/use-one.js';
import { useFormat } from '../../../format/use-format.js';
import { Section } from '../../../ui/layout/section.js';
import classes from '../rows.module.css';
import { NoteDialog } from './note-dialog.js';

/** Notes about the payment of a customer, newest first, with a button to add one. */
export function CollectionNotes({ customerId }: { readonly customerId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const [isAdding, setIsAdding] = useState(false);
  const query = useOne('collection-notes', '/customers/{id}/collection-notes', { path: { id: customerId } });
  if (query.data === undefined) return null;
  return (
    <Section
      title={t('maker:collection.notes')}
      action={
        may('receivables.remind') ? (
          <Button variant="default" size="xs" onClick={() => setIsAdding(true)}>
            {t('maker:collection.addNote')}
          </Button>
        ) : undefined
      }
    >
      {query.data.items.length === 0 ? (
        <p className={classes.quiet}>{t('maker:collection.noNotes')}</p>
      ) : (
        query.data.items.map(({ id, text, writtenAt, writtenBy }) => (
          <p key={id} className={classes.lines}>
            {text}
            <span className={classes.quiet}>
              {format.listed([...(writtenBy === null ? [] : [writtenBy]), format.dateTime(writtenAt)])}
            </span>
          </p>
        ))
      )}
      {isAdding ? <NoteDialog customerId={customerId} onClose={() => setIsAdding(false)} /> : null}
    </Section>
  );
}
