import { createServer as createPlainServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { EmbeddedBroker } from '../config.js';

const TCP_KEEP_ALIVE_MS = 60_000;
const HANDSHAKE_MS = 10_000;
/** Length of the queue of unaccepted connections. A whole fleet can reconnect at once. */
const BACKLOG = 4096;

const SOCKETS = {
  noDelay: true,
  // Detects peers that are gone, because devices can disable MQTT's keep-alive.
  keepAlive: true,
  keepAliveInitialDelay: TCP_KEEP_ALIVE_MS,
  pauseOnConnect: true,
};

/**
 * Listens for connections, encrypted if there is a certificate. Requests a certificate from every TLS client. A client
 * may present any certificate or none: the handshake proves possession of the key, and the registry decides whether the
 * certificate gives access. Sends no list of authorities, because some clients only present certificates signed by a
 * listed one.
 */
export async function openListener(
  { tls, host, port }: Pick<EmbeddedBroker, 'tls' | 'host' | 'port'>,
  accept: (socket: Socket) => void,
): Promise<Server> {
  const server = tls
    ? createTlsServer(
        {
          ...SOCKETS,
          cert: tls.cert,
          key: tls.key,
          handshakeTimeout: HANDSHAKE_MS,
          requestCert: true,
          rejectUnauthorized: false,
        },
        accept,
      )
    : createPlainServer(SOCKETS, accept);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: BACKLOG }, () => {
      server.off('error', reject);
      server.on('error', () => undefined);
      resolve();
    });
  });
  return server;
}
