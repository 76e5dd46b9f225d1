/**
 * Types of requests and responses by method and path, derived from the API's description in `schema.gen.ts`. The types
 * of openapi-fetch turn read-only lists into objects and accept unknown fields in bodies.
 */
import type { paths } from './schema.gen.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Path templates that have an operation for a method, such as `/machines/{id}`. */
export type PathOf<M extends Method> = {
  [Path in keyof paths]: paths[Path][Lowercase<M>] extends undefined ? never : Path;
}[keyof paths];

type OperationOf<M extends Method, Path extends PathOf<M>> = NonNullable<paths[Path][Lowercase<M>]>;

/** Body of the response; undefined if it has none. */
export type ResponseBodyOf<M extends Method, Path extends PathOf<M>> =
  OperationOf<M, Path> extends { readonly responses: infer Responses }
    ? JsonOf<Responses[keyof Responses & (200 | 201 | 202 | 204)]>
    : never;

type JsonOf<Response> = Response extends { readonly content: { readonly 'application/json': infer Json } }
  ? Json
  : Response extends { readonly content?: never }
    ? undefined
    : never;

type Member<Thing, Name> = Name extends keyof Thing ? Thing[Name] : undefined;

type ParametersOf<Operation, Place extends 'path' | 'query' | 'header'> = Member<
  Member<Operation, 'parameters'>,
  Place
>;

export type PathParametersOf<M extends Method, Path extends PathOf<M>> = ParametersOf<
  OperationOf<M, Path>,
  'path'
>;

export type QueryOf<M extends Method, Path extends PathOf<M>> = ParametersOf<OperationOf<M, Path>, 'query'>;

/** Body of the request. */
export type BodyOf<M extends Method, Path extends PathOf<M>> = ContentOf<
  Member<OperationOf<M, Path>, 'requestBody'>
>;

type ContentOf<Body> = Body extends { readonly content: infer Content } ? SentOf<Content> : Body;

/** The description declares files as strings, but they are sent as forms or bytes. */
type SentOf<Content> = Content extends { readonly 'application/json': infer Json }
  ? Json
  : Content extends { readonly 'multipart/form-data': unknown }
    ? FormData
    : Blob;

type HeaderOf<Operation, Name extends string> =
  | Member<NonNullable<ParametersOf<Operation, 'header'>>, Name>
  | Extract<ParametersOf<Operation, 'header'>, undefined>;

/**
 * An option of a request: required, but optional if its value can be undefined, and absent if it can only be undefined.
 */
export type Option<Name extends string, Value> = [Value] extends [undefined]
  ? unknown
  : undefined extends Value
    ? { readonly [Key in Name]?: Value }
    : { readonly [Key in Name]: Value };

/** The last argument of a function; it can be omitted if every option is optional. */
export type Optional<Options> = object extends Options ? [options?: Options] : [options: Options];

/** Options of every request. */
export interface SendOptions {
  readonly signal?: AbortSignal;
  /**
   * Receives the time at which the response arrived, in epoch ms of the browser's clock. Used for responses that
   * contain the server's time.
   */
  readonly onResponse?: (answeredAt: number) => void;
}

/** Options of the request for a method and path. */
export type RequestOf<M extends Method, Path extends PathOf<M>> = SendOptions &
  Option<'path', PathParametersOf<M, Path>> &
  Option<'query', QueryOf<M, Path>> &
  Option<'body', BodyOf<M, Path>> &
  /** Version that the edit is based on. The server rejects the request if a newer one exists. */
  Option<'ifMatch', VersionOf<HeaderOf<OperationOf<M, Path>, 'If-Match'>>> &
  /** The server executes requests with the same key only once. */
  Option<'idempotencyKey', HeaderOf<OperationOf<M, Path>, 'Idempotency-Key'>>;

type VersionOf<Header> = Header extends string ? number : Header;

/** Parameters of a query. No request is sent while a path parameter is undefined. */
export type QueryOptionsOf<Path extends PathOf<'GET'>> = Option<
  'path',
  Pending<PathParametersOf<'GET', Path>>
> &
  Option<'query', QueryOf<'GET', Path>>;

type Pending<Parameters> = { readonly [Name in keyof Parameters]: Parameters[Name] | undefined };
