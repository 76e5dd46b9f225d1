import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiConsumes } from '@nestjs/swagger';
import type { JsonShapeLimits } from './json-shape.js';

/** The JSON that a route accepts. */
export interface JsonLimits extends JsonShapeLimits {
  /** Length after decompression. */
  readonly bytes: number;
}

/** Limits on the body of a route. */
export interface RequestLimits {
  readonly json: JsonLimits;
  /** Longest upload (a form with a file, or a bare file); 0 where the route takes none. */
  readonly uploadBytes: number;
}

/** Anybody can call a public route, so its body must cost next to nothing to read and to refuse. */
const PUBLIC_JSON: JsonLimits = { bytes: 16 * 1024, depth: 8, keys: 50, items: 50 };
const SIGNED_IN_JSON: JsonLimits = { bytes: 1024 * 1024, depth: 32, keys: 1000, items: 10_000 };

/** Query parameters of one request, repetitions included. */
export const MAX_QUERY_PARAMETERS = 100;

/** Limits on the fields of a form beside its file. */
const FORM_LIMITS = {
  files: 1,
  fields: 20,
  parts: 21,
  fieldSize: 16 * 1024,
  fieldNameSize: 100,
  fieldNestingDepth: 1,
  headerPairs: 20,
};
/** The fields and the separators of the largest form without its file. */
const FORM_OVERHEAD_BYTES = 512 * 1024;

const JSON_LIMITS = 'dutycycle:json-limits';
const UPLOAD_BYTES = 'dutycycle:upload-bytes';

/** Lets a route accept JSON of another size or shape than its access gives it. */
export const AcceptsJson = (limits: Partial<JsonLimits>) => SetMetadata(JSON_LIMITS, limits);

/** Lets a route accept a form with one file in its field `file`, of at most `maxBytes`. */
export const AcceptsFile = (maxBytes: number) =>
  applyDecorators(
    ApiConsumes('multipart/form-data'),
    UseInterceptors(FileInterceptor('file', { limits: { ...FORM_LIMITS, fileSize: maxBytes } })),
    SetMetadata(UPLOAD_BYTES, maxBytes + FORM_OVERHEAD_BYTES),
  );

/** Lets a route read the request itself, up to `maxBytes`, which the route has to enforce. */
export const AcceptsStream = (maxBytes: number) => SetMetadata(UPLOAD_BYTES, maxBytes);

/**
 * The limits of a route: those of its access, unless the handler declares others.
 * @param isPublic whether anybody may call it
 */
export function requestLimitsOf(handler: object, isPublic: boolean): RequestLimits {
  const declared = Reflect.getMetadata(JSON_LIMITS, handler) as Partial<JsonLimits> | undefined;
  const uploadBytes = (Reflect.getMetadata(UPLOAD_BYTES, handler) as number | undefined) ?? 0;
  return {
    json: { ...(isPublic ? PUBLIC_JSON : SIGNED_IN_JSON), ...declared },
    uploadBytes,
  };
}
