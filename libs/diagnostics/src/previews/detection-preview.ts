import { performance } from 'node:perf_hooks';
import {
  DEFAULT_DETECTOR_SETTINGS,
  DETECTED_SIGNAL_KINDS,
  detect,
  DETECTOR_EVENT_TYPES,
  DETECTOR_SETTING_BOUNDS,
  type DetectedSignal,
  type DetectionInput,
  type DetectorEvent,
  type DetectorSettings,
  type Finding,
} from '../domain/index.js';
import { BodyReader, errorAt } from './body-reader.js';
import { MAX_EVENTS, MAX_KEY_LENGTH, MAX_ROWS, MAX_SIGNALS } from './preview-limits.js';
import { readSignals } from './read-signals.js';

const FIELDS = ['signals', 'start', 'everySeconds', 'times', 'values', 'learnRows', 'events', 'settings'];
const MAX_EVERY_SECONDS = 366 * 86_400;
const SCORE_DECIMALS = 1e6;
/** A clock may be set back by up to two hours, as at the end of summer time. Rows stay in the order given. */
const MAX_SET_BACK_MS = 2 * 3_600_000;
const SIGNIFICANT_DIGITS = 7;

/**
 * Runs the detectors on the readings of a request.
 * @param body the parsed JSON
 * @throws DomainError for an invalid field, or readings that contradict each other
 */
export function previewDetection(body: unknown): object {
  const input = readInput(body);
  const started = performance.now();
  const { scores, states, findings } = detect(input);
  const points = Math.max(1, input.values.length * input.signals.length);
  const microsecondsPerPoint = ((performance.now() - started) * 1000) / points;
  return {
    scores: scores.map((score) => Math.round(score * SCORE_DECIMALS) / SCORE_DECIMALS),
    states,
    findings: findings.map(toView),
    microsecondsPerPoint: Math.round(microsecondsPerPoint * 1000) / 1000,
  };
}

function readInput(body: unknown): DetectionInput {
  const reader = new BodyReader();
  const fields = reader.object(body, '', FIELDS) ?? {};
  const signals = readSignals(reader, fields.signals, ['key', 'unit', 'kind'], (key, signal, pointer) => {
    if (signal.unit !== undefined && signal.unit !== null) {
      reader.text(signal.unit, `${pointer}/unit`, MAX_KEY_LENGTH);
    }
    return { key, kind: reader.oneOf(signal.kind ?? 'gauge', `${pointer}/kind`, DETECTED_SIGNAL_KINDS) };
  });
  const learnRows = reader.number(fields.learnRows, '/learnRows', 1, MAX_ROWS, true);
  const settings = readSettings(reader, fields.settings);
  const events = readEvents(reader, fields.events, signals);
  const start =
    fields.start === undefined || fields.start === null ? 0 : (reader.instant(fields.start, '/start') ?? 0);
  const everySeconds = reader.number(fields.everySeconds, '/everySeconds', 0.001, MAX_EVERY_SECONDS);
  const listed = reader.list(fields.times, '/times', MAX_ROWS, true);
  reader.assertValid();
  const values = reader.rows(fields.values, '/values', signals.length, MAX_ROWS);
  const times = listed.length > 0 ? readTimes(reader, listed) : undefined;
  reader.assertValid();
  if (learnRows !== null && learnRows > values.length) {
    throw errorAt('diagnostics.learn_rows_too_many', '/learnRows', { rows: values.length });
  }
  return {
    signals,
    values,
    learnRows,
    events,
    settings,
    times: times ? checkedTimes(times, values.length) : regularTimes(start, everySeconds, values.length),
  };
}

function readSettings(reader: BodyReader, value: unknown): DetectorSettings {
  const names = Object.keys(DETECTOR_SETTING_BOUNDS) as (keyof DetectorSettings)[];
  const fields = reader.object(value ?? {}, '/settings', names) ?? {};
  const chosen = names.map((name) => {
    const [min, max] = DETECTOR_SETTING_BOUNDS[name];
    const isInteger = Number.isInteger(DEFAULT_DETECTOR_SETTINGS[name]) && name !== 'onRatio';
    const setting = reader.number(fields[name], `/settings/${name}`, min, max, isInteger);
    return [name, setting ?? DEFAULT_DETECTOR_SETTINGS[name]] as const;
  });
  const settings = Object.fromEntries(chosen) as unknown as DetectorSettings;
  if (settings.offRatio > settings.onRatio) {
    throw errorAt('diagnostics.off_above_on', '/settings/offRatio', { on: settings.onRatio });
  }
  return settings;
}

function readEvents(reader: BodyReader, value: unknown, signals: readonly DetectedSignal[]): DetectorEvent[] {
  return reader.list(value, '/events', MAX_EVENTS, true).map((each, index) => {
    const pointer = `/events/${index}`;
    const fields = reader.object(each, pointer, ['at', 'type', 'signals']) ?? {};
    const affected = reader
      .list(fields.signals, `${pointer}/signals`, MAX_SIGNALS, true)
      .map((key, position) => {
        const at = `${pointer}/signals/${position}`;
        const text = reader.text(key, at, MAX_KEY_LENGTH);
        if (text !== '' && !signals.some((signal) => signal.key === text)) {
          throw errorAt('diagnostics.event_signal_unknown', at, { key: text });
        }
        return text;
      });
    return {
      at: reader.instant(fields.at, `${pointer}/at`) ?? 0,
      type: reader.oneOf(fields.type, `${pointer}/type`, DETECTOR_EVENT_TYPES),
      signals: affected,
    };
  });
}

function readTimes(reader: BodyReader, listed: readonly unknown[]): Float64Array {
  const times = new Float64Array(listed.length);
  for (let index = 0; index < listed.length; index += 1) {
    const at = reader.instant(listed[index], `/times/${index}`);
    if (at === null) break;
    times[index] = at;
  }
  return times;
}

function checkedTimes(times: Float64Array, rows: number): Float64Array {
  if (times.length !== rows)
    throw errorAt('diagnostics.times_count_wrong', '/times', { times: times.length, rows });
  for (let index = 1; index < rows; index += 1) {
    if (times[index]! < times[index - 1]! - MAX_SET_BACK_MS)
      throw errorAt('diagnostics.times_unsorted', `/times/${index}`);
  }
  return times;
}

function regularTimes(start: number, everySeconds: number | null, rows: number): Float64Array {
  if (everySeconds === null) throw errorAt('diagnostics.times_missing', '/everySeconds');
  return Float64Array.from({ length: rows }, (_, index) => start + index * everySeconds * 1000);
}

function toView({ from, began, to, kind, code, signals, params }: Finding): object {
  return {
    from: toInstant(from),
    began: toInstant(began),
    to: to === null ? null : toInstant(to),
    kind,
    code,
    signals: signals.map(({ key, share, direction, expected, observed }) => ({
      key,
      share: Math.round(share * 1000) / 1000,
      direction,
      expected: rounded(expected),
      observed: rounded(observed),
    })),
    params,
  };
}

const toInstant = (at: number): string => new Date(at).toISOString();
const rounded = (value: number): number => Number(value.toPrecision(SIGNIFICANT_DIGITS));
