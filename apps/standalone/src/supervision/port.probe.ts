import { createServer } from 'node:net';

/** `free` if this process could listen there now; otherwise why not (`EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`, …). */
export function probePort(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve('free')));
  });
}

async function isPortFree(host: string, port: number): Promise<boolean> {
  return (await probePort(host, port)) === 'free';
}

/** Below the range from which systems take ports for outgoing connections: one needed again after a crash is still free. */
const FIRST_QUIET_PORT = 15_000;
const QUIET_PORTS = 5_000;

/** What was given out is not yet listened on, so a look alone would give it out twice. */
const handedOut = new Set<number>();

/** A free port for a listener on loopback whose address nobody types; never the same one twice. */
export async function findQuietPort(): Promise<number> {
  for (;;) {
    const port = FIRST_QUIET_PORT + Math.floor(Math.random() * QUIET_PORTS);
    if (handedOut.has(port) || !(await isPortFree('127.0.0.1', port))) continue;
    handedOut.add(port);
    return port;
  }
}
