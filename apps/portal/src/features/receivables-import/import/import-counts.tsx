import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import classes from './import.module.css';

interface ImportCountsProps {
  readonly summary: ImportSummary;
  /** Whether the file was imported. */
  readonly isDone: boolean;
}

/** Number of a file's lines by outcome. Indented counts add up to the count above them. */
export function ImportCounts({ summary, isDone }: ImportCountsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { lines, repeated, payments, matched, suggested, others } = summary;
  const kind = isDone ? 'done' : 'ready';
  const rows = [
    { key: 'lines', count: lines, level: 0 },
    { key: 'repeated', count: repeated, level: 1 },
    { key: 'payments', count: payments, level: 1 },
    { key: `${kind}Matched`, count: matched, level: 2 },
    // Automatic matches during the import can invalidate suggestions for other payments, so the number of suggestions
    // is only shown before the import.
    ...(isDone
      ? [{ key: 'unapplied', count: payments - matched, level: 2 }]
      : [
          { key: 'suggested', count: suggested, level: 2 },
          { key: 'without', count: payments - matched - suggested, level: 2 },
        ]),
    { key: 'others', count: others, level: 1 },
  ];
  return (
    <dl className={classes.counts}>
      {rows.map(({ key, count, level }) => (
        <div key={key} className={classes.count} data-level={level}>
          <dt>
            {t(`maker:statements.count.${key}`)}
            {key === 'others' || key === 'repeated' ? (
              <small>{t(`maker:statements.why.${key}`)}</small>
            ) : null}
          </dt>
          <dd>{format.number(count, 0)}</dd>
        </div>
      ))}
    </dl>
  );
}
