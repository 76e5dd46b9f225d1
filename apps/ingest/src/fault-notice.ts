import { errorTopic, type Fault, type KnownDevice } from '#telemetry';

/** Maximum number of errors in a notice. The others are in quarantine. */
const FAULTS_TOLD = 20;

/** Returns the notice to a device about its message that was set aside, in whole or in part: topic and payload. */
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
