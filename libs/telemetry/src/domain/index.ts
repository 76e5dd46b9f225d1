/** Exports for other domains: pure code that imports neither a framework nor database code. */
export {
  type CommandState,
  COMMAND_STATES,
  MAX_METHOD_LENGTH,
  MAX_EXPIRY_S,
  MIN_EXPIRY_S,
} from './messages/command.js';
export type { Fault, FaultCode } from './messages/fault.js';
export { estimateLag, type IntakeCounts, LAG_BOUNDS_MS } from './intake/intake-counts.js';
export type { TimeSource } from './intake/time-source.js';
export type { Span } from './readings/outcomes.js';
export { shapeOf, type Shape } from './readings/shape.js';
export { firstAtOrAfter, qualityIn, type ReadingBlock, valueIn } from './readings/reading-block.js';
export { LatestReadings } from './readings/latest-readings.js';
export { ReadingList } from './readings/reading-list.js';
export { decimalOf } from './messages/decimal-of.js';
export {
  type LastValue,
  type LastValues,
  estimateMeasuredAt,
  getReadingSortTime,
  type SeenValue,
  toSeen,
} from './history/last-values.js';
export { type CsvDialect, recogniseDialect } from './history-import/dialect.js';
export type { Decoded, DeviceReport } from './formats/decoded.js';
export {
  type BrokerTopic,
  mayPublishAtBroker,
  maySubscribeAtBroker,
  parseBrokerTopic,
  SHAREABLE_TOPIC_FILTERS,
  SPARKPLUG_HOST_ID,
  SPARKPLUG_STATE_TOPIC,
  toBrokerTopic,
  UNSHAREABLE_TOPIC_FILTERS,
} from './formats/broker-topics.js';
export {
  deviceApiTopic,
  type FormatTopic,
  gatewayApiTopic,
  mayPublishFormat,
  maySubscribeFormat,
  packageErrorTopic,
  parseFormatTopic,
  sparkplugCommandTopic,
} from './formats/format-topics.js';
export { type Json, type JsonObject, parseJsonObject } from './formats/json-payload.js';
export {
  type EdgeNode,
  type EdgeNodeEffect,
  type EdgeNodeEvent,
  stepEdgeNode,
  UNKNOWN_NODE,
} from './formats/sparkplug/edge-node.js';
export { readSparkplugPayload } from './formats/sparkplug/payload.js';
export { writeBooleanCommand } from './formats/sparkplug/wire.js';
export {
  type AttributeQuery,
  type AttributeValues,
  MAX_ATTRIBUTES,
  decodeAttributeRequest,
  decodeAttributes,
  decodeClaim,
  decodeGatewayAttributeRequest,
  decodeGatewayAttributes,
  decodeGatewayClaims,
  decodeGatewayDevice,
  decodeGatewayRpcResponse,
  decodeProvisionRequest,
  decodeRpcCall,
  pickAttributes,
} from './formats/thingsboard/requests.js';
export {
  decodeThingsboardGatewayTelemetry,
  decodeThingsboardTelemetry,
} from './formats/thingsboard/telemetry.js';
export {
  type FaultyMessage,
  MAX_PAYLOAD_BYTES,
  type NativeMessage,
  parseNativePayload,
  type Quality,
} from './messages/native-format.js';
export { decodeQuarantined, type QuarantinedMessage } from './intake/retry.js';
export { parseStatus } from './gaps/status-text.js';
export {
  type Channel,
  DEVICE_CHANNELS,
  answerTopic,
  DEVICE_TOPIC_FILTERS,
  STATE_TOPIC_FILTER,
  deviceTopic,
  errorTopic,
  mayDeviceSubscribe,
  parseDeviceTopic,
} from './messages/topics.js';
export {
  HISTORY_FORMATS,
  type HistoryDialect,
  type HistoryFormat,
  type HistoryPlan,
} from './history-import/plan.js';
export { DELIMITERS } from './history-import/dialect.js';
export { HISTORY_RESOLUTIONS, type HistoryResolution } from './history/history-buckets.js';
export { HISTORY_AGGREGATES, type HistoryAggregate } from './history/history-points.js';
export { EXPORT_FORMATS, type ExportFormat, MEDIA_TYPES } from './export/row-style.js';
export { MACHINE_CHOICES, type MachineChoice } from './export/machine-choice.js';
export { EXPORT_FREQUENCIES, type ExportFrequency } from './export/timetable.js';
export { MAX_DAYS, MIN_DAYS } from './retention/retention-rule.js';
export type { Aggregate } from './readings/rollups/rollup.js';
export type { LimitSource } from './intake/limit-use.js';
export {
  BURST_SECONDS,
  DEFAULT_DEVICE_LIMITS,
  type DeviceLimits,
  type LimitRule,
  NO_RULE,
  type RateLimits,
  resolveLimits,
  TokenBucket,
} from './intake/rate-limit.js';
