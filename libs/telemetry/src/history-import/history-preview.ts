import type { FileHandle } from 'node:fs/promises';
import type { SignalKind } from '#equipment';
import { DomainError, type Transaction } from '#platform';
import type { HistoryDialect, HistoryPlan } from '../domain/history-import/plan.js';
import { type FileHead, type ProposedColumns, proposeColumns } from '../domain/history-import/recognise.js';
import { type RowFault, RowReader } from '../domain/history-import/row-reader.js';
import { type KnownDevice, loadKnownDevices } from '../intake/device-directory.js';
import { toQueryFn } from '../readings/stored-readings.js';
import { findDeviceKey, findNamedDevices } from './history-devices.queries.js';
import { readFileHead } from './history-file.js';

const MAX_SHOWN_ROWS = 8;
const MAX_CHECKED_ROWS = 2000;
const MAX_SHOWN_FAULTS = 50;
const MAX_SAMPLES = 3;

/** Settings that the user has already chosen for a file. */
export interface ChosenSettings extends Partial<HistoryDialect> {
  readonly time?: string;
  readonly seq?: string | null;
  readonly source?: HistoryPlan['source'];
  readonly signals?: readonly { readonly column: string; readonly signal: string }[];
}

export interface PreviewSignal {
  readonly key: string;
  readonly kind: SignalKind;
  readonly unit: string;
}

export interface PreviewFault extends RowFault {
  /** Row number as in a spreadsheet. */
  readonly row: number;
}

/** A preview of an import: how the file would be read, and the faults in its first rows. */
export interface HistoryPreview {
  readonly dialect: HistoryDialect;
  readonly columns: readonly { readonly name: string; readonly samples: readonly string[] }[];
  readonly time: string | null;
  readonly seq: string | null;
  readonly source: HistoryPlan['source'] | null;
  readonly mapping: readonly { readonly column: string; readonly signal: string }[];
  /** Signals of the file's devices, to which columns can be mapped. */
  readonly signals: readonly PreviewSignal[];
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
  /** Number of checked rows; 0 until the device, time and signal columns are known. */
  readonly checked: number;
  readonly faulty: number;
  readonly faults: readonly PreviewFault[];
  /** Earliest and latest device time of the valid rows in epoch milliseconds. */
  readonly span: { readonly fromMs: number; readonly toMs: number } | null;
}

/** @throws DomainError telemetry.import_not_utf8, telemetry.import_empty, telemetry.import_plan_invalid */
export async function previewHistory(
  tx: Transaction,
  file: FileHandle,
  bytes: number,
  chosen: ChosenSettings,
): Promise<HistoryPreview> {
  const zone = chosen.zone ?? (await findZone(tx, chosen.source));
  const head = await readFileHead(file, bytes, { ...chosen, zone });
  const sourceProposal = proposeColumns(head, new Set());
  const source = chosen.source ?? (sourceProposal.source === null ? null : { column: sourceProposal.source });
  const devices = await findDevices(tx, head, source);
  const known = [...devices.values()].filter((device) => device !== undefined);
  const signals = await listSignals(tx, known);
  const proposed = proposeColumns(head, new Set(signals.map(({ key }) => key)));
  const columns = mergeColumns(chosen, proposed, head, signals);
  const first = head.dialect.format === 'csv' ? 2 : 1;
  return {
    dialect: head.dialect,
    columns: head.columns.map((name, index) => ({ name, samples: collectSamples(head, index) })),
    ...columns,
    source,
    signals,
    rows: head.records.slice(0, MAX_SHOWN_ROWS).map(({ cells }, i) => ({ row: first + i, cells })),
    ...checkRows(head, { ...columns, source, signals }, devices, tx.now, first),
  };
}

/**
 * Returns the plan from the user's settings and the known signals.
 * @throws DomainError telemetry.import_plan_invalid
 */
export function toPlan(
  head: FileHead,
  {
    time,
    seq,
    source,
    mapping,
    signals,
  }: Pick<HistoryPreview, 'time' | 'seq' | 'source' | 'mapping' | 'signals'>,
): HistoryPlan {
  const planError = (pointer: string, code: string): DomainError =>
    new DomainError('telemetry.import_plan_invalid', {}, [{ pointer, code }]);
  const hasColumn = (column: string): boolean => head.columns.includes(column);
  if (time === null || !hasColumn(time)) throw planError('/time', 'telemetry.import_column_missing');
  if (seq !== null && !hasColumn(seq)) throw planError('/seq', 'telemetry.import_column_missing');
  if (source === null || ('column' in source && !hasColumn(source.column)))
    throw planError('/source', 'telemetry.import_source_missing');
  if (mapping.length === 0) throw planError('/signals', 'telemetry.import_signals_missing');
  const kinds = new Map(signals.map(({ key, kind }) => [key, kind]));
  const seen = new Set<string>();
  const columns = mapping.map(({ column, signal }, i) => {
    const kind = kinds.get(signal);
    if (!hasColumn(column)) throw planError(`/signals/${i}`, 'telemetry.import_column_missing');
    if (kind === undefined) throw planError(`/signals/${i}`, 'telemetry.import_signal_unknown');
    if (seen.has(signal)) throw planError(`/signals/${i}`, 'telemetry.import_signal_repeated');
    seen.add(signal);
    return { column, signal, isText: kind === 'state' || kind === 'event' };
  });
  return { ...head.dialect, time, seq, source, signals: columns };
}

