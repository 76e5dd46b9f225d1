import { useTranslation } from 'react-i18next';
import classes from './audit-change.module.css';

type Values = Readonly<Record<string, unknown>> | null | undefined;

interface AuditChangeProps {
  readonly before: Values;
  readonly after: Values;
}

const say = (value: unknown): string =>
  value === undefined || value === null ? '—' : typeof value === 'string' ? value : JSON.stringify(value);

/** Changes of an audit entry, field by field. */
export function AuditChange({ before, after }: AuditChangeProps) {
  const { t } = useTranslation();
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  if (fields.length === 0) return <p>{t('maker:settings.noChange')}</p>;
  return (
    <dl>
      {fields.map((field) => (
        <div key={field} className={classes.field}>
          <dt>{field}</dt>
          <dd>
            <del>{say(before?.[field])}</del>
            <ins>{say(after?.[field])}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
