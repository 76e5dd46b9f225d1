import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { OpenedFile } from '#platform';

/**
 * Close listeners that a pipeline adds to a response. A response is not a `Writable`, so Node.js watches its end in
 * several ways.
 */
const PIPELINE_LISTENERS = 7;

/** Sends a whole stream. If the client cancels the download, the stream is closed. */
export async function sendStream(stream: Readable, response: Response): Promise<void> {
  // With those of metrics, quotas and compression, the listeners would exceed the default maximum, and Node.js would
  // report a leak for each download.
  response.setMaxListeners(response.getMaxListeners() + PIPELINE_LISTENERS);
  await pipeline(stream, response).catch((error: unknown) => {
    if ((error as { code?: unknown }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

/** Sends a stored file. Only the user's own browser may cache it. The stream closes the file. */
export async function sendFile({ name, mime, bytes, file }: OpenedFile, response: Response): Promise<void> {
  response.setHeader('Content-Type', mime);
  response.setHeader('Content-Length', bytes);
  response.setHeader('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
  response.setHeader('Cache-Control', 'private, no-cache');
  await sendStream(file.createReadStream(), response);
}
