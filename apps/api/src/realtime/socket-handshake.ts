import type { IncomingHttpHeaders } from 'node:http';

/**
 * Returns the headers that identify the user of a socket. A browser sends its cookie. A program sends its key in a
 * header or, if its client can't set headers, as `auth.token`.
 */
export function identifyingHeaders(
  headers: IncomingHttpHeaders,
  { token }: Readonly<Record<string, unknown>>,
): IncomingHttpHeaders {
  if (headers.authorization !== undefined || typeof token !== 'string') return headers;
  return { ...headers, authorization: `Bearer ${token}` };
}

/**
 * Returns whether a handshake comes from our own page or from a program. Browsers let any page open a socket to any
 * host with the cookies of that host, but send the origin of the page. Programs send no origin.
 * @param publicUrl URL of the portal, in case a proxy changes the host
 */
export function isOwnOrigin({ origin, host }: IncomingHttpHeaders, publicUrl: string): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return [host, new URL(publicUrl).host].includes(new URL(origin).host);
}
