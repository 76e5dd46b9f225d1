import { Injectable } from '@nestjs/common';
import { Clock, type CsvFormulas, csvLine, DomainError, type Scope, UnitOfWork } from '#platform';
import { listDescribedSignals } from '../history/described-signals.js';
import { isReceivedSince } from '../domain/intake/elapsed.js';
import { listReadings, type StoredReading } from './readings.queries.js';
import { getReportingDevices } from '../history/reporting-devices.js';
import { listSentSignals } from '../limits/sent-signals.queries.js';

export interface ExportRequest {
  /** Signal keys as columns; empty for all keys that were ever sent. */
  readonly signals: readonly string[];
  readonly from: Date;
  readonly to: Date;
  /** Treatment of text that looks like a formula; `escape` by default. */
  readonly formulas?: CsvFormulas;
}

const PAGE_SIZE = 2000;

/** Exports a machine's readings as sent, as CSV. */
@Injectable()
export class ReadingExport {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Yields the lines in order of device time, beginning with the header. Numbers are written as the shortest decimals
   * that parse to the same double; integers beyond 2^53 have all their digits. Each page is read in a separate
   * transaction, so that a slow download keeps no transaction open. Readings that arrive after the start are left out.
   * @throws DomainError equipment.machine_not_found, telemetry.range_invalid before the first line
   */
  async *lines(
    scope: Scope,
    machineId: string,
    { signals, from, to, formulas }: ExportRequest,
  ): AsyncGenerator<string> {
    if (!(from < to)) throw new DomainError('telemetry.range_invalid');
    const knownUntil = this.clock.now();
    const { deviceKeys, keys } = await this.findColumns(scope, machineId, signals);
    yield csvLine(['device_time', 'seq', 'received_at', ...keys]);
    const sources = deviceKeys.map((deviceKey) => this.read(scope, deviceKey, from, to));
    for await (const reading of mergeByTime(sources)) {
      if (isReceivedSince(knownUntil, reading.receivedAt, this.clock.now())) continue;
      const values = keys.map((key) => reading.others.get(key) ?? reading.values.get(key) ?? null);
      yield csvLine(
        [reading.deviceTime.toISOString(), reading.seq, reading.receivedAt.toISOString(), ...values],
        {
          formulas,
        },
      );
    }
  }

  private findColumns(
    scope: Scope,
    machineId: string,
    wanted: readonly string[],
  ): Promise<{ deviceKeys: number[]; keys: readonly string[] }> {
    return this.unitOfWork.run(scope, async (tx) => {
      const devices = await getReportingDevices(tx, { machineId });
      const deviceKeys = devices.map(({ deviceKey }) => deviceKey);
      if (wanted.length > 0) return { deviceKeys, keys: [...new Set(wanted)] };
      const described = (await listDescribedSignals(tx, { machineId })).map(({ key }) => key);
      const sent = new Set(
        [...(await listSentSignals(tx, deviceKeys)).values()].flatMap((keys) => [...keys]),
      );
      const known = described.filter((key) => sent.has(key));
      return { deviceKeys, keys: [...known, ...[...sent].filter((key) => !known.includes(key)).sort()] };
    });
  }

  private async *read(scope: Scope, deviceKey: number, from: Date, to: Date): AsyncGenerator<StoredReading> {
    for (let after: StoredReading | undefined; ;) {
      const page: StoredReading[] = await this.unitOfWork.run(scope, (tx) =>
        listReadings(tx, deviceKey, { from, to, limit: PAGE_SIZE, ...(after ? { after } : {}) }),
      );
      yield* page;
      after = page.at(-1);
      if (page.length < PAGE_SIZE) return;
    }
  }
}

/** Merges the ordered readings of several devices by time. */
async function* mergeByTime(
  sources: readonly AsyncGenerator<StoredReading>[],
): AsyncGenerator<StoredReading> {
  const heads = await Promise.all(sources.map(async (source) => ({ source, head: await source.next() })));
  for (;;) {
    let first: (typeof heads)[number] | undefined;
    for (const candidate of heads) {
      if (candidate.head.done) continue;
      if (!first || first.head.done || candidate.head.value.deviceTime < first.head.value.deviceTime)
        first = candidate;
    }
    if (!first || first.head.done) return;
    yield first.head.value;
    first.head = await first.source.next();
  }
}
