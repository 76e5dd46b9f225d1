import { DeviceList } from '../../../../features/devices/device-list.js';

/** What reports for this machine, and with which credentials. */
export function DevicesTab({ machineId }: { readonly machineId: string }) {
  return <DeviceList machineId={machineId} />;
}
