/** Port of a listener: a configured one, or the default. */
export interface WantedPort {
  /** Environment variable that sets the port, such as `PORT`. Used in messages. */
  variable: string;
  asked?: number;
  fallback: number;
}

export type PortChoice =
  | { port: number; insteadOf?: number }
  | { refused: { variable: string; port: number } | { variable: string; tried: [number, number] } };

/** Number of ports after the default that are tried. */
export const PORTS_TRIED = 50;

/**
 * Chooses a port to listen on. Never replaces a configured port silently, because firewalls, bookmarks and devices
 * depend on it. A default may move to a nearby port.
 * @param isFree returns whether this process could listen on the port now
 * @param reserved ports already assigned to other listeners of this start
 */
export async function choosePort(
  wanted: WantedPort,
  isFree: (port: number) => Promise<boolean>,
  reserved: ReadonlySet<number> = new Set(),
): Promise<PortChoice> {
  const usable = async (port: number) => !reserved.has(port) && (await isFree(port));
  if (wanted.asked !== undefined) {
    return (await usable(wanted.asked))
      ? { port: wanted.asked }
      : { refused: { variable: wanted.variable, port: wanted.asked } };
  }
  const last = Math.min(wanted.fallback + PORTS_TRIED, 65_535);
  for (let port = wanted.fallback; port <= last; port += 1) {
    if (await usable(port)) return port === wanted.fallback ? { port } : { port, insteadOf: wanted.fallback };
  }
  return { refused: { variable: wanted.variable, tried: [wanted.fallback, last] } };
}

/** @returns the port; undefined if the text is not a port. Rejects 0, because the URL would not be known in advance. */
export function parsePort(text: string): number | undefined {
  if (!/^\d{1,5}$/.test(text)) return undefined;
  const port = Number(text);
  return port >= 1 && port <= 65_535 ? port : undefined;
}
