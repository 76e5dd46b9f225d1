import type { Device } from '../../api/types.js';
import { StateBadge } from '../../ui/values/state-badge.js';

/** A data gap takes precedence over the connection state, because keep-alives are not data. */
export function DeviceConnection({ device }: { readonly device: Device }) {
  const state = device.silentSince !== null ? 'silent' : device.connected ? 'online' : 'offline';
  return <StateBadge state={state} plain />;
}
