import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

const SHARED_BYTES = 256 * 1024;

/** Takes what came. The bytes lie in a buffer that the next reading fills again. */
export type BytesTaker = (bytes: Buffer, end: number) => void;

/** What Node keeps of a plain connection beneath its socket. */
interface Adoptable {
  _handle: { useUserBuffer?: unknown } | null;
}

/**
 * Has all plain connections read into one buffer. A socket that a server accepts gets a new 64 KiB buffer for every read and
 * passes it through a stream; Node offers `onread`, which does neither, only to who makes the socket. So the socket is made
 * again around the same connection. Where that is not possible, and with TLS, it is read as a stream.
 */
export class SharedReading {
  private readonly buffer = Buffer.allocUnsafeSlow(SHARED_BYTES);

  /**
   * @param accepted from a server that pauses on connect
   * @param take called with what comes; may pause the socket
   * @returns the socket to go on with
   */
  begin(accepted: Socket, take: BytesTaker): Socket {
    const { _handle: handle } = accepted as unknown as Adoptable;
    if (accepted instanceof TLSSocket || typeof handle?.useUserBuffer !== 'function') {
      accepted.on('data', (chunk) => take(chunk, chunk.length));
      accepted.resume();
      return accepted;
    }
    (accepted as unknown as Adoptable)._handle = null;
    accepted.destroy();
    const options = {
      handle,
      allowHalfOpen: false,
      onread: {
        buffer: this.buffer,
        callback: (length: number, buffer: Uint8Array): boolean => {
          take(buffer as Buffer, length);
          return true;
        },
      },
    };
    return new Socket(options);
  }
}
