import type { Fault, FaultCode } from '#telemetry';

/** Reason codes of MQTT 5 (2.4) that the edge uses. */
export const REASON = {
  success: 0x00,
  disconnectWithWill: 0x04,
  noSubscriptionExisted: 0x11,
  malformedPacket: 0x81,
  protocolError: 0x82,
  implementationSpecific: 0x83,
  unsupportedVersion: 0x84,
  clientIdNotValid: 0x85,
  badLogin: 0x86,
  notAuthorized: 0x87,
  serverUnavailable: 0x88,
  serverShuttingDown: 0x8b,
  badAuthenticationMethod: 0x8c,
  keepAliveTimeout: 0x8d,
  sessionTakenOver: 0x8e,
  topicFilterInvalid: 0x8f,
  topicNameInvalid: 0x90,
  packetIdNotFound: 0x92,
  receiveMaximumExceeded: 0x93,
  topicAliasInvalid: 0x94,
  packetTooLarge: 0x95,
  quotaExceeded: 0x97,
  administrativeAction: 0x98,
  payloadFormatInvalid: 0x99,
  sharedSubscriptionsNotSupported: 0x9e,
  subscriptionIdsNotSupported: 0xa1,
} as const;

/** Errors that a device can resolve by sending less. */
const LIMITS: ReadonlySet<FaultCode> = new Set<FaultCode>([
  'payload_too_large',
  'rate_exceeded',
  'batch_too_large',
  'too_many_signals',
  'too_many_attributes',
  'too_many_unknown_signals',
]);
/** Errors of well-formed messages that contradict other data or cannot be stored. */
const CONTRADICTING_FAULTS: ReadonlySet<FaultCode> = new Set<FaultCode>([
  'before_shipment',
  'too_far_ahead',
  'conflicting_duplicate',
  'older_than_retention',
  'not_storable',
]);
const MAX_REASON_CHARACTERS = 200;

/** Returns the reason code of an acknowledgement, which reports only the first error. */
export function toReasonCode(faults: readonly Fault[]): number {
  const code = faults[0]?.code;
  if (code === undefined) return REASON.success;
  if (LIMITS.has(code)) return REASON.quotaExceeded;
  return CONTRADICTING_FAULTS.has(code) ? REASON.implementationSpecific : REASON.payloadFormatInvalid;
}

/** Returns a reason string for the first error: its code, its params as JSON, and the number of errors. */
export function formatReason(faults: readonly Fault[]): string {
  const [first] = faults;
  if (!first) return '';
  const more = faults.length > 1 ? ` (1 of ${faults.length})` : '';
  return `${first.code}${more} ${JSON.stringify(first.params)}`.slice(0, MAX_REASON_CHARACTERS);
}