/** Drops settings for columns and signals that no longer exist because other settings have changed. */
function mergeColumns(
  chosen: ChosenSettings,
  proposed: ProposedColumns,
  { columns }: FileHead,
  signals: readonly PreviewSignal[],
): Pick<HistoryPreview, 'time' | 'seq' | 'mapping'> {
  const known = new Set(signals.map(({ key }) => key));
  const hasColumn = (column: string | null | undefined): boolean =>
    column != null && columns.includes(column);
  const seq = chosen.seq === undefined ? proposed.seq : chosen.seq;
  return {
    time: hasColumn(chosen.time) ? chosen.time! : proposed.time,
    seq: hasColumn(seq) ? seq : null,
    mapping: (chosen.signals ?? proposed.signals).filter(
      ({ column, signal }) => hasColumn(column) && known.has(signal),
    ),
  };
}

function checkRows(
  head: FileHead,
  chosen: Pick<HistoryPreview, 'time' | 'seq' | 'source' | 'mapping' | 'signals'>,
  devices: ReadonlyMap<string | null, KnownDevice | undefined>,
  now: Date,
  first: number,
): Pick<HistoryPreview, 'checked' | 'faulty' | 'faults' | 'span'> {
  const isMapped = chosen.time !== null && chosen.source !== null && chosen.mapping.length > 0;
  if (!isMapped) return { checked: 0, faulty: 0, faults: [], span: null };
  const reader = new RowReader(toPlan(head, chosen), head.columns);
  const records = head.records.slice(0, MAX_CHECKED_ROWS);
  const faults: PreviewFault[] = [];
  let [faulty, fromMs, toMs] = [0, Infinity, -Infinity];
  for (const [i, record] of records.entries()) {
    const read = reader.read(record, devices.get(reader.readSource(record)), now.getTime());
    if ('code' in read) {
      faulty++;
      if (faults.length < MAX_SHOWN_FAULTS) faults.push({ ...read, row: first + i });
    } else {
      fromMs = Math.min(fromMs, read.timeMs);
      toMs = Math.max(toMs, read.timeMs);
    }
  }
  return { checked: records.length, faulty, faults, span: fromMs <= toMs ? { fromMs, toMs } : null };
}

async function findDevices(
  tx: Transaction,
  { columns, records }: FileHead,
  source: HistoryPlan['source'] | null,
): Promise<Map<string | null, KnownDevice | undefined>> {
  const query = toQueryFn(tx);
  const keys = new Map<string | null, number | undefined>();
  if (source && 'deviceId' in source)
    keys.set(null, await findDeviceKey(query, tx.scope.makerId, source.deviceId));
  else if (source) {
    const index = columns.indexOf(source.column);
    const names = new Set(records.slice(0, MAX_CHECKED_ROWS).map(({ cells }) => (cells[index] ?? '').trim()));
    for (const [name, key] of await findNamedDevices(query, tx.scope.makerId, [...names]))
      keys.set(name, key);
  }
  const wanted = [...keys.values()].filter((key) => key !== undefined);
  const known = new Map(
    (await loadKnownDevices(query, wanted, tx.now.getTime())).map((device) => [device.deviceKey, device]),
  );
  return new Map([...keys].map(([name, key]) => [name, key === undefined ? undefined : known.get(key)]));
}

async function listSignals(tx: Transaction, devices: readonly KnownDevice[]): Promise<PreviewSignal[]> {
  return tx.manager.query<PreviewSignal[]>(
    `select key, kind, unit from (
       select distinct on (s.key) s.key, s.kind, s.unit, s.position from signal s
        where s.maker_id = $1 and (s.device_id = any($2) or s.model_id in (
          select m.model_id from machine m where m.maker_id = $1 and m.id = any($3)))
        order by s.key, s.device_id nulls last) one_a_key
      order by position, key`,
    [
      tx.scope.makerId,
      devices.map(({ deviceId }) => deviceId),
      devices.flatMap(({ machineId }) => machineId ?? []),
    ],
  );
}

/**
 * Returns the time zone of the device's site; UTC if the file isn't from a single device, or if the device has no site.
 */
async function findZone(tx: Transaction, source: HistoryPlan['source'] | undefined): Promise<string> {
  if (!source || !('deviceId' in source)) return 'UTC';
  const [site] = await tx.manager.query<{ zone: string }[]>(
    `select s.zone from device d
       left join placement p on p.maker_id = d.maker_id and p.machine_id = d.machine_id and upper(p.during) is null
       join site s on s.maker_id = d.maker_id and s.id = coalesce(d.site_id, p.site_id)
      where d.maker_id = $1 and d.id = $2 limit 1`,
    [tx.scope.makerId, source.deviceId],
  );
  return site?.zone ?? 'UTC';
}

function collectSamples({ records }: FileHead, index: number): string[] {
  const values = records.slice(0, MAX_CHECKED_ROWS).map(({ cells }) => (cells[index] ?? '').slice(0, 64));
  return [...new Set(values)].filter((value) => value !== '').slice(0, MAX_SAMPLES);
}
