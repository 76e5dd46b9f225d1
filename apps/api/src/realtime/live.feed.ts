import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { INTERNAL_CHANNEL, InternalChannelClient } from '#platform';
import { HintBuffer } from './hint-buffer.js';
import type { LiveNamespace } from './live-socket.js';
import { type ChannelHint, machineRoom, siteRoom } from './rooms.js';
import { SocketRights } from './socket-rights.js';

/** What ingest tells of a device's newest values. */
interface ChannelPatch {
  readonly deviceId: string;
  readonly machineId: string | null;
  readonly siteId: string | null;
  readonly at: string;
  readonly values: Readonly<Record<string, number | string | boolean | null>>;
}

const FLUSH_MS = 250;

/** Carries what the internal channel tells to the rooms that it concerns. */
@Injectable()
export class LiveFeed implements OnModuleInit, OnApplicationShutdown {
  private readonly hints = new HintBuffer();
  private namespace: LiveNamespace | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly channel: InternalChannelClient,
    private readonly rights: SocketRights,
  ) {}

  onModuleInit(): void {
    this.channel.subscribe(INTERNAL_CHANNEL.liveOfAll, (topic, message) =>
      this.patch(makerOf(topic, -2), message as ChannelPatch),
    );
    this.channel.subscribe(INTERNAL_CHANNEL.hintOfAll, (topic, message) =>
      this.hint(makerOf(topic, -1), message as ChannelHint),
    );
    this.timer = setInterval(() => this.flush(), FLUSH_MS);
  }

  attach(namespace: LiveNamespace): void {
    this.namespace = namespace;
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.channel.close();
  }

  private patch(makerId: string, { deviceId, machineId, siteId, at, values }: ChannelPatch): void {
    const room =
      machineId !== null
        ? machineRoom(makerId, machineId)
        : siteId !== null
          ? siteRoom(makerId, siteId)
          : undefined;
    if (room === undefined) return;
    const place = machineId !== null ? { machineId } : { siteId };
    // Of values nobody waits for an old one: a client that can't keep up gets the next.
    this.namespace?.to(room).volatile.emit('live', { ...place, deviceId, at, values });
  }

  private hint(makerId: string, hint: ChannelHint): void {
    if (hint.kind === 'access') void this.rights.checkPerson(makerId, hint.id);
    if (hint.kind === 'machine') void this.rights.checkMachine(makerId, hint.id);
    this.hints.add(makerId, hint);
  }

  private flush(): void {
    for (const { hint, rooms } of this.hints.take()) this.namespace?.to(rooms).emit('hint', hint);
  }
}

/** The level of a topic that names the maker, counted from its end. */
function makerOf(topic: string, level: number): string {
  return topic.split('/').at(level) ?? '';
}
