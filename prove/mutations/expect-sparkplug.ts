import {
  type Expectation,
  type ExpectedReading,
  type ExpectedValue,
  isTextValue,
  keyOf,
  plainValue,
  MESSAGE_QUARANTINED,
} from './expected.js';
import { decodeWire, type WireMetric } from './sparkplug-wire.js';
import { TYPES, valueOf } from './sparkplug-values.js';
import { epochOf } from './times.js';

export type SparkplugKind = 'NBIRTH' | 'NDATA' | 'DBIRTH' | 'DDATA';

interface Known {
  readonly name: string;
  readonly type: string | undefined;
}

interface MetricCatalogue {
  readonly byName: ReadonlyMap<string, Known>;
  readonly byAlias: ReadonlyMap<string, Known>;
}

const METRICS = 10_000;
const VALUES = 256;
const TEMPLATE_LEVELS = 8;
const CONTROL = /^(bdSeq$|Node Control\/|Device Control\/)/;
const NO_BOOK: MetricCatalogue = { byName: new Map(), byAlias: new Map() };

/** An edge node, as described by its births and data so far. */
export class ExpectedNode {
  private readonly books = new Map<string | null, MetricCatalogue>();

  /** Returns the expected result of a payload that follows all previous ones. */
  expect(kind: SparkplugKind, device: string | null, bytes: Uint8Array): Expectation {
    const payload = decodeWire(bytes);
    if (!payload || payload.metrics.length > METRICS) return MESSAGE_QUARANTINED;
    if (kind === 'NBIRTH' || kind === 'DBIRTH') this.books.set(device, toMetricCatalogue(payload.metrics));
    const gathered = new Gathered(this.books.get(device) ?? NO_BOOK);
    const sent = has(payload, 'timestamp') ? String(payload.timestamp) : undefined;
    for (const metric of payload.metrics) gathered.add(metric, sent, '', 0);
    return gathered.finish(device);
  }
}

/** The metrics of one payload, grouped by time. */
class Gathered {
  private readonly moments = new Map<number | null, Map<string, { name: string; value: ExpectedValue }>>();
  private aside = 0;

  constructor(private readonly book: MetricCatalogue) {}

  /** @param sent digits of the enclosing time */
  add(metric: WireMetric, sent: string | undefined, path: string, level: number): void {
    const known = this.find(metric, level === 0 ? this.book : NO_BOOK);
    if (!known) return this.reject();
    const name = path + known.name;
    if (CONTROL.test(name)) return;
    const time = has(metric, 'timestamp') ? String(metric.timestamp) : sent;
    const { templateValue } = metric;
    if (templateValue && (known.type === undefined || known.type === 'Template')) {
      if (templateValue.isDefinition) return;
      if (level >= TEMPLATE_LEVELS) return this.reject();
      for (const member of templateValue.metrics ?? []) this.add(member, time, `${name}/`, level + 1);
      return;
    }
    const key = keyOf(name);
    const value = key === undefined ? undefined : toValue(metric, known.type);
    const timeMs = time === undefined ? null : epochOf(time);
    if (key === undefined || !value || timeMs === undefined) return this.reject();
    const values = this.moments.get(timeMs) ?? new Map<string, { name: string; value: ExpectedValue }>();
    this.moments.set(timeMs, values);
    if ((values.get(key)?.name ?? name) !== name) return this.reject();
    values.set(key, { name, value });
  }

  finish(device: string | null): Expectation {
    const readings = [...this.moments].flatMap(([timeMs, values]) => {
      const all = [...values].map(([key, { value }]) => [key, value] as const);
      return Array.from({ length: Math.ceil(all.length / VALUES) }, (_, i): ExpectedReading => ({
        device,
        timeMs,
        seq: null,
        values: new Map(all.slice(i * VALUES, (i + 1) * VALUES)),
      }));
    });
    return { readings, aside: [{ device, count: this.aside }] };
  }

  private find(metric: WireMetric, { byName, byAlias }: MetricCatalogue): Known | undefined {
    const own = typeOf(metric);
    if (metric.name) {
      const listed = byName.get(metric.name);
      return { name: metric.name, type: own ?? listed?.type };
    }
    const listed = has(metric, 'alias') ? byAlias.get(String(metric.alias)) : undefined;
    return listed && { name: listed.name, type: own ?? listed.type };
  }

  private reject(): void {
    this.aside++;
  }
}

function toMetricCatalogue(metrics: readonly WireMetric[]): MetricCatalogue {
  const named = metrics.filter(({ name }) => name);
  const known = (metric: WireMetric): Known => ({ name: metric.name!, type: typeOf(metric) });
  return {
    byName: new Map(named.map((metric) => [metric.name!, known(metric)])),
    byAlias: new Map(
      named.filter((metric) => has(metric, 'alias')).map((metric) => [String(metric.alias), known(metric)]),
    ),
  };
}

function typeOf(metric: WireMetric): string | undefined {
  return has(metric, 'datatype') ? (TYPES[metric.datatype!] ?? 'Unknown') : undefined;
}

function toValue(metric: WireMetric, type: string | undefined): ExpectedValue | undefined {
  const quality = qualityOf(metric);
  if (metric.isNull) return plainValue(null, quality);
  const read = valueOf(type, metric);
  if (read === undefined || (typeof read === 'string' && !isTextValue(read))) return undefined;
  if (typeof read === 'bigint') {
    const number = Number(read);
    return {
      value: BigInt(number) === read ? number : String(read),
      quality,
      isLong: BigInt(number) !== read,
      isText: false,
    };
  }
  if (typeof read === 'number' && !Number.isFinite(read)) return plainValue(null, Math.max(quality, 2));
  return plainValue(typeof read === 'number' ? read + 0 : read, quality);
}

/**
 * Returns the quality of a metric from the property "Quality": 192 is good, 0 bad, 500 stale, and others depend on the
 * two highest bits of OPC.
 */
function qualityOf({ properties }: WireMetric): number {
  const value = properties?.values?.[properties.keys?.indexOf('Quality') ?? -1];
  if (!value) return 0;
  const code = has(value, 'intValue')
    ? BigInt(value.intValue!)
    : has(value, 'longValue')
      ? BigInt(String(value.longValue))
      : undefined;
  if (code === undefined) return 0;
  if (code === 500n) return 3;
  return { 192: 0, 64: 1 }[Number(code & 0xc0n)] ?? 2;
}

function has(message: object, field: string): boolean {
  return Object.hasOwn(message, field);
}
