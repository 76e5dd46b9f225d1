import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

const SHARED_BYTES = 256 * 1024;

/** Processes received bytes, in a buffer that the next read overwrites. */
export type BytesHandler = (bytes: Buffer, end: number) => void;

/** Node's internal connection beneath a socket without TLS. */
interface SocketHandleOwner {
  _handle: { useUserBuffer?: unknown } | null;
}

/**
 * Reads all connections without TLS into one buffer. Otherwise, a socket that a server accepts gets a new 64 KiB buffer
 * for each read and passes it through a stream. Node's `onread` avoids both, but is only available when a socket is
 * created. Therefore, the socket is created again around the same connection. If that is not possible, or with TLS, the
 * socket is read as a stream.
 */
export class SharedReadBuffer {
  private readonly buffer = Buffer.allocUnsafeSlow(SHARED_BYTES);

  /**
   * @param accepted socket from a server with `pauseOnConnect`
   * @param handleBytes called with received bytes; may pause the socket
   * @returns the socket to continue with
   */
  begin(accepted: Socket, handleBytes: BytesHandler): Socket {
    const { _handle: handle } = accepted as unknown as SocketHandleOwner;
    if (accepted instanceof TLSSocket || typeof handle?.useUserBuffer !== 'function') {
      accepted.on('data', (chunk) => handleBytes(chunk, chunk.length));
      accepted.resume();
      return accepted;
    }
    (accepted as unknown as SocketHandleOwner)._handle = null;
    accepted.destroy();
    const options = {
      handle,
      allowHalfOpen: false,
      onread: {
        buffer: this.buffer,
        callback: (length: number, buffer: Uint8Array): boolean => {
          handleBytes(buffer as Buffer, length);
          return true;
        },
      },
    };
    return new Socket(options);
  }
}
