import { Injectable } from '@nestjs/common';
import { DomainError, type Scope, UnitOfWork } from '#platform';
import { MAX_DIRECT_VALUES, needsJob } from '../domain/export/export-size.js';
import { estimateExportSize } from './export-size.queries.js';
import { listDevicesToExport } from './exported-devices.queries.js';
import type { SignalExportRequest } from './signal-export.js';

/** Keeps large exports out of the API's process, where they would slow down all other requests. */
@Injectable()
export class DirectExports {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Asserts that an export is small enough for a direct download.
   * @throws DomainError telemetry.export_needs_job {most}, equipment.machine_not_found
   */
  async assertDirect(
    scope: Scope,
    { machineIds, signals, from, to }: Pick<SignalExportRequest, 'machineIds' | 'signals' | 'from' | 'to'>,
  ): Promise<void> {
    const size = await this.unitOfWork.run(scope, async (tx) => {
      const devices = await listDevicesToExport(tx, machineIds);
      return estimateExportSize(
        tx,
        devices.map(({ deviceKey }) => deviceKey),
        { fromMs: from.getTime(), toMs: to.getTime() },
        signals.length === 0 ? null : signals.length,
      );
    });
    if (needsJob(size)) throw new DomainError('telemetry.export_needs_job', { most: MAX_DIRECT_VALUES });
  }
}
