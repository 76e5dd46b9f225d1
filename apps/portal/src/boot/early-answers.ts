interface EarlyAnswer {
  readonly response: Response;
  /** When the answer began to arrive, epoch ms of this device. */
  readonly answeredAt: number;
}

/** On a slow line the page's scripts follow some seconds later; a page that opens after that asks anew. */
const FRESH_MS = 15_000;

const sent = new Map<string, Promise<EarlyAnswer>>();

/**
 * Sends a GET before the scripts that need its answer have arrived; on a slow line they arrive more than a second later.
 * @param address with its path and query exactly as the request that is going to take the answer writes them
 */
export function sendEarly(address: string): Promise<EarlyAnswer> {
  const answer = fetch(address, {
    headers: { accept: 'application/json' },
    credentials: 'same-origin',
  }).then((response) => ({ response, answeredAt: Date.now() }));
  sent.set(address, answer);
  // A failure is reported to the request that takes the answer; one that no request takes is of no interest.
  answer.catch(() => undefined);
  return answer;
}

/**
 * The answer to an early request, for one request alone: the next one to the same address wants a fresh answer. It rejects
 * where the early request failed and where its answer has grown old.
 */
export function takeEarlyAnswer(address: string): Promise<EarlyAnswer> | undefined {
  const answer = sent.get(address);
  sent.delete(address);
  return answer?.then((early) => {
    if (Date.now() - early.answeredAt > FRESH_MS) throw new Error(`The early answer of ${address} is old`);
    return early;
  });
}

/** Drops the answers that no request has taken: after a change they may be wrong, or of the person before. */
export function forgetEarlyAnswers(): void {
  sent.clear();
}
