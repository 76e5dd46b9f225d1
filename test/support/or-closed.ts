import type { MqttClient } from 'mqtt';

/** Resolves with the outcome of an action, or with undefined if the broker closes the client's connection first. */
export async function orClosed<T>(client: MqttClient, action: Promise<T>): Promise<T | undefined> {
  let onClose: (() => void) | undefined;
  const closed = new Promise<undefined>((resolve) => {
    onClose = () => resolve(undefined);
    client.once('close', onClose);
  });
  try {
    return await Promise.race([action, closed]);
  } finally {
    if (onClose) client.off('close', onClose);
  }
}
