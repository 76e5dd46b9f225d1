import { Button } from '@mantine/core';
import { IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../problems/problem-text.js';
import { problemOf } from '../../problems/problem.js';
import classes from './message.module.css';

interface ErrorStateProps {
  readonly error: unknown;
  /** The failure, for example "Couldn’t load the readings". */
  readonly title?: string;
  /** Reassurance about what is unaffected, for example "No data was lost. Machines keep sending." */
  readonly safe?: string;
  readonly onRetry?: () => void;
}

/**
 * An error: the failure, what is unaffected, a retry button, and a reference for support. A missing or forbidden
 * resource is shown as such without a retry, which would not help.
 */
export function ErrorState({ error, title, safe, onRetry }: ErrorStateProps) {
  const { t, i18n } = useTranslation();
  const problem = problemOf(error);
  const isGone = problem.status === 404;
  return (
    <section className={classes.message} data-tone="critical" role="alert">
      <IconPlugConnectedX size={28} stroke={1.5} aria-hidden className={classes.sign} />
      <h2 className={classes.title}>{isGone ? t('error.gone') : (title ?? t('error.title'))}</h2>
      <p className={classes.text}>
        {problemText(problem, t, i18n)} {isGone ? t('error.goneWhy') : (safe ?? t('error.safe'))}
      </p>
      <div className={classes.actions}>
        {onRetry === undefined || isGone ? null : (
          <Button variant="default" leftSection={<IconRefresh size={15} stroke={1.75} />} onClick={onRetry}>
            {t('error.retry')}
          </Button>
        )}
        {problem.correlationId === undefined ? null : (
          <span className={classes.reference}>
            {t('error.reference', { reference: problem.correlationId })}
          </span>
        )}
      </div>
    </section>
  );
}
