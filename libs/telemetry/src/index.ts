export { parseStatus } from './domain/status-text.js';
export type { Fault, FaultCode } from './domain/fault.js';
export { valueAt, type LastValue, type LastValues } from './domain/last-values.js';
export { MAX_PAYLOAD_BYTES, parseNativePayload, type Quality } from './domain/native-format.js';
export {
  DEVICE_TOPIC_FILTERS,
  deviceTopic,
  errorTopic,
  mayDeviceSubscribe,
  parseDeviceTopic,
  type Channel,
} from './domain/topics.js';
export { DeviceDirectory, type KnownDevice } from './intake/device-directory.js';
export { TelemetryIntake, type Arrival, type Receipt } from './intake/telemetry-intake.js';
export type { DeviceRef, PendingFrame } from './store/batch.js';
export { ConnectivityStore, type ConnectionChange } from './store/connectivity.store.js';
export { TelemetryStore } from './store/telemetry.store.js';
