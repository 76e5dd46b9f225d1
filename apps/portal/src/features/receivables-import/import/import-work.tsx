import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './import.module.css';

/** Shows that the server is reading or importing a file. */
export function ImportWork({ state }: { readonly state: 'reading' | 'importing' }) {
  const { t } = useTranslation();
  return (
    <div className={classes.work} role="status">
      <p className={classes.answer}>{t(`maker:statements.work.${state}`)}</p>
      <Progress animated value={100} aria-label={t(`maker:statements.state.${state}`)} />
      <p className={classes.note}>{t('maker:statements.work.leave')}</p>
    </div>
  );
}
