import { useTranslation } from 'react-i18next';
import type { Flow } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { summariseFlow } from './flow-numbers.js';
import classes from './flow-head.module.css';

/** Key figures of the data flow: current and for the whole period. */
export function FlowHead({ flow, span }: { readonly flow: Flow; readonly span: 'hour' | 'day' }) {
  const { t } = useTranslation();
  const format = useFormat();
  const numbers = summariseFlow(flow);
  const rate = (value: number | null): string =>
    value === null ? '—' : format.number(value, value < 10 ? 1 : 0);
  const lag = (value: number | null): string =>
    value === null ? '—' : format.quantity(value, 'ms', value < 10 ? 1 : 0);
  const within = t(`maker:flow.within.${span}`);
  const entries = [
    { key: 'points', value: rate(numbers.pointsPerSecond), note: t('maker:flow.perSecond') },
    { key: 'messages', value: rate(numbers.messagesPerSecond), note: t('maker:flow.perSecond') },
    {
      key: 'lag',
      value: lag(numbers.lagP50Ms),
      note: t('maker:flow.lagNote', { lag: lag(numbers.lagP99Ms) }),
    },
    { key: 'quarantined', value: format.number(numbers.quarantined, 0), note: within, tone: 'held' },
    { key: 'late', value: format.number(numbers.late, 0), note: within },
    { key: 'duplicates', value: format.number(numbers.duplicates, 0), note: within },
  ];
  return (
    <dl className={classes.numbers}>
      {entries.map(({ key, value, note, tone }) => (
        <div key={key} className={classes.number} data-tone={value === '0' ? undefined : tone}>
          <dt>{t(`maker:flow.${key}`)}</dt>
          <dd>
            <b>{value}</b>
            <span>{note}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
