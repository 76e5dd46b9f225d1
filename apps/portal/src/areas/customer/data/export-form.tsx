import { Button, MultiSelect, Select } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchFile } from '../../../api/fetch-file.js';
import { request } from '../../../api/transport.js';
import { useList } from '../../../api/use-list.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { productNow } from '../../../clock/clock.js';
import { useZone } from '../../../clock/zone.js';
import { instantToWallTime, wallTimeToInstant } from '../../../format/time.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { problemText } from '../../../problems/problem-text.js';
import { problemOf } from '../../../problems/problem.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { DateTimeField } from '../../../ui/forms/entry/date-time-field.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { saveBlob } from '../../../ui/tables/export/save-blob.js';
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { ColumnMeanings } from './column-meanings.js';
import classes from './export-form.module.css';

const DAY = 86_400_000;

/** `table` has one column per signal; the other formats have one row per value and can include all machines. */
const FORMATS = ['table', 'csv', 'ndjson', 'parquet'] as const;
type FileFormat = (typeof FORMATS)[number];
const ALL_MACHINES = 'all';

/** Exports the plant's own readings to a file: format, machine, time range and signals. */
export function ExportForm() {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const zone = useZone();
  const text = useCodeText();
  const localised = useLocalised();
  const [filters, change] = useUrlFilters();
  const machines = useList('machines', '/machines');
  const [fileFormat, setFileFormat] = useState<FileFormat>('table');
  const isTable = fileFormat === 'table';
  const first = machines.items[0]?.id;
  const wanted = filters['machine'] ?? first;
  // A table contains the columns of one machine only.
  const machineId = wanted === ALL_MACHINES ? first : wanted;
  const isAll = wanted === ALL_MACHINES && !isTable;
  const machine = useOne('machines', '/machines/{id}', { path: { id: machineId } });
  const now = productNow();
  const [from, setFrom] = useState(() => instantToWallTime(now - 7 * DAY, zone));
  const [to, setTo] = useState(() => instantToWallTime(now, zone));
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const stale = useStale();
  const signals = machine.data?.signals ?? [];
  const start = from === '' ? Number.NaN : wallTimeToInstant(from, zone);
  const end = to === '' ? Number.NaN : wallTimeToInstant(to, zone);
  const spanFault =
    Number.isNaN(start) || Number.isNaN(end) || start < end ? undefined : t('customer:export.order');
  const startJob = async (format: Exclude<FileFormat, 'table'>): Promise<void> => {
    try {
      await request('POST', '/export-jobs', {
        body: {
          from: new Date(start).toISOString(),
          to: new Date(end).toISOString(),
          signals: chosen,
          format,
          ...(!isAll && machineId !== undefined && { machines: [machineId] }),
        },
      });
      await stale('export-jobs');
      toastDone(t('exports.once.started'), t('exports.once.startedWhy'));
    } catch (error) {
      setFailure(problemText(problemOf(error), t, i18n));
    }
  };
  const download = async (): Promise<void> => {
    const query = new URLSearchParams({
      from: new Date(start).toISOString(),
      to: new Date(end).toISOString(),
      ...(chosen.length === 0 ? {} : { signals: chosen.join(',') }),
    });
    if (!isTable) {
      query.set('format', fileFormat);
      if (!isAll && machineId !== undefined) query.set('machines', machineId);
    }
    const address = isTable
      ? `/api/v1/machines/${machineId}/readings.csv?${query.toString()}`
      : `/api/v1/readings/export?${query.toString()}`;
    const whose = isAll ? undefined : machine.data?.serial;
    const ending = isTable ? 'csv' : fileFormat;
    setBusy(true);
    setFailure(undefined);
    try {
      const file = await fetchFile(address);
      saveBlob(file, `${whose ?? 'readings'}-${from.slice(0, 10)}-${to.slice(0, 10)}.${ending}`);
    } catch (error) {
      if (fileFormat !== 'table' && problemOf(error).code === 'telemetry.export_needs_job')
        return await startJob(fileFormat);
      setFailure(problemText(problemOf(error), t, i18n));
    } finally {
      setBusy(false);
    }
  };
  if (machines.query.isLoadingError) {
    return <ErrorState error={machines.query.error} onRetry={() => void machines.query.refetch()} />;
  }
  if (machines.waiting) return <SkeletonBlock height={300} />;
  return (
    <div className={classes.split}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void download();
        }}
      >
        <FormSummary summary={failure === undefined ? undefined : { fields: 0, text: failure }} />
        <Select
          label={t('customer:export.fileFormat')}
          description={t(`customer:export.formats.${fileFormat}.hint`)}
          allowDeselect={false}
          data={FORMATS.map((value) => ({ value, label: t(`customer:export.formats.${value}.name`) }))}
          value={fileFormat}
          onChange={(value) => setFileFormat((value ?? 'table') as FileFormat)}
        />
        <Select
          label={t('customer:export.machine')}
          searchable
          data={[
            ...(isTable ? [] : [{ value: ALL_MACHINES, label: t('customer:export.allMachines') }]),
            ...machines.items.map((machine) => ({
              value: machine.id,
              label: `${machine.serial}, ${machine.model.name}`,
            })),
          ]}
          value={(isAll ? ALL_MACHINES : machineId) ?? null}
          onChange={(value) => {
            setChosen([]);
            change({ machine: value ?? undefined });
          }}
        />
        <div className={classes.span}>
          <DateTimeField
            zone={zone}
            label={t('customer:export.from')}
            description={t('customer:report.zone', { zone: format.city(zone) })}
            value={from}
            onChange={setFrom}
          />
          <DateTimeField
            zone={zone}
            label={t('customer:export.to')}
            description={t('customer:report.zone', { zone: format.city(zone) })}
            value={to}
            error={spanFault}
            onChange={setTo}
          />
        </div>
        <MultiSelect
          label={t('customer:export.signals')}
          description={t('customer:export.signalsHint')}
          placeholder={chosen.length === 0 ? t('customer:export.all') : undefined}
          clearable
          data={signals.map((signal) => ({
            value: signal.key,
            label: localised(signal.label) || text('common:signal', signal.key),
          }))}
          value={[...chosen]}
          onChange={setChosen}
        />
        <div>
          <Button
            type="submit"
            loading={busy}
            disabled={
              machineId === undefined || spanFault !== undefined || Number.isNaN(start) || Number.isNaN(end)
            }
            leftSection={<IconDownload size={16} stroke={1.75} />}
          >
            {t('customer:export.download')}
          </Button>
        </div>
      </form>
      <ColumnMeanings
        isTable={isTable}
        signals={chosen.length === 0 ? signals : signals.filter(({ key }) => chosen.includes(key))}
      />
    </div>
  );
}
