import type { ObjectKind } from './catalogue.js';

/** An object that a person can mute, with a name for the list of muted objects. */
export interface MuteTarget {
  readonly kind: ObjectKind | 'machine';
  readonly id: string;
  readonly label: string;
}

const NAMES = ['number', 'invoice', 'contract', 'device', 'file', 'month'] as const;

/**
 * Returns the object that is muted with a notification: the machine, if there is one, because the next alarm of the
 * same machine is another object. For a ticket, and without a machine, it is the object itself.
 */
export function muteTarget(
  kind: ObjectKind,
  id: string,
  params: Readonly<Record<string, unknown>>,
): MuteTarget {
  const { machineId, serial } = params;
  if (kind !== 'ticket' && typeof machineId === 'string' && typeof serial === 'string')
    return { kind: 'machine', id: machineId, label: serial };
  const name = NAMES.map((key) => params[key]).find((value) => typeof value === 'string');
  return { kind, id, label: typeof name === 'string' ? name : '' };
}
