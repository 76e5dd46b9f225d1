import { createServer as createPlainServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { EmbeddedBroker } from '../config.js';

const TCP_KEEP_ALIVE_MS = 60_000;
const HANDSHAKE_MS = 10_000;
/** Connections that come faster than they are accepted wait in a line this long; a fleet comes back all at once. */
const BACKLOG = 4096;

const SOCKETS = {
  noDelay: true,
  // Devices may ask for no keep-alive; a peer that is gone without a word is found all the same.
  keepAlive: true,
  keepAliveInitialDelay: TCP_KEEP_ALIVE_MS,
  pauseOnConnect: true,
};

/**
 * Listens for plain connections, or for encrypted ones if there is a certificate. Every TLS client is asked for a certificate and
 * may show none or any: the handshake proves that it has the key, and the registry decides what the certificate opens. No
 * authorities are named to the client, since some clients show nothing that those have not signed.
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
