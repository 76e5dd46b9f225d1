import { constants } from 'node:zlib';
import compression from 'compression';
import type { Request, RequestHandler, Response } from 'express';

/** Smaller responses cost more to compress than to send. */
const COMPRESSION_THRESHOLD_BYTES = 1024;
/** At this level, Brotli is about as fast as gzip, and its output is a tenth smaller. */
const BROTLI_QUALITY = 4;

/**
 * Compresses JSON responses, with Brotli if the client accepts it. Exports and packs are not compressed: their clients
 * are programs with fast connections, and compressing millions of rows would slow down all other requests.
 */
export function compressJson(): RequestHandler {
  return compression({
    threshold: COMPRESSION_THRESHOLD_BYTES,
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
    filter: (request: Request, response: Response) =>
      // The session's response contains the CSRF token. A secret that is never compressed cannot be guessed from
      // response lengths.
      !request.path.endsWith('/session') &&
      /^application\/(problem\+)?json\b/.test(String(response.getHeader('content-type') ?? '')),
  });
}
