import { IconAlertOctagon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './form-summary.module.css';

interface FormSummaryProps {
  readonly summary: { readonly fields: number; readonly text: string } | undefined;
  /** The failed action, if it is not "save". */
  readonly lead?: string;
}

/** Error summary above a form that the server rejected: "Not saved. Check 2 fields." */
export function FormSummary({ summary, lead }: FormSummaryProps) {
  const { t } = useTranslation();
  if (summary === undefined) return null;
  return (
    <div className={classes.summary} role="alert">
      <IconAlertOctagon size={17} stroke={1.75} aria-hidden />
      <p>
        <b>{lead ?? t('form.notSaved')}</b>{' '}
        {summary.fields > 0 ? t('form.fieldsNeedYou', { count: summary.fields }) : null} {summary.text}
      </p>
    </div>
  );
}
