/** Limits of one step of a sender. */
export interface SendingLimits {
  /** Number of messages that are sent at the same time. */
  readonly lanes: number;
  /** Maximum number of messages that a step sends for a maker, so that the makers take turns. */
  readonly messages: number;
}

/**
 * Sends messages in several lanes until none is due or the limit is reached.
 * @param sendNext claims and sends one message; false if none is due
 * @returns the number of messages that were sent
 */
export async function sendInLanes(
  { lanes, messages }: SendingLimits,
  sendNext: () => Promise<boolean>,
): Promise<number> {
  let sent = 0;
  const lane = async (): Promise<void> => {
    while (sent < messages && (await sendNext())) sent += 1;
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return sent;
}
