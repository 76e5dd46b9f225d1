import { defaultPathSerializer } from 'openapi-fetch';
import type { BodyOf, Option, PathOf, PathParametersOf } from './operations.js';

interface KeptFile {
  /** Sent as a form in place of a body. Browsers cannot store forms. */
  readonly file?: File;
}

/** A stored POST request that `send` sends later. */
export interface WrittenPost extends KeptFile {
  readonly path: string;
  readonly body: unknown;
}

type KeptBodyOf<Path extends PathOf<'POST'>> =
  BodyOf<'POST', Path> extends FormData ? undefined : BodyOf<'POST', Path>;

interface UncheckedOptions extends KeptFile {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/**
 * Prepares a POST request for storage, typed by the API's description, because it is not checked again after it is
 * stored.
 */
export function writePost<Path extends PathOf<'POST'>>(
  path: Path,
  options: KeptFile & Option<'path', PathParametersOf<'POST', Path>> & Option<'body', KeptBodyOf<Path>>,
): WrittenPost {
  const { path: parameters = {}, body, file }: UncheckedOptions = options;
  return { path: defaultPathSerializer(path, parameters), body, file };
}
