import { defaultPathSerializer } from 'openapi-fetch';
import type { BodyOf, Option, PathOf, PathParametersOf } from './operations.js';

interface StoredFile {
  /** File to send as a form, instead of a body. It is stored separately, because browsers cannot store forms. */
  readonly file?: File;
}

/** A stored POST request that `send` sends later. */
export interface StoredPost extends StoredFile {
  readonly path: string;
  readonly body: unknown;
}

type StoredBodyOf<Path extends PathOf<'POST'>> =
  BodyOf<'POST', Path> extends FormData ? undefined : BodyOf<'POST', Path>;

interface UncheckedOptions extends StoredFile {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/**
 * Prepares a POST request for storage, typed by the API's description, because it is not checked again after it is
 * stored.
 */
export function preparePost<Path extends PathOf<'POST'>>(
  path: Path,
  options: StoredFile & Option<'path', PathParametersOf<'POST', Path>> & Option<'body', StoredBodyOf<Path>>,
): StoredPost {
  const { path: parameters = {}, body, file }: UncheckedOptions = options;
  return { path: defaultPathSerializer(path, parameters), body, file };
}
