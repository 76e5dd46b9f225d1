import type { MockInstance } from 'vitest';
import type { Socket } from 'socket.io-client';
import { SocketRights } from '../../apps/api/src/realtime/socket-rights.js';
import { until } from './eventually.js';

/** Observes when the API in this process adds a socket to its rooms, which happens after the client has connected. */
export class JoinedRooms {
  private readonly joins: MockInstance<SocketRights['joinRooms']> = vi.spyOn(
    SocketRights.prototype,
    'joinRooms',
  );

  /** Waits until a connected client is in its rooms. Hints that are published earlier don't reach the client. */
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
