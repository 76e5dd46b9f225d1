/** Purpose of a request, and the device or the token in its path. */
export type HttpRoute =
  | { readonly kind: 'native'; readonly makerSlug: string; readonly deviceCode: string }
  | { readonly kind: 'telemetry' | 'attributes' | 'ask-attributes'; readonly token: string };

/**
 * Parses `POST /ingest/v1/<maker>/<device>/telemetry`. Also parses requests of ThingsBoard's HTTP device API: `POST
 * /api/v1/<token>/telemetry`, and `POST` and `GET` of `/api/v1/<token>/attributes`. Returns 404 for any other path, and
 * 405 for any other method.
 */
export function parseHttpRoute(method: string, path: string): HttpRoute | 404 | 405 {
  const parts = path.split('/');
  if (parts[1] === 'ingest' && parts[2] === 'v1' && parts.length === 6 && parts[5] === 'telemetry') {
    const [makerSlug, deviceCode] = [decode(parts[3]), decode(parts[4])];
    if (!makerSlug || !deviceCode) return 404;
    return method === 'POST' ? { kind: 'native', makerSlug, deviceCode } : 405;
  }
  if (parts[1] !== 'api' || parts[2] !== 'v1' || parts.length !== 5) return 404;
  const token = decode(parts[3]);
  if (!token) return 404;
  switch (parts[4]) {
    case 'telemetry':
      return method === 'POST' ? { kind: 'telemetry', token } : 405;
    case 'attributes':
      if (method === 'POST') return { kind: 'attributes', token };
      return method === 'GET' ? { kind: 'ask-attributes', token } : 405;
    default:
      return 404;
  }
}

/**
 * Returns the user name and the password of an `Authorization: Basic` header; undefined if it is missing or malformed.
 */
export function parseBasic(header: string | undefined): { username: string; password: string } | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(header ?? '')?.[1];
  if (!encoded) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

function decode(part: string | undefined): string | undefined {
  try {
    return decodeURIComponent(part ?? '');
  } catch {
    return undefined;
  }
}
