import type { IncomingHttpHeaders } from 'node:http';

/**
 * Returns the headers that identify a socket's user: a browser sends its cookie; a program sends its key as a header
 * or, if its client can't set one, as `auth.token`.
 */
export function identifyingHeaders(
  headers: IncomingHttpHeaders,
  { token }: Readonly<Record<string, unknown>>,
): IncomingHttpHeaders {
  if (headers.authorization !== undefined || typeof token !== 'string') return headers;
  return { ...headers, authorization: `Bearer ${token}` };
}

/**
 * Returns whether a handshake comes from our own page. Browsers let any page open a socket to any host, with that
 * host's cookies, and send the page's origin. Programs send none.
 * @param publicUrl URL of the portal, in case a proxy changes the host
 */
export function isOwnOrigin({ origin, host }: IncomingHttpHeaders, publicUrl: string): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return [host, new URL(publicUrl).host].includes(new URL(origin).host);
}
