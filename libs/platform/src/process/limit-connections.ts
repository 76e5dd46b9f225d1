import type { Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import type { Socket } from 'node:net';

const HEADERS_TIMEOUT_MS = 10_000;
/** Interval at which Node checks for slow connections. With its default of 30 s, a limit of 10 s would become 40 s. */
const CHECK_INTERVAL_MS = 1000;
const MAX_HEADERS = 100;

/**
 * Limits the resources of an HTTP server that one client can use before it has sent a request. Headers must arrive
 * within 10 s, and connections per address are limited. Call it before the server listens.
 * @param perAddress maximum number of concurrent connections per address; 0 for no limit, for example behind a proxy,
 *   from which all clients have the same address
 */
export function limitConnections(server: Server | TlsServer, perAddress: number): void {
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.maxHeadersCount = MAX_HEADERS;
  Object.assign(server, { connectionsCheckingInterval: CHECK_INTERVAL_MS });
  if (perAddress === 0) return;
  const countByAddress = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const count = countByAddress.get(address) ?? 0;
    if (count >= perAddress) {
      socket.destroy();
      return;
    }
    countByAddress.set(address, count + 1);
    socket.once('close', () => {
      const remaining = (countByAddress.get(address) ?? 1) - 1;
      if (remaining > 0) countByAddress.set(address, remaining);
      else countByAddress.delete(address);
    });
  });
}
