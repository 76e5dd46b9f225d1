import type { Socket } from 'node:net';
import type { Acknowledgements } from '../sessions/acknowledgements.js';

const BUFFER_BYTES = 64 * 1024;

/** Writes its pending output at the end of a turn. */
export interface Writer {
  writeTurn(): void;
}

/**
 * Collects writers until the end of this turn of the event loop, so that each connection writes once per turn. A commit
 * acknowledges thousands of messages at the same time, and a system call for each would cost more than everything else.
 */
export class TurnWriter {
  private writers: Writer[] = [];
  private room = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  private readonly run = (): void => {
    const { writers } = this;
    this.writers = [];
    for (const writer of writers) writer.writeTurn();
  };

  /** Schedules one call at the end of the turn. Adding a writer twice calls it twice. */
  add(writer: Writer): void {
    this.writers.push(writer);
    if (this.writers.length === 1) setImmediate(this.run);
  }

  /** Writes a connection's acknowledgements from a buffer that is reused for the next connection. */
  write(socket: Socket, acknowledgements: Acknowledgements): void {
    if (acknowledgements.isEmpty) return;
    acknowledgements.writeOut(this.room, (end) => {
      const isBehind = socket.writableLength > 0;
      const bytes = this.room.subarray(0, end);
      // Copy the few bytes if the client does not read, so that such a client does not keep a whole buffer.
      socket.write(isBehind ? Buffer.from(bytes) : bytes);
      // Replace the buffer, because bytes that the system has not accepted yet are still in it.
      if (!isBehind && socket.writableLength > 0) this.room = Buffer.allocUnsafeSlow(BUFFER_BYTES);
      return this.room;
    });
  }
}
