import { forgetEarlyAnswers, takeEarlyAnswer } from '../boot/early-answers.js';
import { loadErrorTexts } from '../i18n/i18n.js';
import { ApiProblem, toProblem } from '../problems/problem.js';

const BASE = '/api/v1';

let csrfToken: string | null = null;

/** The session's token that every unsafe request must carry. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** A list is the parameter once for each of its values. */
type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

interface RequestOptions {
  readonly query?: Query;
  readonly body?: unknown;
  /** Version the edit started from; the server refuses when somebody was faster. */
  readonly ifMatch?: number | string;
  /** Same key, same effect: for requests that create or charge. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  /** Receives the time of the answer's arrival, epoch ms of this device: for answers that tell the server's time. */
  readonly onAnswer?: (answeredAt: number) => void;
}

function address(path: string, query: Query | undefined): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (Array.isArray(value)) for (const each of value) search.append(key, String(each));
    else if (value !== undefined && value !== '') search.set(key, String(value));
  }
  const suffix = search.toString();
  return `${BASE}${path}${suffix === '' ? '' : `?${suffix}`}`;
}

/** Listeners that hear of a session that ended behind the page's back. */
const onSessionEnd = new Set<() => void>();

export function listenForSessionEnd(listener: () => void): () => void {
  onSessionEnd.add(listener);
  return () => onSessionEnd.delete(listener);
}

async function readBody(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('json')) return response.json();
  return response.text();
}

/** Sends one request; answers with the parsed body, throws `ApiProblem` for every other status than 2xx. */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const headers = new Headers({ accept: 'application/json' });
  const { body: sent } = options;
  const isForm = sent instanceof FormData;
  const isBytes = sent instanceof Blob;
  if (isBytes) headers.set('content-type', 'application/octet-stream');
  else if (sent !== undefined && !isForm) headers.set('content-type', 'application/json');
  if (method !== 'GET' && csrfToken !== null) headers.set('x-csrf-token', csrfToken);
  if (options.ifMatch !== undefined) headers.set('if-match', `"${options.ifMatch}"`);
  if (options.idempotencyKey !== undefined) headers.set('idempotency-key', options.idempotencyKey);
  const url = address(path, options.query);
  const send = async () => ({
    response: await fetch(url, {
      method,
      headers,
      credentials: 'same-origin',
      body: isForm || isBytes ? sent : sent === undefined ? undefined : JSON.stringify(sent),
      signal: options.signal,
    }),
    answeredAt: Date.now(),
  });
  if (method !== 'GET') forgetEarlyAnswers();
  const early = method === 'GET' ? takeEarlyAnswer(url) : undefined;
  const { response, answeredAt } = await (early?.catch(send) ?? send());
  options.onAnswer?.(answeredAt);
  const body = await readBody(response);
  if (!response.ok) {
    if (response.status === 401 && path !== '/session') onSessionEnd.forEach((listener) => listener());
    const problem = toProblem(response.status, body);
    // Everybody who opens the sign-in page is answered so, and no page shows it.
    if (problem.code !== 'organization.not_signed_in') await loadErrorTexts();
    throw new ApiProblem(problem);
  }
  return body as T;
}
