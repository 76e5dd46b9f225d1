import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { INTERNAL_CHANNEL, InternalChannelClient, WATCHED_FOR_MS } from '#platform';
import type { LiveNamespace } from './live-socket.js';
import { parseLiveRoom } from './rooms.js';

/** Interval at which interest is repeated, so that it does not expire if a message is lost. */
const REPEAT_MS = WATCHED_FOR_MS / 3;
/**
 * Time for which new interest is collected before it is sent, because clients start to watch all machines on a screen
 * at once.
 */
const BATCH_MS = 20;
/** Maximum number of machines and sites per message, which keeps a message within the size limits of brokers. */
const MAX_LOCATIONS_PER_MESSAGE = 1000;

/**
 * Notifies ingest of the machines and sites that clients watch. Ingest stores the values of all other machines and
 * sites without publishing them.
 */
@Injectable()
export class LiveInterest implements OnApplicationShutdown {
  private readonly fresh = new Set<string>();
  private gathering: NodeJS.Timeout | undefined;
  private repeating: NodeJS.Timeout | undefined;

  constructor(private readonly channel: InternalChannelClient) {}

  attach({ adapter }: LiveNamespace): void {
    const publishAll = (): void => this.publishRooms([...adapter.rooms.keys()]);
    adapter.on('create-room', (room: string) => this.queueRoom(room));
    this.channel.onConnected(publishAll);
    this.repeating = setInterval(publishAll, REPEAT_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.repeating);
    clearTimeout(this.gathering);
  }

  private queueRoom(room: string): void {
    if (!parseLiveRoom(room)) return;
    this.fresh.add(room);
    this.gathering ??= setTimeout(() => {
      this.gathering = undefined;
      this.publishRooms([...this.fresh]);
      this.fresh.clear();
    }, BATCH_MS);
  }

  private publishRooms(rooms: readonly string[]): void {
    const byMaker = new Map<string, string[]>();
    for (const room of rooms) {
      const watched = parseLiveRoom(room);
      if (!watched) continue;
      const locationIds = byMaker.get(watched.makerId);
      if (locationIds) locationIds.push(watched.locationId);
      else byMaker.set(watched.makerId, [watched.locationId]);
    }
    for (const [makerId, locationIds] of byMaker)
      for (let from = 0; from < locationIds.length; from += MAX_LOCATIONS_PER_MESSAGE)
        this.channel.publish(INTERNAL_CHANNEL.watched(makerId), {
          places: locationIds.slice(from, from + MAX_LOCATIONS_PER_MESSAGE),
        });
  }
}
