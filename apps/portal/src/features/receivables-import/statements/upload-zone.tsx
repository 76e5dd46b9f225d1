import { ActionIcon, Button, FileButton, Progress } from '@mantine/core';
import { IconAlertOctagon, IconUpload, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSize } from '../../../format/bytes/use-size.js';
import { useFormat } from '../../../format/use-format.js';
import { problemText } from '../../../problems/problem-text.js';
import classes from './upload-zone.module.css';
import { type UploadedFile, useUploads } from './use-uploads.js';

interface UploadZoneProps {
  /** Called with the import IDs of the uploaded files when all files have been sent. */
  readonly onSent: (importIds: readonly string[]) => void;
}

/** Uploads bank statements that are dropped on the zone or chosen with a button. */
export function UploadZone({ onSent }: UploadZoneProps) {
  const { t } = useTranslation();
  const uploads = useUploads(onSent);
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setIsOver(false);
    if (event.dataTransfer.files.length > 0) uploads.add([...event.dataTransfer.files]);
  };
  return (
    <div
      className={classes.zone}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        // The event also fires when the pointer moves between elements inside the zone.
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setIsOver(false);
      }}
      onDrop={drop}
    >
      <div className={classes.invitation}>
        <IconUpload size={20} stroke={1.75} aria-hidden className={classes.sign} />
        <p className={classes.words}>
          <b>{t('maker:statements.drop')}</b>
          <span>{t('maker:statements.formats')}</span>
        </p>
        <FileButton multiple onChange={(files) => uploads.add(files)}>
          {(props) => <Button {...props}>{t('maker:statements.choose')}</Button>}
        </FileButton>
      </div>
      {uploads.files.length === 0 ? null : (
        <ul className={classes.files}>
          {uploads.files.map((file) => (
            <UploadRow key={file.key} file={file} onRemove={() => uploads.remove(file.key)} />
          ))}
        </ul>
      )}
    </div>
  );
}

function UploadRow({ file, onRemove }: { readonly file: UploadedFile; readonly onRemove: () => void }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const size = useSize();
  const { name, bytes, state, share, importId, problem } = file;
  return (
    <li className={classes.file} data-state={state}>
      <span className={classes.name}>
        {importId === null ? (
          name
        ) : (
          <Link to="/receivables/statements/$importId" params={{ importId }}>
            {name}
          </Link>
        )}
      </span>
      <span className={classes.note} role={state === 'failed' ? 'alert' : undefined}>
        {problem === null ? (
          t(`maker:statements.upload.${state}`, { share: format.percent(share), size: size(bytes) })
        ) : (
          <>
            <IconAlertOctagon size={15} stroke={1.75} aria-hidden />
            {problemText(problem, t, i18n)}
          </>
        )}
      </span>
      {state === 'sending' ? (
        <Progress
          className={classes.progress}
          size={4}
          value={share * 100}
          aria-label={t('maker:statements.upload.progress', { name })}
        />
      ) : null}
      {state === 'sent' ? null : (
        <ActionIcon
          className={classes.remove}
          variant="subtle"
          onClick={onRemove}
          aria-label={t(
            state === 'failed' ? 'maker:statements.upload.remove' : 'maker:statements.upload.cancel',
            {
              name,
            },
          )}
        >
          <IconX size={16} stroke={1.75} />
        </ActionIcon>
      )}
    </li>
  );
}
