/** Faults that a test can order for the next requests. */
export const FAULT_KINDS = [
  /** Responds with 500 without executing the request. The response is kept under the idempotency key. */
  'error_before',
  /** Executes the request, and then responds with 500. The response is kept under the idempotency key. */
  'error_after',
  /** Never responds, and does not execute the request. */
  'hang_before',
  /** Executes the request and keeps the response, but never sends it. */
  'hang_after',
  /** Closes the connection without executing the request. */
  'reset_before',
  /** Executes the request and keeps the response, but closes the connection. */
  'reset_after',
  /** Responds with 429. The response is not kept. */
  'rate_limit',
  /** Executes the request, and responds with a delay. */
  'slow',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface OrderedFault {
  readonly kind: FaultKind;
  /** Beginning of method and path, such as `POST /v1/refunds`. */
  readonly match: string;
  /** Remaining number of requests that the fault affects. */
  times: number;
  readonly delayMs: number;
}

/** The queue of ordered faults. */
export class Faults {
  private ordered: OrderedFault[] = [];

  order(fault: OrderedFault): void {
    this.ordered.push(fault);
  }

  /** Returns the fault that applies to a request, and counts this use of the fault. */
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
