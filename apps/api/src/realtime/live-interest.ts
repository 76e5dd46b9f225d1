import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { INTERNAL_CHANNEL, InternalChannelClient, WATCHED_FOR_MS } from '#platform';
import type { LiveNamespace } from './live-socket.js';
import { watchedIn } from './rooms.js';

/** Repeats the interest before it expires, even if one message in between is lost. */
const REPEAT_MS = WATCHED_FOR_MS / 3;
/** Clients watch a screen full of machines at once. New ones are gathered briefly and sent together. */
const GATHER_MS = 20;
/** Keeps a message within the size limit of any broker. */
const PLACES_A_MESSAGE = 1000;

/** Notifies ingest which machines and sites have viewers. It stores all other values without publishing them. */
@Injectable()
export class LiveInterest implements OnApplicationShutdown {
  private readonly fresh = new Set<string>();
  private gathering: NodeJS.Timeout | undefined;
  private repeating: NodeJS.Timeout | undefined;

  constructor(private readonly channel: InternalChannelClient) {}

  attach({ adapter }: LiveNamespace): void {
    const sayAll = (): void => this.say([...adapter.rooms.keys()]);
    adapter.on('create-room', (room: string) => this.hear(room));
    this.channel.onConnected(sayAll);
    this.repeating = setInterval(sayAll, REPEAT_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.repeating);
    clearTimeout(this.gathering);
  }

  private hear(room: string): void {
    if (!watchedIn(room)) return;
    this.fresh.add(room);
    this.gathering ??= setTimeout(() => {
      this.gathering = undefined;
      this.say([...this.fresh]);
      this.fresh.clear();
    }, GATHER_MS);
  }

  private say(rooms: readonly string[]): void {
    const byMaker = new Map<string, string[]>();
    for (const room of rooms) {
      const watched = watchedIn(room);
      if (!watched) continue;
      const places = byMaker.get(watched.makerId);
      if (places) places.push(watched.placeId);
      else byMaker.set(watched.makerId, [watched.placeId]);
    }
    for (const [makerId, places] of byMaker)
      for (let from = 0; from < places.length; from += PLACES_A_MESSAGE)
        this.channel.publish(INTERNAL_CHANNEL.watched(makerId), {
          places: places.slice(from, from + PLACES_A_MESSAGE),
        });
  }
}
