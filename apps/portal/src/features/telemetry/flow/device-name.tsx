import { Link } from '@tanstack/react-router';
import type { FlowDevice } from '../../../api/types.js';

/** Code of a device, with a link to its machine. */
export function DeviceName({ device }: { readonly device: FlowDevice }) {
  if (device.machineId === null) return <span>{device.code}</span>;
  return (
    <Link to="/fleet/$machineId" params={{ machineId: device.machineId }}>
      {device.code}
    </Link>
  );
}
