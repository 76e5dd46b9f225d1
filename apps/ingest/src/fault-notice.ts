import { errorTopic, type Fault, type KnownDevice } from '#telemetry';

/** Maximum number of errors in a notice. Further errors of the message are only in quarantine. */
const MAX_FAULTS = 20;

/** Returns the topic and the payload of a notice to a device about a message that was rejected in whole or in part. */
export function toFaultNotice(
  device: KnownDevice,
  topic: string,
  faults: readonly Fault[],
  at: Date,
): [topic: string, payload: string] {
  const listedFaults = faults.slice(0, MAX_FAULTS).map(({ code, params }) => ({ reason: code, params }));
  return [
    errorTopic(device.makerSlug, device.code),
    JSON.stringify({ at: at.toISOString(), topic, count: faults.length, faults: listedFaults }),
  ];
}
