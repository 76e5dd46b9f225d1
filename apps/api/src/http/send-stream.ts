import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { OpenedFile } from '#platform';

/** Sends a whole stream. If the client cancels the download, the stream is closed. */
export async function sendStream(stream: Readable, response: Response): Promise<void> {
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
