import { Button, FileButton } from '@mantine/core';
import { IconFileZip } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './verification.module.css';

interface PackChooserProps {
  readonly isOver: boolean;
  readonly isReady: boolean;
  /** True if the verifier could not be loaded. */
  readonly hasFailed: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Drop target for the pack, with a button for people who don't drag files. */
export function PackChooser({ isOver, isReady, hasFailed, onFiles }: PackChooserProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.target} data-over={isOver || undefined}>
      <IconFileZip size={32} stroke={1.25} aria-hidden className={classes.targetSign} />
      <p className={classes.targetTitle}>{isOver ? t('verify:drop.now') : t('verify:drop.title')}</p>
      <p className={classes.secondary}>{t('verify:drop.hint')}</p>
      {hasFailed ? (
        <p role="alert" className={classes.failed}>
          {t('verify:drop.failed')}
        </p>
      ) : null}
      <FileButton onChange={onFiles} accept=".zip,.pdf,.json" multiple>
        {(props) => (
          <Button {...props} loading={!isReady && !hasFailed} disabled={hasFailed}>
            {t('verify:drop.choose')}
          </Button>
        )}
      </FileButton>
    </div>
  );
}
