import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiConsumes } from '@nestjs/swagger';
import type { JsonShapeLimits } from './json-shape.js';

/** Limits on the JSON of a route. */
export interface JsonLimits extends JsonShapeLimits {
  /** Maximum length in bytes, after decompression. */
  readonly bytes: number;
}

/** Limits on the body of a route. */
export interface RequestLimits {
  readonly json: JsonLimits;
  /** Maximum size of an upload in bytes (a form with a file, or a file itself); 0 if the route accepts no upload. */
  readonly uploadBytes: number;
  /** Whether the route reads the body itself, although it is JSON. */
  readonly readsJson: boolean;
}

/** Anyone can call a public route, so its body must be cheap to read and to reject. */
const PUBLIC_JSON: JsonLimits = { bytes: 16 * 1024, depth: 8, keys: 50, items: 50 };
const SIGNED_IN_JSON: JsonLimits = { bytes: 1024 * 1024, depth: 32, keys: 1000, items: 10_000 };

/** Maximum number of query parameters of a request, including repetitions. */
export const MAX_QUERY_PARAMETERS = 100;

/** Limits on a form, except for the size of its file. */
const FORM_LIMITS = {
  files: 1,
  fields: 20,
  parts: 21,
  fieldSize: 16 * 1024,
  fieldNameSize: 100,
  fieldNestingDepth: 1,
  headerPairs: 20,
};
/** Size of the fields and separators of the largest form without its file. */
const FORM_OVERHEAD_BYTES = 512 * 1024;

const JSON_LIMITS = 'dutycycle:json-limits';
const UPLOAD_BYTES = 'dutycycle:upload-bytes';
const READS_JSON = 'dutycycle:reads-json';

/** Sets limits on the JSON of a route that differ from the defaults for public or other routes. */
export const AcceptsJson = (limits: Partial<JsonLimits>) => SetMetadata(JSON_LIMITS, limits);

/** Allows a form with one file in the field `file`. The file can have at most `maxBytes` bytes. */
export const AcceptsFile = (maxBytes: number) =>
  applyDecorators(
    ApiConsumes('multipart/form-data'),
    UseInterceptors(FileInterceptor('file', { limits: { ...FORM_LIMITS, fileSize: maxBytes } })),
    SetMetadata(UPLOAD_BYTES, maxBytes + FORM_OVERHEAD_BYTES),
  );

/** Allows a route to read the request itself. The route must enforce `maxBytes`. */
export const AcceptsStream = (maxBytes: number) => SetMetadata(UPLOAD_BYTES, maxBytes);

/**
 * Allows a route to read JSON itself that is too large to parse in the event loop. The route must enforce `maxBytes` and
 * validate the JSON.
 */
export const AcceptsLargeJson = (maxBytes: number) =>
  applyDecorators(ApiConsumes('application/json'), AcceptsStream(maxBytes), SetMetadata(READS_JSON, true));

/**
 * Returns the limits that the handler of a route declares, and the defaults for all others.
 * @param isPublic whether anyone can call the route
 */
export function requestLimitsOf(handler: object, isPublic: boolean): RequestLimits {
  const declared = Reflect.getMetadata(JSON_LIMITS, handler) as Partial<JsonLimits> | undefined;
  const uploadBytes = (Reflect.getMetadata(UPLOAD_BYTES, handler) as number | undefined) ?? 0;
  return {
    json: { ...(isPublic ? PUBLIC_JSON : SIGNED_IN_JSON), ...declared },
    uploadBytes,
    readsJson: Reflect.getMetadata(READS_JSON, handler) === true,
  };
}
