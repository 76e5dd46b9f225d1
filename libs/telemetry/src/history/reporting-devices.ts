import { getSite } from '#customers';
import { Device, getMachine } from '#equipment';
import type { Transaction } from '#platform';

/** A device that can have readings. */
export type ReportingDevice = Pick<Device, 'id' | 'deviceKey' | 'code' | 'silentAfterSeconds'>;

/** The source of readings: a machine's devices, or a site's own instruments. */
export type ReadingSource = { readonly machineId: string } | { readonly siteId: string };

/**
 * Returns the devices of a machine or of a site. Archived devices are included, because their readings remain.
 * @throws DomainError equipment.machine_not_found or customers.site_not_found, including for objects outside the scope
 */
export async function getReportingDevices(
  tx: Transaction,
  source: ReadingSource,
): Promise<ReportingDevice[]> {
  const isMachine = 'machineId' in source;
  const { id } = isMachine ? await getMachine(tx, source.machineId) : await getSite(tx, source.siteId);
  return tx.manager.find(Device, {
    where: { makerId: tx.scope.makerId, ...(isMachine ? { machineId: id } : { siteId: id }) },
    order: { deviceKey: 'asc' },
  });
}
