import type { History } from './history.js';
import type { HistorySide } from './history-side.js';
import { VictoriaMetrics } from './victoria-metrics.process.js';

interface Answer {
  readonly data: { readonly result: readonly { readonly values?: readonly unknown[] }[] };
}

/** VictoriaMetrics as one side of a comparison: its query language over HTTP, as used by a dashboard. */
export class VictoriaMetricsSide implements HistorySide {
  readonly name = 'VictoriaMetrics';

  private constructor(private readonly peer: VictoriaMetrics) {}

  static async start(): Promise<VictoriaMetricsSide> {
    return new VictoriaMetricsSide(await VictoriaMetrics.start());
  }

  load(history: History): Promise<number> {
    return this.peer.load(history);
  }

  age(): Promise<void> {
    return this.peer.age();
  }

  async bytes(): Promise<number> {
    const { dataBytes, indexBytes } = await this.peer.size();
    return dataBytes + indexBytes;
  }

  /** Combines two queries, so that a peak between two pixels is visible. */
  async chart(device: string, signal: string, fromMs: number, toMs: number, width: number): Promise<number> {
    const step = Math.max(60, Math.ceil((toMs - fromMs) / 1000 / width));
    const series = `${signal}{device="${device}"}[${step}s]`;
    return this.query('/api/v1/query_range', {
      query: `union(label_set(min_over_time(${series}), "of", "min"), label_set(max_over_time(${series}), "of", "max"))`,
      start: String(fromMs / 1000),
      end: String(toMs / 1000),
      step: `${step}s`,
      nocache: '1',
    });
  }

  latest(signals: readonly string[], atMs: number): Promise<number> {
    return this.query('/api/v1/query', {
      query: `last_over_time({__name__=~"${signals.join('|')}"}[1h]) keep_metric_names`,
      time: String(atMs / 1000),
      nocache: '1',
    });
  }

  /** Exports CSV, one line per point. */
  export(fromMs: number, toMs: number): Promise<number> {
    return this.peer.countLines('/api/v1/export/csv', {
      'match[]': '{device!=""}',
      format: '__name__,device,__value__,__timestamp__:unix_ms',
      start: String(fromMs / 1000),
      end: String((toMs - 1) / 1000),
    });
  }

  stop(): Promise<void> {
    return this.peer.stop();
  }

  private async query(path: string, query: Readonly<Record<string, string>>): Promise<number> {
    const { data } = JSON.parse(await this.peer.get(path, query)) as Answer;
    return data.result.reduce((sum, { values }) => sum + (values?.length ?? 1), 0);
  }
}
