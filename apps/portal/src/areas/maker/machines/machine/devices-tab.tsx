import { DeviceList } from '../../../../features/devices/device-list.js';

/** Devices that report for this machine, and their credentials. */
export function DevicesTab({ machineId }: { readonly machineId: string }) {
  return <DeviceList machineId={machineId} />;
}
