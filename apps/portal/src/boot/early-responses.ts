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
 * @param followUp sends the requests that depend on the response. It ends before a later request gets the response, so
 * that the page never sends the same requests itself.
 */
export function sendEarly(
  address: string,
  followUp?: (response: Response) => Promise<void>,
): Promise<EarlyResponse> {
  const answer = send(address, followUp);
  sent.set(address, answer);
  answer.then(
    () => setTimeout(() => sent.get(address) === answer && discard(address, answer), FRESH_MS),
    // A failure is reported to the request that uses the response. It is ignored if no request does.
    () => undefined,
  );
  return answer;
}

async function send(
  address: string,
  followUp: (response: Response) => Promise<void> = () => Promise.resolve(),
): Promise<EarlyResponse> {
  const response = await fetch(address, {
    headers: { accept: 'application/json' },
    credentials: 'same-origin',
  });
  const answeredAt = Date.now();
  // The copy of the response is read in full, and the page reports its errors.
  if (response.ok) await followUp(response.clone()).catch(() => undefined);
  return { response, answeredAt };
}

/**
 * Returns the response to an early request; undefined if there was none. Each response serves one request, because a
 * repeated request expects fresh data. Rejects if the early request failed or its response is too old.
 */
export function takeEarlyResponse(address: string): Promise<EarlyResponse> | undefined {
  const answer = sent.get(address);
  sent.delete(address);
  return answer?.then((early) => {
    if (Date.now() - early.answeredAt <= FRESH_MS) return early;
    cancel(early);
    throw new Error(`The early answer of ${address} is old`);
  });
}

/** Discards all unused responses: after a change they may be outdated or belong to the previous user. */
export function discardEarlyResponses(): void {
  for (const [address, answer] of sent) discard(address, answer);
}

function discard(address: string, answer: Promise<EarlyResponse>): void {
  sent.delete(address);
  answer.then(cancel, () => undefined);
}

/** Cancels a response, because an unread body can occupy a connection. */
function cancel({ response }: EarlyResponse): void {
  response.body?.cancel().catch(() => undefined);
}
