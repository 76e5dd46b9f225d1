import type { Device } from '../../api/types.js';
import { StateBadge } from '../../ui/values/state-badge.js';

/** A data gap takes precedence over the connection state, because keep-alives are not data. */
export function DeviceConnection({ device }: { readonly device: Device }) {
  return <StateBadge state={connectionOf(device)} plain />;
}

/** State of a device's connection. A device that sends no readings is silent, even if it is connected. */
export function connectionOf({
  silentSince,
  connected,
}: Pick<Device, 'silentSince' | 'connected'>): 'silent' | 'online' | 'offline' {
  if (silentSince !== null) return 'silent';
  return connected ? 'online' : 'offline';
}
