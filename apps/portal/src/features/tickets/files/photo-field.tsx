import { Button } from '@mantine/core';
import { IconAlertOctagon, IconCamera, IconFile, IconX } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.js';
import { ACCEPTED_FILES, findFileFault, MAX_FILE_BYTES } from './check-photo.js';
import classes from './photo-field.module.css';

export interface ChosenFile {
  readonly id: string;
  readonly file: File;
  /** Reason why the file is invalid or was not uploaded; undefined without an error. */
  readonly fault?: string;
}

interface PhotoFieldProps {
  readonly files: readonly ChosenFile[];
  readonly onChange: (files: readonly ChosenFile[]) => void;
  readonly label: string;
  readonly disabled?: boolean;
}

const MEBIBYTE = 1024 * 1024;

/**
 * Photos and documents for a ticket, from a phone's camera or from files. Invalid files show the reason immediately.
 */
export function PhotoField({ files, onChange, label, disabled = false }: PhotoFieldProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const folder = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const add = (list: FileList | null): void => {
    const chosen = [...(list ?? [])].map((file): ChosenFile => {
      const fault = findFileFault(file);
      return {
        id: crypto.randomUUID(),
        file,
        ...(fault === undefined
          ? {}
          : {
              fault: t(`customer:photo.${fault}`, {
                size: format.quantity(file.size / MEBIBYTE, 'MB', 1),
                most: format.quantity(MAX_FILE_BYTES / MEBIBYTE, 'MB', 0),
              }),
            }),
      };
    });
    onChange([...files, ...chosen]);
  };
  return (
    <fieldset className={classes.field} disabled={disabled}>
      <legend className={classes.label}>{label}</legend>
      <input
        ref={camera}
        className="visually-hidden"
        tabIndex={-1}
        type="file"
        accept="image/*"
        capture="environment"
        aria-label={t('customer:photo.take')}
        onChange={(event) => {
          add(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
      <input
        ref={folder}
        className="visually-hidden"
        tabIndex={-1}
        type="file"
        multiple
        accept={ACCEPTED_FILES}
        aria-label={t('customer:photo.choose')}
        onChange={(event) => {
          add(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
      <div className={classes.ways}>
        <Button
          variant="default"
          className={classes.camera}
          leftSection={<IconCamera size={16} stroke={1.75} />}
          onClick={() => camera.current?.click()}
        >
          {t('customer:photo.take')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconFile size={16} stroke={1.75} />}
          onClick={() => folder.current?.click()}
        >
          {t('customer:photo.choose')}
        </Button>
      </div>
      <p className={classes.hint}>
        {t('customer:photo.hint', { most: format.quantity(MAX_FILE_BYTES / MEBIBYTE, 'MB', 0) })}
      </p>
      <ul>
        {files.map((chosenFile) => (
          <li
            key={chosenFile.id}
            className={classes.file}
            data-fault={chosenFile.fault === undefined ? undefined : true}
          >
            <Preview file={chosenFile.file} />
            <span className={classes.words}>
              <span className={classes.name}>{chosenFile.file.name}</span>
              {chosenFile.fault === undefined ? (
                <span className={classes.size}>
                  {format.quantity(chosenFile.file.size / MEBIBYTE, 'MB', 1)}
                </span>
              ) : (
                <span className={classes.fault} role="alert">
                  <IconAlertOctagon size={14} stroke={1.75} aria-hidden /> {chosenFile.fault}
                </span>
              )}
            </span>
            <button
              type="button"
              className={classes.remove}
              aria-label={t('customer:photo.remove', { name: chosenFile.file.name })}
              onClick={() => onChange(files.filter((candidate) => candidate.id !== chosenFile.id))}
            >
              <IconX size={16} stroke={1.75} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function Preview({ file }: { readonly file: File }) {
  const address = useMemo(
    () => (file.type.startsWith('image/') ? URL.createObjectURL(file) : undefined),
    [file],
  );
  useEffect(
    () => () => {
      if (address !== undefined) URL.revokeObjectURL(address);
    },
    [address],
  );
  return address === undefined ? (
    <IconFile className={classes.preview} size={24} stroke={1.5} aria-hidden />
  ) : (
    <img className={classes.preview} src={address} alt="" />
  );
}
