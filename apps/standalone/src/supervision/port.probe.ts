import { createServer } from 'node:net';

/**
 * Returns `free` if this process could listen on the port now, otherwise the reason (`EADDRINUSE`, `EACCES`,
 * `EADDRNOTAVAIL`, …).
 */
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

/**
 * Start of the range of internal ports. It is below the range from which systems assign ports to outgoing connections,
 * so that a port is still free after a crash.
 */
const FIRST_INTERNAL_PORT = 15_000;
const INTERNAL_PORT_COUNT = 5_000;

/** Ports already returned, which are not yet in use and would otherwise be returned twice. */
const assignedPorts = new Set<number>();

/** Returns a free port for a loopback listener with a URL that no user types. Never returns the same port twice. */
export async function findInternalPort(): Promise<number> {
  for (;;) {
    const port = FIRST_INTERNAL_PORT + Math.floor(Math.random() * INTERNAL_PORT_COUNT);
    if (assignedPorts.has(port) || !(await isPortFree('127.0.0.1', port))) continue;
    assignedPorts.add(port);
    return port;
  }
}
