import type { Fault } from '../../messages/fault.js';
import { parseEpochTime } from '../../intake/device-time.js';
import type { FaultyMessage, NativeMessage, Quality, SentValue } from '../../messages/native-format.js';
import { findTextFault, toMessages, toSentValue, toSignalKey } from '../decoded.js';
import { type Datatype, guessDatatype, readValue } from './datatypes.js';
import { type SparkplugMetric, toMetric } from './payload.js';

/** A metric's definition in a birth. */
export interface KnownMetric {
  readonly name: string;
  readonly datatype: Datatype | null;
}

/** Metrics of a birth by alias and by name. */
export interface MetricBook {
  readonly byAlias: ReadonlyMap<string, KnownMetric>;
  readonly byName: ReadonlyMap<string, KnownMetric>;
}

export interface Readings {
  readonly messages: readonly NativeMessage[];
  readonly faulty: readonly FaultyMessage[];
  /** Whether a metric is missing from the birth, so that a new birth is needed. */
  readonly needsBirth: boolean;
}

/** A metric's value under the signal's key. */
interface SentMetric {
  readonly name: string;
  readonly value: SentValue;
}

const MAX_TEMPLATE_DEPTH = 8;
/** Matches metrics that control an edge node, which aren't measurements. */
const CONTROL = /^(bdSeq$|Node Control\/|Device Control\/)/;

/**
 * Converts a payload's metrics to readings: one message per moment, because stored-and-forwarded metrics have their
 * own times. An unreadable metric is quarantined; the others are stored. Arrays and data sets become JSON text, and
 * the members of a template instance become separate values with the instance's name as prefix. Bytes and File are
 * quarantined.
 * @param timestampMs timestamp of the payload, for metrics without one; null for the time of arrival
 */
export function toReadings(
  metrics: readonly SparkplugMetric[],
  timestampMs: number | null,
  book: MetricBook,
): Readings {
  const valuesByTime = new Map<number | null, Map<string, SentMetric>>();
  const faulty: FaultyMessage[] = [];
  let needsBirth = false;

  const reject = (index: number, name: string, fault: Fault): void => {
    faulty.push({
      index,
      text: JSON.stringify({ metric: name }),
      fault: { ...fault, params: { ...fault.params, index } },
    });
  };
  const readInto = (metric: SparkplugMetric, index: number, path: string, depth: number): void => {
    const known = findKnown(metric, depth === 0 ? book : null);
    if (!known) {
      needsBirth ||= depth === 0;
      return reject(index, metric.alias ?? '', {
        code: 'metric_unknown',
        params: { field: metric.alias ?? '' },
      });
    }
    const name = path + known.name;
    if (CONTROL.test(name)) return;
    const { templateValue } = metric.wire;
    if (templateValue && (known.datatype === 'Template' || known.datatype === null)) {
      if (templateValue.isDefinition === true) return;
      if (depth >= MAX_TEMPLATE_DEPTH)
        return reject(index, name, {
          code: 'datatype_unsupported',
          params: { field: name, datatype: 'Template' },
        });
      for (const member of templateValue.metrics) {
        const inner = toMetric(member);
        readInto(
          { ...inner, timestampMs: inner.timestampMs ?? metric.timestampMs },
          index,
          `${name}/`,
          depth + 1,
        );
      }
      return;
    }
    const result = readMetric(metric, known.datatype, name);
    if ('code' in result) {
      needsBirth ||= result.code === 'metric_unknown';
      return reject(index, name, result);
    }
    const time = readTime(metric.timestampMs ?? timestampMs);
    if (typeof time === 'object' && time !== null) return reject(index, name, time);
    let values = valuesByTime.get(time);
    if (!values) valuesByTime.set(time, (values = new Map<string, SentMetric>()));
    const other = values.get(result.key);
    if (other && other.name !== name)
      return reject(index, name, { code: 'signal_repeated', params: { field: name.slice(0, 80) } });
    // If a metric has two values for the same moment, the later one in the payload is newer.
    values.set(result.key, { name, value: result });
  };

  metrics.forEach((metric, index) => readInto(metric, index, '', 0));
  const messages = [...valuesByTime].flatMap(([timeMs, values], index) => {
    const sent = [...values.values()].map(({ value }) => value);
    return toMessages(index, toJsonText(timeMs, sent), timeMs, sent);
  });
  return { messages, faulty, needsBirth };
}

/**
 * Maps the property "Quality": 192 is good, 0 is bad, and 500 is stale, as in the standard's example. Other codes are
 * mapped by OPC's two highest bits.
 */
export function toQuality(code: number | null): Quality {
  if (code === null) return 0;
  if (code === 500) return 3;
  const major = code & 0xc0;
  return major === 0xc0 ? 0 : major === 0x40 ? 1 : 2;
}

function findKnown(metric: SparkplugMetric, book: MetricBook | null): KnownMetric | undefined {
  const listed =
    metric.name !== null
      ? book?.byName.get(metric.name)
      : metric.alias === null
        ? undefined
        : book?.byAlias.get(metric.alias);
  if (listed) return metric.datatype === null ? listed : { name: listed.name, datatype: metric.datatype };
  return metric.name === null ? undefined : { name: metric.name, datatype: metric.datatype };
}

function readMetric(metric: SparkplugMetric, datatype: Datatype | null, name: string): SentValue | Fault {
  const field = name.slice(0, 80);
  const key = toSignalKey(name);
  if (key === undefined) return { code: 'signal_key_malformed', params: { field } };
  const quality = toQuality(metric.quality);
  if (metric.isNull) return toSentValue(key, null, null, quality);
  const type = datatype ?? guessDatatype(metric.wire);
  if (!type) return { code: 'metric_unknown', params: { field } };
  const read = readValue(type, metric.wire);
  if (!read) return { code: 'datatype_unsupported', params: { field, datatype: type } };
  if (typeof read.value === 'string') {
    const fault = findTextFault(field, read.value);
    if (fault) return fault;
  }
  return toSentValue(key, read.value, read.exact, read.isBad && quality < 2 ? 2 : quality);
}

function readTime(ms: number | null): number | null | Fault {
  if (ms === null) return null;
  const result = parseEpochTime(String(ms));
  return 'code' in result ? { code: result.code, params: { field: 'timestamp', value: ms } } : result.timeMs;
}

/** Returns JSON text to show for a message, because a Sparkplug payload isn't text. */
function toJsonText(timeMs: number | null, values: readonly SentValue[]): string {
  return JSON.stringify({
    ...(timeMs !== null && { ts: timeMs }),
    metrics: Object.fromEntries(values.map(({ key, value, exact }) => [key, exact ?? value])),
  });
}
