import { StripeFault } from './stripe-fault.js';

export interface Reply {
  readonly status: number;
  readonly body: string;
}

interface Stored {
  /** Method, path and parameters of the first request. */
  readonly request: string;
  /** Response; null while the first request is running. */
  reply: Reply | null;
}

/**
 * Keeps the response to the first request with a key, including errors of the server, and returns it to all later ones
 * (docs.stripe.com/api/idempotent_requests). Responses to requests that were rejected before they were executed are not
 * kept.
 */
export class IdempotencyKeys {
  private readonly stored = new Map<string, Stored>();

  /**
   * Reserves a key for a request.
   * @returns the stored response; null if the request must be executed
   * @throws StripeFault if the key belongs to other parameters or to a running request
   */
  reserve(key: string, request: string): Reply | null {
    const stored = this.stored.get(key);
    if (stored === undefined) {
      this.stored.set(key, { request, reply: null });
      return null;
    }
    if (stored.request !== request)
      throw new StripeFault(400, {
        type: 'idempotency_error',
        message: `Keys for idempotent requests can only be used with the same parameters they were first used with: '${key}'.`,
      });
    if (stored.reply === null)
      throw new StripeFault(409, {
        type: 'idempotency_error',
        code: 'idempotency_key_in_use',
        message: `There is currently another in-progress request using this key: '${key}'.`,
      });
    return stored.reply;
  }

  finish(key: string, reply: Reply): void {
    const stored = this.stored.get(key);
    if (stored === undefined) return;
    if (isKept(reply.status)) stored.reply = reply;
    else this.stored.delete(key);
  }

  /** Forgets all keys, as Stripe may do after 24 hours. */
  forget(): void {
    this.stored.clear();
  }
}

function isKept(status: number): boolean {
  return status < 400 || status === 402 || status >= 500;
}
