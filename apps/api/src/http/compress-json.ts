import { constants } from 'node:zlib';
import compression from 'compression';
import type { Request, RequestHandler, Response } from 'express';

/** Smaller answers cost more to compress than to send. */
const WORTH_COMPRESSING_BYTES = 1024;
/** Compresses about as fast as gzip, and a tenth smaller. */
const BROTLI_QUALITY = 4;

/**
 * Compresses JSON answers, with Brotli where the client takes it. Exports and packs stream as they are: their clients
 * are programs on fast lines, and compressing millions of rows would take the processor from everybody else.
 */
export function compressJson(): RequestHandler {
  return compression({
    threshold: WORTH_COMPRESSING_BYTES,
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
    filter: (request: Request, response: Response) =>
      // The session's answer holds the CSRF token: a secret that is never compressed cannot be guessed from lengths.
      !request.path.endsWith('/session') &&
      /^application\/(problem\+)?json\b/.test(String(response.getHeader('content-type') ?? '')),
  });
}
