import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { createMetrics } from '#platform';
import { StorageFacts } from './storage-facts.js';
import { Worker } from './worker.js';

/** Prometheus metrics of the worker: whether its loops are running, their backlog, and the storage of readings. */
@Injectable()
export class WorkerMetrics {
  readonly registry = createMetrics('worker');

  constructor(worker: Worker, storage: StorageFacts) {
    this.gauge(
      'dutycycle_worker_loop_idle_seconds',
      'Seconds since the last successful step of a loop',
      'loop',
      () => Promise.resolve(worker.sinceSuccess()),
    );
    this.gauge('dutycycle_worker_waiting', 'Batches and rollups that have yet to be processed', 'what', () =>
      storage.countWaiting(),
    );
    this.gauge('dutycycle_storage_bytes', 'Size of the tables with readings, including indexes', 'form', () =>
      storage.countBytes(),
    );
    this.gauge('dutycycle_quarantine_waiting', 'Unresolved messages in quarantine', 'reason', () =>
      storage.countQuarantined(),
    );
    this.gauge('dutycycle_devices_amiss', 'Devices with a missing signal or an incorrect clock', 'what', () =>
      storage.countDevicesWithProblems(),
    );
  }

  private gauge(name: string, help: string, label: string, values: () => Promise<Map<string, number>>): void {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.registry],
      async collect() {
        // Removes values of labels that no longer exist.
        this.reset();
        for (const [key, value] of await values()) this.set({ [label]: key }, value);
      },
    });
  }
}
