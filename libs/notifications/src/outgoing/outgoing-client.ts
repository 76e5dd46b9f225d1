import { lookup as resolve } from 'node:dns/promises';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress, isPublicAddress } from './public-address.js';

/** Maximum duration of an attempt, from the resolution of the name to the end of the response. */
const TIMEOUT_MS = 15_000;
/** Maximum number of bytes read from a response. The rest is not needed. */
const MAX_RESPONSE_BYTES = 16 * 1024;
const MAX_LOGGED = 1000;

/** The result of a request. */
export interface OutgoingResponse {
  /** HTTP status; null if there was no response. */
  readonly status: number | null;
  /** Code of the failure; null for a status of 2xx. */
  readonly error: string | null;
  readonly retryAfterSeconds: number | null;
  /** False if no connection was established, so that the receiver has certainly not read the message. */
  readonly isConnected: boolean;
  readonly durationMs: number;
  /** The beginning of the response. */
  readonly response: string;
}

/** Returns true for hosts in the operator's own network that may receive messages. */
export type IsTrustedHost = (host: string) => boolean;

/** State of the connection of one request. */
interface Connection {
  isEstablished: boolean;
}

/** Thrown if the address leads to a host that is not on the internet. */
class PrivateAddressError extends Error {}

/**
 * Posts messages to addresses that users enter. They must not lead to the operator's own network, so the resolved
 * address is checked, and the connection goes to exactly this address. Redirects are not followed.
 */
export class OutgoingClient {
  constructor(
    private readonly isTrusted: IsTrustedHost,
    private readonly timeoutMs = TIMEOUT_MS,
  ) {}

  /** Never throws; returns every failure as a result. */
  async post(
    address: string,
    headers: Readonly<Record<string, string>>,
    body: string | Uint8Array,
  ): Promise<OutgoingResponse> {
    const connection: Connection = { isEstablished: false };
    const began = performance.now();
    const done = (result: Omit<OutgoingResponse, 'durationMs' | 'isConnected'>): OutgoingResponse => ({
      ...result,
      isConnected: connection.isEstablished,
      durationMs: Math.round(performance.now() - began),
    });
    try {
      const { status, text, retryAfter } = await this.send(new URL(address), headers, body, connection);
      return done({
        status,
        error: describeStatus(status),
        retryAfterSeconds: parseRetryAfter(retryAfter),
        response: text.slice(0, MAX_LOGGED),
      });
    } catch (error) {
      return done({ status: null, error: describeError(error), retryAfterSeconds: null, response: '' });
    }
  }

  private send(
    url: URL,
    headers: Readonly<Record<string, string>>,
    body: string | Uint8Array,
    connection: Connection,
  ): Promise<{ status: number; text: string; retryAfter: string | undefined }> {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const isTrusted = this.isTrusted(host);
    // Node connects to IP addresses without a lookup.
    if (isPrivateAddress(host) && !isTrusted) return Promise.reject(new PrivateAddressError());
    const signal = AbortSignal.timeout(this.timeoutMs);
    return new Promise((fulfil, reject) => {
      const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        // A connection that stays open would skip the check of the address for the next message.
        agent: false,
        signal,
        ...(!isTrusted && isIP(host) === 0 && { lookup: lookupPublic }),
      });
      request.on('socket', (socket) => {
        const event = url.protocol === 'https:' ? 'secureConnect' : 'connect';
        socket.once(event, () => (connection.isEstablished = true));
      });
      request.on('error', (error) => reject(signal.aborted ? (signal.reason as Error) : error));
      request.on('response', (response) => {
        readBeginning(response).then(
          (text) =>
            fulfil({ status: response.statusCode ?? 0, text, retryAfter: response.headers['retry-after'] }),
          (error: unknown) => reject(signal.aborted ? (signal.reason as Error) : (error as Error)),
        );
      });
      request.end(body);
    });
  }
}

/** Resolves a name, and fails if any of its addresses is not public. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, {
    all: true,
    family: options.family === 4 || options.family === 6 ? options.family : 0,
  }).then(
    (found) => {
      const first = found[0];
      if (first === undefined || !found.every(({ address }) => isPublicAddress(address)))
        callback(new PrivateAddressError(), []);
      else if (options.all) callback(null, found);
      else callback(null, first.address, first.family);
    },
    (error: unknown) => callback(error as NodeJS.ErrnoException, []),
  );
};

/** Reads the beginning of a response, and closes the connection. */
async function readBeginning(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes >= MAX_RESPONSE_BYTES) break;
  }
  response.destroy();
  // PostgreSQL can't store the character NUL.
  return Buffer.concat(chunks).toString('utf8').replaceAll('\0', '');
}

function describeStatus(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? 'redirect_refused' : `status_${status}`;
}

function parseRetryAfter(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

const TLS_ERROR = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY/;

function describeError(error: unknown): string {
  if (error instanceof PrivateAddressError) return 'address_private';
  const { name, code } = error as { name?: string; code?: unknown };
  if (name === 'TimeoutError') return 'timeout';
  const text = typeof code === 'string' ? code : '';
  if (text === 'ENOTFOUND' || text === 'EAI_AGAIN' || text === 'ENODATA') return 'name_not_found';
  return TLS_ERROR.test(text) ? 'certificate_invalid' : 'connection_failed';
}
