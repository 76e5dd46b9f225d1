import type { Socket } from 'node:net';
import type { Acknowledgements } from '../sessions/acknowledgements.js';

const ROOM_BYTES = 64 * 1024;

/** What has something to write at the end of a turn. */
export interface Writer {
  writeTurn(): void;
}

/**
 * Gathers who has something to write until this turn of the event loop is over, so that everybody writes once a turn. A commit
 * settles thousands of messages in one go; a system call for each would cost more than all the rest.
 */
export class Turn {
  private writers: Writer[] = [];
  private room = Buffer.allocUnsafeSlow(ROOM_BYTES);
  private readonly run = (): void => {
    const { writers } = this;
    this.writers = [];
    for (const writer of writers) writer.writeTurn();
  };

  /** Asks to be called once at the end of the turn; who asks twice is called twice. */
  add(writer: Writer): void {
    this.writers.push(writer);
    if (this.writers.length === 1) setImmediate(this.run);
  }

  /** Writes a connection's acknowledgements in bytes that are filled again for the next one. */
  write(socket: Socket, acknowledgements: Acknowledgements): void {
    if (acknowledgements.isEmpty) return;
    acknowledgements.writeOut(this.room, (end) => {
      const isBehind = socket.writableLength > 0;
      const bytes = this.room.subarray(0, end);
      // Few bytes for a client that doesn't read must not hold a whole room each.
      socket.write(isBehind ? Buffer.from(bytes) : bytes);
      // What the system did not take at once still lies in the room.
      if (!isBehind && socket.writableLength > 0) this.room = Buffer.allocUnsafeSlow(ROOM_BYTES);
      return this.room;
    });
  }
}
