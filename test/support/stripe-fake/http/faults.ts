/** Faults that a test can order for the next requests. */
export const FAULT_KINDS = [
  /** 500 without any effect, kept under the idempotency key. */
  'error_before',
  /** Carries out the request, then answers 500, kept under the idempotency key. */
  'error_after',
  /** Never answers; carries out nothing. */
  'hang_before',
  /** Carries out the request and keeps its response, but never answers. */
  'hang_after',
  /** Closes the connection; carries out nothing. */
  'reset_before',
  /** Carries out the request and keeps its response, but closes the connection. */
  'reset_after',
  /** 429, not kept. */
  'rate_limit',
  /** Carries out the request before it answers, with a delay. */
  'slow',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface OrderedFault {
  readonly kind: FaultKind;
  /** Beginning of method and path, such as `POST /v1/refunds`. */
  readonly match: string;
  /** Remaining number of requests that it affects. */
  times: number;
  readonly delayMs: number;
}

/** The queue of ordered faults. */
export class Faults {
  private ordered: OrderedFault[] = [];

  order(fault: OrderedFault): void {
    this.ordered.push(fault);
  }

  /** Returns the fault of a request, and uses it up. */
  take(method: string, path: string): OrderedFault | null {
    const fault = this.ordered.find(({ match, times }) => times > 0 && `${method} ${path}`.startsWith(match));
    if (fault === undefined) return null;
    fault.times -= 1;
    return fault;
  }

  clear(): void {
    this.ordered = [];
  }
}
