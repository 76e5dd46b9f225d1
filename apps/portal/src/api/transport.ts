import { send } from './client.js';
import type { ResponseBodyOf, Method, Optional, PathOf, RequestOf } from './operations.js';

/**
 * Sends a request and returns the body of its response. Path, parameters, body and response are typed by the API's
 * description.
 * @throws ApiProblem for every status other than 2xx; TypeError without a connection
 */
export function request<M extends Method, Path extends PathOf<M>>(
  method: M,
  path: Path,
  ...[options]: Optional<RequestOf<M, Path>>
): Promise<ResponseBodyOf<M, Path>> {
  return send(method, path, options);
}
