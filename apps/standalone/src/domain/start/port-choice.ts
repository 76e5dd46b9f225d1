/** A port as the environment asks for it: a number that was asked for, or the default. */
export interface WantedPort {
  /** The environment variable that sets it, for messages: `PORT`. */
  variable: string;
  asked?: number;
  fallback: number;
}

export type PortChoice =
  | { port: number; insteadOf?: number }
  | { refused: { variable: string; port: number } | { variable: string; tried: [number, number] } };

/** How many ports after a taken default are tried before giving up. */
export const PORTS_TRIED = 50;

/**
 * Which port to listen on. One that was asked for is taken or refused, never silently another: firewalls, bookmarks and
 * devices count on it. A default only has to be near.
 * @param isFree tells whether this process could listen there now
 * @param reserved ports already promised to another listener of this start
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

/** @returns the number, or undefined for a text that is no port. 0 is no port: nobody could be told the address beforehand. */
export function parsePort(text: string): number | undefined {
  if (!/^\d{1,5}$/.test(text)) return undefined;
  const port = Number(text);
  return port >= 1 && port <= 65_535 ? port : undefined;
}
