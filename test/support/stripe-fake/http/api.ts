import { randomBytes } from 'node:crypto';
import type { Account } from '../account.js';
import { FAKE_API_VERSION, type World } from '../world.js';
import { decodeForm, type Tree } from './form.js';
import type { FaultKind, Faults } from './faults.js';
import { IdempotencyKeys, type Reply } from './idempotency.js';
import { Params } from './params.js';
import { findRoute } from './routes.js';
import { invalid, StripeFault } from './stripe-fault.js';

export interface ApiRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** A response, or the reason why there is none: the connection hangs or is reset. */
export type ApiAnswer =
  | { readonly reply: Reply; readonly headers: Readonly<Record<string, string>> }
  | { readonly silence: 'hang' | 'reset' };

/** A request as tests see it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly params: Tree;
  readonly account: string;
  readonly idempotencyKey: string | null;
}

/** Stripe's API v1: authentication, versions, accounts, idempotency and faults around the operations. */
export class Api {
  readonly seen: SeenRequest[] = [];
  private readonly keysOfAccounts = new Map<string, IdempotencyKeys>();

  /** @param accountsByKey accounts of the accepted API keys; the platform's key also reaches connected accounts */
  constructor(
    private readonly world: World,
    private readonly accountsByKey: ReadonlyMap<string, Account>,
    private readonly faults: Faults,
  ) {}

  forgetKeys(): void {
    for (const keys of this.keysOfAccounts.values()) keys.forget();
  }

  async answer(request: ApiRequest): Promise<ApiAnswer> {
    const requestId = `req_${randomBytes(7).toString('hex')}`;
    const headers = { 'request-id': requestId, 'stripe-version': FAKE_API_VERSION };
    try {
      const account = this.authenticate(request);
      return await this.answerIn(account, request, requestId, headers);
    } catch (error) {
      return { reply: replyTo(error), headers };
    }
  }

