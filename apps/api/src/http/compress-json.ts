import { constants } from 'node:zlib';
import compression from 'compression';
import type { Request, RequestHandler, Response } from 'express';

/** Minimum size of a compressed response. Compressing a smaller response costs more than it saves. */
const COMPRESSION_THRESHOLD_BYTES = 1024;
/** At this level, Brotli is about as fast as gzip, and its output is a tenth smaller. */
const BROTLI_QUALITY = 4;

/**
 * Compresses JSON responses, with Brotli if the client accepts it. Exports and packs are not compressed, because their
 * clients are programs with fast connections, and compressing millions of rows would slow down all other requests.
 */
export function compressJson(): RequestHandler {
  return compression({
    threshold: COMPRESSION_THRESHOLD_BYTES,
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
    filter: (request: Request, response: Response) =>
      // The response of the session contains the CSRF token, which could be guessed from the lengths of compressed
      // responses.
      !request.path.endsWith('/session') &&
      /^application\/(problem\+)?json\b/.test(String(response.getHeader('content-type') ?? '')),
  });
}
