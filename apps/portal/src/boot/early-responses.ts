interface EarlyResponse {
  readonly response: Response;
  /** Time at which the response began to arrive, in epoch ms of the browser's clock. */
  readonly answeredAt: number;
}

/**
 * Age in ms after which an early response is not used. On a slow connection, the page's scripts load a few seconds
 * after the early request.
 */
const FRESH_MS = 15_000;

const sent = new Map<string, Promise<EarlyResponse>>();

/**
 * Sends a GET request before the scripts that need the response have loaded, which saves more than a second on a slow
 * connection.
 * @param address path and query exactly as the later request writes them
 */
export function sendEarly(address: string): Promise<EarlyResponse> {
  const answer = fetch(address, {
    headers: { accept: 'application/json' },
    credentials: 'same-origin',
  }).then((response) => ({ response, answeredAt: Date.now() }));
  sent.set(address, answer);
  // A failure is reported to the request that uses the response. It is ignored if no request does.
  answer.catch(() => undefined);
  return answer;
}

/**
 * Returns the response to an early request; undefined if there was none. Each response serves one request, because a
 * repeated request expects fresh data. Rejects if the early request failed or its response is too old.
 */
export function takeEarlyResponse(address: string): Promise<EarlyResponse> | undefined {
  const answer = sent.get(address);
  sent.delete(address);
  return answer?.then((early) => {
    if (Date.now() - early.answeredAt > FRESH_MS) throw new Error(`The early answer of ${address} is old`);
    return early;
  });
}

/** Discards all unused responses: after a change they may be outdated or belong to the previous user. */
export function discardEarlyResponses(): void {
  sent.clear();
}
