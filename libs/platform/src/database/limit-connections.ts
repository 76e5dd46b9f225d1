import type { Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import type { Socket } from 'node:net';

const HEADERS_MS = 10_000;
/** Node looks for slow connections every 30 s unless told otherwise, so that 10 s would mean 40 s. */
const CHECKING_MS = 1000;
const MAX_HEADERS = 100;

/**
 * Limits what one client can take of an HTTP server before it has sent a request: its headers must arrive within 10 s, and
 * one address may hold only so many connections. Call it before the server listens.
 * @param perAddress connections that one address may hold at once; 0 for any number, as behind a proxy, whose address
 *   all of its clients share
 */
export function limitConnections(server: Server | TlsServer, perAddress: number): void {
  server.headersTimeout = HEADERS_MS;
  server.maxHeadersCount = MAX_HEADERS;
  Object.assign(server, { connectionsCheckingInterval: CHECKING_MS });
  if (perAddress === 0) return;
  const held = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const count = held.get(address) ?? 0;
    if (count >= perAddress) {
      socket.destroy();
      return;
    }
    held.set(address, count + 1);
    socket.once('close', () => {
      const left = (held.get(address) ?? 1) - 1;
      if (left > 0) held.set(address, left);
      else held.delete(address);
    });
  });
}
