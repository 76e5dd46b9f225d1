import createClient, { type Middleware } from 'openapi-fetch';
import { discardEarlyResponses, takeEarlyResponse } from '../boot/early-responses.js';
import { loadErrorTexts } from '../i18n/i18n.js';
import { ApiProblem, toProblem } from '../problems/problem.js';
import type { Method, SendOptions } from './operations.js';

let csrfToken: string | null = null;

/** Sets the session's CSRF token, which must be sent with every request that changes data. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** Returns the header with the CSRF token, for requests that this client does not send. */
export function csrfHeader(): Readonly<Record<string, string>> {
  return csrfToken === null ? {} : { 'x-csrf-token': csrfToken };
}

const sessionEndListeners = new Set<() => void>();

/**
 * Calls a listener when the server reports that the session has ended. @returns a function that removes the listener
 */
export function listenForSessionEnd(listener: () => void): () => void {
  sessionEndListeners.add(listener);
  return () => sessionEndListeners.delete(listener);
}

/** Options that are not checked against the API's description. */
export interface UncheckedRequest extends SendOptions {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly ifMatch?: number;
  readonly idempotencyKey?: string;
}

/** Calls the listeners, for requests that this client does not send. */
export function announceSessionEnd(): void {
  sessionEndListeners.forEach((listener) => listener());
}

interface UncheckedOperation {
  readonly parameters: {
    readonly path?: UncheckedRequest['path'];
    readonly query?: UncheckedRequest['query'];
  };
  readonly requestBody?: { readonly content: { readonly 'application/json': unknown } };
  readonly responses: { readonly 200: { readonly content: { readonly 'application/json': unknown } } };
}

const METHODS = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const;

const client = createClient<Record<string, Record<Lowercase<Method>, UncheckedOperation>>>({
  baseUrl: '/api/v1',
  credentials: 'same-origin',
  headers: { accept: 'application/json' },
  querySerializer: writeQuery,
  bodySerializer: (body: unknown) =>
    body instanceof FormData || body instanceof Blob ? body : JSON.stringify(body),
});

const csrf: Middleware = {
  onRequest: ({ request }) => {
    if (request.method === 'GET') return;
    for (const [name, value] of Object.entries(csrfHeader())) request.headers.set(name, value);
  },
};

const sessionEnd: Middleware = {
  onResponse: ({ response, schemaPath }) => {
    if (response.status === 401 && schemaPath !== '/session') announceSessionEnd();
  },
};

client.use(csrf, sessionEnd);

/**
 * Sends a request without checking it against the API's description. Use `request` or the hooks instead. Only stored
 * requests, which `preparePost` checked when they were created, are sent with it directly.
 * @throws ApiProblem for every status other than 2xx; TypeError without a connection
 */
export async function send<Answer>(
  method: Method,
  path: string,
  {
    path: parameters,
    query,
    body,
    ifMatch,
    idempotencyKey,
    onResponse: onAnswer,
    signal,
  }: UncheckedRequest = {},
): Promise<Answer> {
  const { data, error, response } = await client.request(METHODS[method], path, {
    params: { path: parameters, query },
    body,
    headers: {
      'content-type': body instanceof Blob ? 'application/octet-stream' : undefined,
      'if-match': ifMatch === undefined ? undefined : `"${ifMatch}"`,
      'idempotency-key': idempotencyKey,
    },
    signal,
    fetch: async (request) => {
      const { response: answer, answeredAt } = await fetchResponse(request);
      onAnswer?.(answeredAt);
      return answer;
    },
  });
  // The type is not checked: the server is trusted to respond as described.
  if (response.ok) return data as Answer;
  const problem = toProblem(response.status, error);
  // The sign-in page always gets this response and shows no text for it.
  if (problem.code !== 'organization.not_signed_in') await loadErrorTexts();
  throw new ApiProblem(problem);
}

/** Repeats the parameter for each value of a list. Omits undefined values and empty strings. */
export function writeQuery(query: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined && each !== '') search.append(name, String(each));
  return search.toString();
}

/**
 * Uses the early response to a GET request, if there is one. Any other request may change data, so it discards all
 * early responses.
 */
async function fetchResponse(request: Request) {
  const send = async () => ({ response: await fetch(request), answeredAt: Date.now() });
  if (request.method !== 'GET') {
    discardEarlyResponses();
    return send();
  }
  const { pathname, search } = new URL(request.url);
  return takeEarlyResponse(`${pathname}${search}`)?.catch(send) ?? send();
}
