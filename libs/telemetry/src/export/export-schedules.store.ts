import { DomainError, type Transaction } from '#platform';
import { ExportSchedule } from '../entities/exports/export-schedule.entity.js';

/** @throws DomainError telemetry.export_schedule_not_found */
export async function getExportSchedule(
  tx: Transaction,
  id: string,
  { forChange = false } = {},
): Promise<ExportSchedule> {
  const schedule = await tx.manager.findOne(ExportSchedule, {
    where: { makerId: tx.scope.makerId, id },
    ...(forChange && { lock: { mode: 'pessimistic_write' as const } }),
  });
  if (!schedule) throw new DomainError('telemetry.export_schedule_not_found', { id });
  return schedule;
}
