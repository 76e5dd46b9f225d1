import type { Request } from 'express';
import { DomainError } from '#platform';

/** The body of a request in pieces, as received. */
export interface LargeJson {
  readonly pieces: readonly Uint8Array[];
  readonly isGzip: boolean;
}

/**
 * Receives a large JSON body without parsing it.
 * @throws DomainError `api.media_type_unsupported` unless it is JSON, plain or with gzip; `api.body_too_large` beyond
 *   `maxBytes`
 */
export async function receiveLargeJson(request: Request, maxBytes: number): Promise<LargeJson> {
  const encoding = (request.get('content-encoding') ?? 'identity').toLowerCase();
  if (!request.is('application/json') || !['identity', 'gzip'].includes(encoding)) {
    throw new DomainError('api.media_type_unsupported');
  }
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Uint8Array>) {
    bytes += piece.byteLength;
    if (bytes > maxBytes) throw new DomainError('api.body_too_large', { maxBytes });
    pieces.push(piece);
  }
  return { pieces, isGzip: encoding === 'gzip' };
}
