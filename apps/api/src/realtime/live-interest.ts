import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { INTERNAL_CHANNEL, InternalChannelClient, WATCHED_FOR_MS } from '#platform';
import type { LiveNamespace } from './live-socket.js';
import { watchedIn } from './rooms.js';

/** Said again before it is forgotten, even where one message in between got lost. */
const REPEAT_MS = WATCHED_FOR_MS / 3;
/** Machines come in screens full: what is new within a moment goes out together. */
const GATHER_MS = 20;
/** So many ids fit any broker's limit of a message. */
const PLACES_A_MESSAGE = 1000;

/** Tells ingest whose live values somebody looks at here; all other values are stored and told to nobody. */
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
