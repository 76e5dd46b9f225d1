import { discardEarlyResponses } from '../boot/early-responses.js';
import { loadErrorTexts } from '../i18n/i18n.js';
import { ApiProblem, toProblem } from '../problems/problem.js';
import { announceSessionEnd, csrfHeader, writeQuery } from './client.js';
import type { PathOf, QueryOf, ResponseBodyOf } from './operations.js';

interface Upload<Path extends PathOf<'POST'>> {
  readonly query: QueryOf<'POST', Path>;
  readonly file: Blob;
  /** Receives the share of the file that was sent, from 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Sends a file and reports its progress, which `fetch` cannot do.
 * @throws ApiProblem for every status other than 2xx; TypeError without a connection
 */
export async function upload<Path extends PathOf<'POST'>>(
  path: Path,
  { query, file, onProgress, signal }: Upload<Path>,
): Promise<ResponseBodyOf<'POST', Path>> {
  discardEarlyResponses();
  const address = `/api/v1${path}?${writeQuery(query ?? {})}`;
  const { status, body } = await post(address, file, onProgress, signal);
  if (status === 401) announceSessionEnd();
  // The type is not checked: the server is trusted to respond as described.
  if (status >= 200 && status < 300) return body as ResponseBodyOf<'POST', Path>;
  await loadErrorTexts();
  throw new ApiProblem(toProblem(status, body));
}

function post(
  address: string,
  file: Blob,
  onProgress: (share: number) => void,
  signal: AbortSignal | undefined,
): Promise<{ readonly status: number; readonly body: unknown }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', 'application/octet-stream');
    for (const [name, value] of Object.entries(csrfHeader())) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total);
    request.onload = () => resolve({ status: request.status, body: toJson(request.responseText) });
    request.onerror = () => reject(new TypeError('The connection was lost'));
    request.onabort = () => reject(new DOMException('The upload was cancelled', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

/** A proxy can respond with a page instead of JSON. */
function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
