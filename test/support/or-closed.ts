import { once } from 'node:events';
import type { MqttClient } from 'mqtt';

/** Resolves with the outcome of an action, or with undefined if the broker closes the client's connection first. */
export async function orClosed<T>(client: MqttClient, action: Promise<T>): Promise<T | undefined> {
  const ended = new AbortController();
  const closed = once(client, 'close', { signal: ended.signal }).then(
    () => undefined,
    () => undefined,
  );
  try {
    return await Promise.race([action, closed]);
  } finally {
    ended.abort();
  }
}
