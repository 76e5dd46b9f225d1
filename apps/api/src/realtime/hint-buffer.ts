import { audienceOf, type ChannelHint } from './rooms.js';

/** The part of a hint that is sent to clients. */
export type ClientHint = Pick<ChannelHint, 'kind' | 'id' | 'machineId'>;

/**
 * Buffers hints briefly, so that clients reload an entity only once if it changes several times in quick succession.
 */
export class HintBuffer {
  private readonly waiting = new Map<string, { readonly hint: ClientHint; readonly rooms: Set<string> }>();

  add(makerId: string, { kind, id, machineId, ...audience }: ChannelHint): void {
    const key = `${makerId} ${kind} ${id}`;
    const rooms = audienceOf(makerId, { kind, id, ...audience });
    if (rooms.length === 0) return;
    const known = this.waiting.get(key);
    if (known) for (const room of rooms) known.rooms.add(room);
    else
      this.waiting.set(key, {
        hint: { kind, id, ...(machineId !== undefined && { machineId }) },
        rooms: new Set(rooms),
      });
  }

  /** Returns the buffered hints in the order of arrival, and clears the buffer. */
  take(): { readonly hint: ClientHint; readonly rooms: string[] }[] {
    const taken = [...this.waiting.values()].map(({ hint, rooms }) => ({ hint, rooms: [...rooms] }));
    this.waiting.clear();
    return taken;
  }
}
