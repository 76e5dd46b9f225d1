import type { Fault } from '../messages/fault.js';

/**
 * Parses a device's own connection status, sent as birth or will on its `state` topic: the text `online` or `offline`,
 * or JSON with a member `status` that has one of these values (other members are ignored).
 */
export function parseStatus(bytes: Uint8Array): { online: boolean } | Fault {
  const text = new TextDecoder().decode(bytes.subarray(0, 4096)).trim();
  const status = text.startsWith('{') ? statusMember(text) : text;
  if (status === 'online') return { online: true };
  if (status === 'offline') return { online: false };
  return { code: 'status_malformed', params: { expected: 'online, offline' } };
}

function statusMember(text: string): unknown {
  try {
    return (JSON.parse(text) as { status?: unknown }).status;
  } catch {
    return undefined;
  }
}
