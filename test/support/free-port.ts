import { createServer } from 'node:net';

const handedOut = new Set<number>();

/** Finds a free port below the ephemeral range. The port is random, because tests run in parallel. */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const isFree = await new Promise<boolean>((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(false));
      server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(true)));
    });
    if (!isFree || handedOut.has(port)) continue;
    handedOut.add(port);
    return port;
  }
}
