import { audienceOf, type ChannelHint } from './rooms.js';

/** What clients get of a hint. */
export type ClientHint = Pick<ChannelHint, 'kind' | 'id' | 'machineId'>;

/** Gathers hints for a moment: what changed five times in a moment is fetched again once. */
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

  /** What has gathered, in the order in which it came. */
  take(): { readonly hint: ClientHint; readonly rooms: string[] }[] {
    const taken = [...this.waiting.values()].map(({ hint, rooms }) => ({ hint, rooms: [...rooms] }));
    this.waiting.clear();
    return taken;
  }
}