  private async answerIn(
    account: Account,
    request: ApiRequest,
    requestId: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<ApiAnswer> {
    const { method, url } = request;
    const params = decodeForm(method === 'GET' ? url.searchParams.toString() : request.body);
    const key = method === 'POST' ? (request.headers['idempotency-key'] ?? null) : null;
    this.seen.push({ method, path: url.pathname, params, account: account.id, idempotencyKey: key });
    const keys = this.keysOf(account);
    if (key !== null && key.length > 255)
      throw invalid('Idempotency keys must be at most 255 characters long.');
    const fault = this.faults.take(method, url.pathname);
    const stored =
      key === null ? null : keys.reserve(key, `${method} ${url.pathname} ${JSON.stringify(params)}`);
    if (stored !== null) {
      const silence = fault === null ? null : silenceOf(fault.kind);
      return silence === null
        ? {
            reply: stored,
            headers: { ...headers, 'idempotency-key': key ?? '', 'idempotent-replayed': 'true' },
          }
        : { silence };
    }
    await pause(this.world.settings.latencyMs);
    const { reply, silence } = this.carryOut(
      account,
      request,
      params,
      { requestId, key },
      fault?.kind ?? null,
    );
    if (key !== null) keys.finish(key, reply);
    if (fault?.kind === 'slow') await pause(fault.delayMs);
    return silence === null
      ? { reply, headers: key === null ? headers : { ...headers, 'idempotency-key': key } }
      : { silence };
  }

  private carryOut(
    account: Account,
    { method, url }: ApiRequest,
    params: { [name: string]: Tree },
    { requestId, key }: { requestId: string; key: string | null },
    fault: FaultKind | null,
  ): { reply: Reply; silence: 'hang' | 'reset' | null } {
    if (fault === 'error_before') return { reply: SERVER_ERROR, silence: null };
    if (fault === 'rate_limit') return { reply: RATE_LIMITED, silence: null };
    // As if the request had never arrived: a status that is not kept frees the key.
    if (fault === 'hang_before' || fault === 'reset_before')
      return { reply: RATE_LIMITED, silence: silenceOf(fault) };
    this.world.cause = { requestId, idempotencyKey: key };
    const reply = this.run(account, method, url.pathname, params);
    if (fault === 'error_after') return { reply: SERVER_ERROR, silence: null };
    return { reply, silence: fault === null ? null : silenceOf(fault) };
  }

  private run(account: Account, method: string, path: string, params: { [name: string]: Tree }): Reply {
    try {
      const route = findRoute(method, path);
      if (route === null)
        throw new StripeFault(404, {
          type: 'invalid_request_error',
          message: `Unrecognized request URL (${method}: ${path}).`,
        });
      const read = new Params(params);
      const result = route.handler({ world: this.world, account, params: read, id: route.id });
      const copy = structuredClone(result) as Record<string, unknown>;
      for (const field of read.texts('expand')) expand(account, copy, field.split('.'));
      return { status: 200, body: JSON.stringify(copy, null, 2) };
    } catch (error) {
      return replyTo(error);
    }
  }

  private keysOf(account: Account): IdempotencyKeys {
    const keys = this.keysOfAccounts.get(account.id) ?? new IdempotencyKeys();
    this.keysOfAccounts.set(account.id, keys);
    return keys;
  }

  /** @throws StripeFault */
  private authenticate({ headers, body, method }: ApiRequest): Account {
    const [, key = ''] = /^Bearer (.+)$/.exec(headers['authorization'] ?? '') ?? [];
    const own = this.accountsByKey.get(key);
    // Like Stripe, the message repeats a part of the key, which must not reach a log.
    if (own === undefined)
      throw new StripeFault(401, {
        type: 'invalid_request_error',
        message: `Invalid API Key provided: ${key.slice(0, 12)}${'*'.repeat(8)}${key.slice(-4)}`,
      });
    const version = headers['stripe-version'];
    if (version !== FAKE_API_VERSION)
      throw invalid(
        `The fake knows only the API version ${FAKE_API_VERSION}, not ${version ?? 'the default'}.`,
      );
    if (method === 'POST' && body !== '' && headers['content-type'] !== 'application/x-www-form-urlencoded')
      throw invalid('Invalid request: use application/x-www-form-urlencoded.');
    const accountId = headers['stripe-account'];
    if (accountId === undefined) return own;
    const connected = own === this.world.platform ? this.world.accounts.get(accountId) : undefined;
    if (connected === undefined)
      throw new StripeFault(403, {
        type: 'invalid_request_error',
        code: 'account_invalid',
        message: `The provided key '${key.slice(0, 8)}…' does not have access to account '${accountId}' (or that account does not exist).`,
      });
    return connected;
  }
}

/** Returns how a fault leaves a request without a response; null if it doesn't. */
function silenceOf(fault: FaultKind): 'hang' | 'reset' | null {
  if (fault.startsWith('hang_')) return 'hang';
  return fault.startsWith('reset_') ? 'reset' : null;
}

const errorReply = (status: number, error: object): Reply => ({ status, body: JSON.stringify({ error }) });
const SERVER_ERROR = errorReply(500, { type: 'api_error', message: 'An unknown error occurred.' });
const RATE_LIMITED = errorReply(429, {
  type: 'invalid_request_error',
  code: 'rate_limit',
  message: 'Too many requests.',
});

function replyTo(error: unknown): Reply {
  if (error instanceof StripeFault) return errorReply(error.status, error.error);
  throw error;
}

/** Replaces an id by its object, as requested by `expand[]=setup_intent.payment_method`. */
function expand(
  account: Account,
  object: Record<string, unknown>,
  [field = '', ...rest]: readonly string[],
): void {
  const value = object[field];
  const found = typeof value === 'string' ? structuredClone(account.find(value)) : value;
  if (typeof found !== 'object' || found === null) return;
  object[field] = found;
  if (rest.length > 0) expand(account, found as Record<string, unknown>, rest);
}

function pause(ms: number): Promise<void> {
  return ms === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
}
