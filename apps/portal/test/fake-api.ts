import { onTestFinished, vi } from 'vitest';
import { FetchedXmlHttpRequest } from './fetched-xml-http-request.js';

export interface SentRequest {
  readonly method: string;
  /** Path below `/api/v1`, without its query. */
  readonly path: string;
  /** The raw query string with its question mark. */
  readonly search: string;
  /** Last value of each parameter. */
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Headers;
  /** Body of the request: parsed if it is JSON, otherwise unchanged, such as a form or a blob. */
  readonly body: unknown;
}

/** A response from the server: a value as JSON, a problem with its status, or no response, as without a network. */
export type Answer =
  | { readonly json: unknown }
  | {
      readonly problem: { readonly status: number; readonly code: string } & Readonly<
        Record<string, unknown>
      >;
    }
  | 'offline';

type Handler = (request: SentRequest) => Answer | Promise<Answer>;

export const json = (value: unknown): Answer => ({ json: value });
export const page = (...items: readonly unknown[]): Answer => json({ items, next: null });
export const problem = (
  status: number,
  code: string,
  more: Readonly<Record<string, unknown>> = {},
): Answer => ({
  problem: { status, code, ...more },
});

export interface FakeApi {
  /** All requests in the order in which they were sent. */
  readonly requests: readonly SentRequest[];
  /** Requests that change data. */
  readonly changes: () => readonly SentRequest[];
  /** Replaces the response of a route. */
  readonly answer: (route: string, handler: Handler | Answer) => void;
}

/**
 * Handles the portal's requests inside the page until the test ends. A route without a response fails like a lost
 * network, and the test reports it.
 * @param routes responses by method and path, `GET /machines`; `*` matches one segment
 */
export function fakeApi(routes: Readonly<Record<string, Handler | Answer>>): FakeApi {
  // Every list reads its saved views.
  const known = new Map<string, Handler | Answer>([['GET /saved-views', page()], ...Object.entries(routes)]);
  const requests: SentRequest[] = [];
  const real = window.fetch;
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (!url.pathname.startsWith('/api/v1')) return real(request);
    const sent = await toRequest(url, request);
    requests.push(sent);
    const handler = handlerOf(known, sent);
    if (handler === undefined) throw new TypeError(`No answer for ${sent.method} ${sent.path}`);
    return toResponse(typeof handler === 'function' ? await handler(sent) : handler);
  });
  vi.stubGlobal('XMLHttpRequest', FetchedXmlHttpRequest);
  onTestFinished(() => void vi.unstubAllGlobals());
  return {
    requests,
    changes: () => requests.filter(({ method }) => method !== 'GET'),
    answer: (route, handler) => void known.set(route, handler),
  };
}

async function toRequest(url: URL, request: Request): Promise<SentRequest> {
  return {
    method: request.method,
    path: url.pathname.replace('/api/v1', ''),
    search: url.search,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    body: await bodyOf(request),
  };
}

function bodyOf(request: Request): unknown {
  const type = request.headers.get('content-type') ?? '';
  if (type.includes('json')) return request.json();
  return type.startsWith('multipart/') ? request.formData() : type === '' ? undefined : request.blob();
}

function handlerOf(known: ReadonlyMap<string, Handler | Answer>, { method, path }: SentRequest) {
  const exact = known.get(`${method} ${path}`);
  if (exact !== undefined) return exact;
  return [...known].find(([route]) => {
    const pattern = route.replaceAll('*', '[^/]+');
    return new RegExp(`^${pattern}$`).test(`${method} ${path}`);
  })?.[1];
}

function toResponse(answer: Answer): Response {
  if (answer === 'offline') throw new TypeError('Failed to fetch');
  if ('json' in answer)
    return new Response(answer.json === undefined ? null : JSON.stringify(answer.json), {
      status: answer.json === undefined ? 204 : 200,
      headers: { 'content-type': 'application/json' },
    });
  const { status, ...rest } = answer.problem;
  return new Response(JSON.stringify({ status, ...rest }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
}
