import type { Device } from '../../api/types.js';
import { StateBadge } from '../../ui/values/state-badge.js';

/** Silence says more than a connection: keep-alives are not data. */
export function DeviceConnection({ device }: { readonly device: Device }) {
  const state = device.silentSince !== null ? 'silent' : device.connected ? 'online' : 'offline';
  return <StateBadge state={state} plain />;
}
