import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { INTERNAL_CHANNEL, InternalChannelClient } from '#platform';
import { ApiMetrics } from '../metrics/api-metrics.js';
import { HintBuffer } from './hint-buffer.js';
import { LiveInterest } from './live-interest.js';
import type { LiveNamespace } from './live-socket.js';
import type { DevicePatch } from './pending-patches.js';
import { type ChannelHint, machineRoom, siteRoom } from './rooms.js';
import { SocketRights } from './socket-rights.js';

/** Newest values of a device, as published by ingest. */
interface ChannelPatch extends Pick<DevicePatch, 'deviceId' | 'at' | 'values' | 'qualities'> {
  readonly machineId: string | null;
  readonly siteId: string | null;
}

const FLUSH_MS = 250;

/** Forwards messages from the internal channel to the rooms of the clients that may receive them. */
@Injectable()
export class LiveFeed implements OnModuleInit, OnApplicationShutdown {
  private readonly hints = new HintBuffer();
  private namespace: LiveNamespace | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly channel: InternalChannelClient,
    private readonly rights: SocketRights,
    private readonly interest: LiveInterest,
    private readonly metrics: ApiMetrics,
  ) {}

  onModuleInit(): void {
    this.channel.subscribe(INTERNAL_CHANNEL.liveOfAll, (topic, message) =>
      this.patch(makerOf(topic, -2), message as ChannelPatch),
    );
    this.channel.subscribe(INTERNAL_CHANNEL.hintOfAll, (topic, message) =>
      this.hint(makerOf(topic, -1), message as ChannelHint),
    );
    this.metrics.countSockets(() => this.namespace?.sockets.size ?? 0);
    this.timer = setInterval(() => this.flush(), FLUSH_MS);
  }

  attach(namespace: LiveNamespace): void {
    this.namespace = namespace;
    this.interest.attach(namespace);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.channel.close();
  }

  private patch(makerId: string, { deviceId, machineId, siteId, at, values, qualities }: ChannelPatch): void {
    const [room, place] =
      machineId !== null
        ? [machineRoom(makerId, machineId), { machineId }]
        : siteId !== null
          ? [siteRoom(makerId, siteId), { siteId }]
          : [];
    if (room === undefined) return;
    const patch = { ...place, deviceId, at, values, ...(qualities && { qualities }) };
    for (const id of this.namespace?.adapter.rooms.get(room) ?? [])
      this.namespace?.sockets.get(id)?.data.pending.add(room, patch);
  }

  private hint(makerId: string, hint: ChannelHint): void {
    if (hint.kind === 'access') void this.rights.checkPerson(makerId, hint.id);
    if (hint.kind === 'machine') void this.rights.checkMachine(makerId, hint.id);
    if (hint.kind === 'ticket' && hint.technicianId !== undefined)
      void this.rights.checkTechnician(makerId, hint.technicianId);
    this.hints.add(makerId, hint);
  }

  private flush(): void {
    for (const { hint, rooms } of this.hints.take()) this.namespace?.to(rooms).emit('hint', hint);
    for (const socket of this.namespace?.sockets.values() ?? []) {
      const { pending } = socket.data;
      // Skips a client if its connection is still sending earlier values. The client gets the newest values as soon as
      // it is ready.
      if (pending.isEmpty || !socket.conn.transport.writable) continue;
      const patches = pending.take((room) => socket.rooms.has(room));
      if (patches.length > 0) socket.emit('live', { patches });
    }
  }
}

/** Returns the level of a topic that contains the maker, counted from the end. */
function makerOf(topic: string, level: number): string {
  return topic.split('/').at(level) ?? '';
}
