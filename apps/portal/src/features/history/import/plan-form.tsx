import { Button, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Device, HistoryImportDetail, HistoryPlan } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { faultText, problemText } from '../../../problems/problem-text.js';
import { problemOf } from '../../../problems/problem.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { ZoneSelect } from '../../../ui/forms/zone-select.js';
import { Section } from '../../../ui/layout/section.js';
import { ImportPreview } from '../../imports/import-preview.js';
import { type Choice, SingleSearchSelect } from '../../search/search-select.js';
import { ColumnMapping } from './column-mapping.js';
import classes from './history-import.module.css';

const BY_COLUMN = 'column:';
const DELIMITERS = [';', ',', '|', '\t'] as const;

function toColumnChoice(name: string): Choice {
  return { value: `${BY_COLUMN}${name}`, label: name };
}

function toDeviceChoice({ id, code, machine }: Device): Choice {
  return {
    value: id,
    label: machine === null || machine.serial === code ? code : `${machine.serial} · ${code}`,
  };
}

/** Import settings of a file: format, machine, and mapping of columns to signals. */
export function PlanForm({ item }: { readonly item: HistoryImportDetail }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const stale = useStale();
  const [said, setSaid] = useState<HistoryPlan>({});
  const [settled] = useDebouncedValue(said, 250);
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['history-imports', 'preview', item.id, settled],
    queryFn: ({ signal }) =>
      request('POST', '/history-imports/{id}/preview', { path: { id: item.id }, body: settled, signal }),
    placeholderData: keepPreviousData,
  });
  const deviceId = data?.source?.deviceId;
  const device = useOne('devices', '/devices/{id}', { path: { id: deviceId } });
  if (error !== null && data === undefined)
    return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <SkeletonRows />;
  const updatePlan = (change: HistoryPlan): void => setSaid((before) => ({ ...before, ...change }));
  const names = data.columns.map(({ name }) => name);
  const isComplete = data.time !== null && data.source !== null && data.mapping.length > 0;
  const start = (): void => {
    const { time, seq, source, mapping, zone, dayFirst, delimiter, decimal, format: written } = data;
    if (time === null || source === null) return;
    setBusy(true);
    setFailure(undefined);
    const plan = {
      ...{ zone, dayFirst, format: written, time, seq, source, signals: mapping },
      ...(written === 'csv' && { delimiter, decimal }),
    };
    request('POST', '/history-imports/{id}/start', { path: { id: item.id }, body: plan })
      .then(() => stale('history-imports'))
      .catch((caught: unknown) => {
        const problem = problemOf(caught);
        const faults = (problem.fields ?? []).map((fault) => faultText(fault, t, i18n));
        setFailure([problemText(problem, t, i18n), ...faults].join(' '));
      })
      .finally(() => setBusy(false));
  };
  const source =
    data.source === null
      ? null
      : data.source.column !== undefined
        ? toColumnChoice(data.source.column)
        : device.data === undefined
          ? null
          : toDeviceChoice(device.data);
  return (
    <>
      <Section title={t('maker:history.reading')} aside={t('maker:history.readingNote')} flush>
        <div className={classes.form}>
          <SingleSearchSelect
            className={classes.wide}
            label={t('maker:history.source')}
            description={t('maker:history.sourceHint')}
            searched={{ name: 'devices', path: '/devices' }}
            toChoice={toDeviceChoice}
            chosen={source}
            before={{
              group: t('maker:history.byColumn'),
              items: names.map(toColumnChoice),
              searchedGroup: t('maker:history.oneMachine'),
            }}
            onChange={(value) =>
              updatePlan({
                source: value.startsWith(BY_COLUMN)
                  ? { column: value.slice(BY_COLUMN.length) }
                  : { deviceId: value },
                zone: undefined,
                signals: undefined,
              })
            }
          />
          <Select
            label={t('maker:history.time')}
            allowDeselect={false}
            value={data.time}
            onChange={(value) => value !== null && updatePlan({ time: value })}
            data={names}
          />
          <ZoneSelect
            label={t('maker:history.zone')}
            description={t('maker:history.zoneHint')}
            value={data.zone}
            onChange={(value) => value !== null && updatePlan({ zone: value })}
          />
          <Select
            label={t('maker:history.dates')}
            allowDeselect={false}
            value={data.dayFirst ? 'day' : 'month'}
            onChange={(value) => updatePlan({ dayFirst: value === 'day' })}
            data={[
              { value: 'day', label: '31/12/2026' },
              { value: 'month', label: '12/31/2026' },
            ]}
          />
          <Select
            label={t('maker:history.seq')}
            description={t('maker:history.seqHint')}
            placeholder={t('maker:history.seqNone')}
            clearable
            value={data.seq}
            onChange={(value) => updatePlan({ seq: value })}
            data={names}
          />
          {data.format === 'ndjson' ? null : (
            <>
              <Select
                label={t('maker:history.delimiter')}
                allowDeselect={false}
                value={data.delimiter}
                onChange={(value) =>
                  setSaid({ delimiter: DELIMITERS.find((one) => one === value), source: said.source })
                }
                data={DELIMITERS.map((value) => ({
                  value,
                  label: value === '\t' ? t('maker:history.tab') : value,
                }))}
              />
              <Select
                label={t('maker:history.decimal')}
                allowDeselect={false}
                value={data.decimal}
                onChange={(value) => updatePlan({ decimal: value === ',' ? ',' : '.' })}
                data={[
                  { value: '.', label: '1.5' },
                  { value: ',', label: '1,5' },
                ]}
              />
            </>
          )}
        </div>
      </Section>
      <ColumnMapping preview={data} onChange={(signals) => updatePlan({ signals })} />
      <Section
        title={t('maker:history.rows')}
        aside={
          data.checked === 0
            ? t('maker:history.notChecked')
            : data.from === null || data.to === null
              ? t('maker:history.checkedNone', {
                  count: data.checked,
                  faulty: format.number(data.faulty, 0),
                })
              : t('maker:history.checked', {
                  count: data.checked,
                  faulty: format.number(data.faulty, 0),
                  from: format.dateTime(data.from),
                  to: format.dateTime(data.to),
                })
        }
        flush
      >
        <ImportPreview
          faults={data.faults.map(({ row, column, value, code, params }) => ({
            row,
            column: column ?? t('maker:history.wholeRow'),
            value,
            reason: text('maker:rowFault', code, params),
          }))}
          faultsNote={t('maker:history.faultsNote')}
          goodNote=""
          columns={names}
          rows={data.rows}
          validCount={data.checked === 0 ? data.rows.length : data.checked - data.faulty}
        />
      </Section>
      <div className={classes.bar}>
        <div>
          <FormSummary summary={failure === undefined ? undefined : { fields: 0, text: failure }} />
          <p className={classes.note}>{t('maker:history.startNote')}</p>
        </div>
        <Button disabled={!isComplete || isPlaceholderData} loading={busy} onClick={start}>
          {t('maker:history.start')}
        </Button>
      </div>
    </>
  );
}
