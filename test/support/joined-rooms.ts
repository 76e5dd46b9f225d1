import type { MockInstance } from 'vitest';
import type { Socket } from 'socket.io-client';
import { SocketRights } from '../../apps/api/src/realtime/socket-rights.js';
import { until } from './eventually.js';

/** Sees the API of this process put each socket into its rooms, which it does after the client knows it is connected. */
export class JoinedRooms {
  private readonly joins: MockInstance<SocketRights['joinRooms']> = vi.spyOn(
    SocketRights.prototype,
    'joinRooms',
  );

  /** Waits until a connected client is in its rooms: it gets no hint that is published before. */
  async untilJoined({ id }: Socket): Promise<void> {
    const { calls, settledResults } = this.joins.mock;
    await until(() =>
      calls.some(([socket], at) => socket.id === id && settledResults[at]?.type === 'fulfilled'),
    );
  }

  stop(): void {
    this.joins.mockRestore();
  }
}
