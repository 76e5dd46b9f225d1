import { connect, type Socket } from 'node:net';

/** The data that a slow client sends: the first part immediately, then one byte per second. */
const KINDS = {
  headers: 'GET /api/v1/health/live HTTP/1.1\r\nHost: x\r\nX-Slow: ',
  body: 'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
} as const;

export interface SlowReport {
  readonly opened: number;
  /** Milliseconds until the last connection was closed; null if one was not. */
  readonly cutAfterMs: number | null;
}

/** Keeps connections open as long as the product allows, for at most `forMs`. */
export async function keepConnectionsOpen(
  portalUrl: string,
  kind: keyof typeof KINDS,
  count: number,
  forMs: number,
): Promise<SlowReport> {
  const { port, hostname } = new URL(portalUrl);
  const began = performance.now();
  const sockets = Array.from({ length: count }, () => connect(Number(port), hostname));
  const cuts = await Promise.all(sockets.map((socket) => sendSlowly(socket, KINDS[kind], forMs)));
  const cutAfterMs = cuts.includes(false) ? null : performance.now() - began;
  return { opened: count, cutAfterMs };
}

/** @returns true if the product closed the connection */
function sendSlowly(socket: Socket, first: string, forMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isCut: boolean): void => {
      clearInterval(timer);
      clearTimeout(timeout);
      socket.destroy();
      resolve(isCut);
    };
    socket.on('connect', () => socket.write(first));
    socket.on('error', () => {});
    socket.on('data', () => {});
    socket.on('close', () => end(true));
    const timer = setInterval(() => socket.write('a'), 1000);
    const timeout = setTimeout(() => end(false), forMs);
  });
}
