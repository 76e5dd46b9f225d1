import { useTranslation } from 'react-i18next';
import type { Signal } from '../../../api/types.js';
import { formatUnit } from '../../../format/unit.js';
import { useLocalised } from '../../../i18n/localised.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import classes from './column-meanings.module.css';

const FIXED_COLUMNS = ['device_time', 'seq', 'received_at'] as const;
/** Columns of a file with one row per value. */
const VALUE_COLUMNS = [
  'machine',
  'device',
  'signal',
  'unit',
  'time_source',
  'device_time',
  'received_at',
  'seq',
  'value',
  'quality',
  'late',
] as const;
const TIMES: readonly string[] = ['device_time', 'received_at'];

/** Explains each column of the file and the unit of its numbers. */
export function ColumnMeanings({
  isTable,
  signals,
}: {
  readonly isTable: boolean;
  readonly signals: readonly Signal[];
}) {
  const { t } = useTranslation();
  const text = useCodeText();
  const localised = useLocalised();
  return (
    <section className={classes.columns}>
      <h3>{t('customer:export.columns')}</h3>
      <p className={classes.note}>
        {isTable ? t('customer:export.format') : t('customer:export.formatOfValues')}
      </p>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('customer:export.columns')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('customer:export.column')}</th>
              <th scope="col">{t('customer:export.meaning')}</th>
              <th scope="col">{t('customer:export.unit')}</th>
            </tr>
          </thead>
          <tbody>
            {(isTable ? FIXED_COLUMNS : VALUE_COLUMNS).map((column) => (
              <tr key={column}>
                <th scope="row">
                  <code>{column}</code>
                </th>
                <td>{t(`customer:export.fixed.${column}`)}</td>
                <td>{TIMES.includes(column) ? 'ISO 8601, UTC' : ''}</td>
              </tr>
            ))}
            {(isTable ? signals : []).map((signal) => (
              <tr key={signal.key}>
                <th scope="row">
                  <code>{signal.key}</code>
                </th>
                <td>
                  {t(`customer:export.kind.${signal.kind}`, {
                    name: localised(signal.label) || text('common:signal', signal.key),
                  })}
                </td>
                <td>{formatUnit(signal.unit)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
