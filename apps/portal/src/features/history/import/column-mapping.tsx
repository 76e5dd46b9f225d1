import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HistoryPreview } from '../../../api/types.js';
import { formatUnit } from '../../../format/unit.js';
import { Section } from '../../../ui/layout/section.js';
import classes from './history-import.module.css';

type Mapping = HistoryPreview['mapping'];

/** Maps columns to signals. Unmapped columns are skipped. */
export function ColumnMapping({
  preview,
  onChange,
}: {
  readonly preview: HistoryPreview;
  readonly onChange: (mapping: Mapping[number][]) => void;
}) {
  const { t } = useTranslation();
  const used = new Set([preview.time, preview.seq, preview.source?.column]);
  const bySignal = new Map(preview.mapping.map(({ column, signal }) => [signal, column]));
  const byColumn = new Map(preview.mapping.map(({ column, signal }) => [column, signal]));
  const change = (column: string, signal: string | null): void =>
    onChange([
      ...preview.mapping.filter((one) => one.column !== column && one.signal !== signal),
      ...(signal === null ? [] : [{ column, signal }]),
    ]);
  return (
    <Section
      title={t('maker:history.columns')}
      aside={
        preview.signals.length === 0
          ? t('maker:history.columnsWait')
          : t('maker:history.columnsNote', { count: preview.mapping.length })
      }
      flush
    >
      <div className={classes.mapping}>
        {preview.columns
          .filter(({ name }) => !used.has(name))
          .map(({ name, samples }) => (
            <div key={name} className={classes.column}>
              <div>
                <div>{name}</div>
                <div className={classes.samples}>{samples.join(' · ')}</div>
              </div>
              <Select
                aria-label={t('maker:history.signalOf', { column: name })}
                placeholder={t('maker:history.leftOut')}
                clearable
                searchable
                disabled={preview.signals.length === 0}
                value={byColumn.get(name) ?? null}
                onChange={(signal) => change(name, signal)}
                data={preview.signals.map(({ key, unit }) => ({
                  value: key,
                  label: `${key}${formatUnit(unit) === '' ? '' : ` (${formatUnit(unit)})`}`,
                  disabled: bySignal.has(key) && bySignal.get(key) !== name,
                }))}
              />
            </div>
          ))}
      </div>
    </Section>
  );
}
