import { gunzipSync } from 'node:zlib';
import { DomainError, type ErrorParams, type FieldFault } from '#platform/domain';
import { previewDetection } from './detection-preview.js';
import { PREVIEW_MAX_BYTES } from './preview-limits.js';
import { previewRemainingLife } from './remaining-life-preview.js';

export const PREVIEW_WORK = { diagnostics: previewDetection, remainingLife: previewRemainingLife } as const;
export type PreviewName = keyof typeof PREVIEW_WORK;

/** A request as it was received, in pieces. */
export interface PreviewRequest {
  readonly name: PreviewName;
  readonly pieces: readonly Uint8Array[];
  readonly isGzip: boolean;
}

/** A DomainError as data, because a thread can't receive an instance of a class. */
export interface PreviewFault {
  readonly code: string;
  readonly params: ErrorParams;
  readonly fields: readonly FieldFault[];
}

/**
 * Decompresses, parses and processes a request, and returns the JSON of the response.
 * @throws DomainError `api.body_unreadable` unless the body is JSON, `api.body_too_large` if it is too large after
 * decompression
 */
export function workOnPreview({ name, pieces, isGzip }: PreviewRequest): Uint8Array {
  const sent = Buffer.concat(pieces);
  const body = isGzip ? unpack(sent) : sent;
  return Buffer.from(JSON.stringify(PREVIEW_WORK[name](parse(body))));
}

function unpack(sent: Buffer): Buffer {
  try {
    return gunzipSync(sent, { maxOutputLength: PREVIEW_MAX_BYTES });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new DomainError('api.body_too_large', { maxBytes: PREVIEW_MAX_BYTES });
    }
    throw new DomainError('api.body_unreadable');
  }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw new DomainError('api.body_unreadable');
  }
}
