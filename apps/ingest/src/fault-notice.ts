import { errorTopic, type Fault, type KnownDevice } from '#telemetry';

/** So many faults are told at once; the rest stands in quarantine. */
const FAULTS_TOLD = 20;

/** What a device is told of its message that was set aside, whole or in part: the topic, and the text. */
export function toFaultNotice(
  device: KnownDevice,
  topic: string,
  faults: readonly Fault[],
  at: Date,
): [topic: string, payload: string] {
  const told = faults.slice(0, FAULTS_TOLD).map(({ code, params }) => ({ reason: code, params }));
  return [
    errorTopic(device.makerSlug, device.code),
    JSON.stringify({ at: at.toISOString(), topic, count: faults.length, faults: told }),
  ];
}
