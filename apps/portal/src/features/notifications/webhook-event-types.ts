import type { BodyOf } from '../../api/operations.js';

type EventType = NonNullable<BodyOf<'POST', '/webhook-endpoints'>['eventTypes']>[number];

/** Types in display order. The compiler reports a type that is missing or that the server does not know. */
const TYPES: Readonly<Record<EventType, true>> = {
  'alarm.critical': true,
  'alarm.warning': true,
  'ticket.opened': true,
  'ticket.assigned': true,
  'ticket.closed': true,
  'device.offline': true,
  'usage.on_hold': true,
  'billing_run.finished': true,
  'invoice.issued': true,
  'dispute.opened': true,
  'dispute.answered': true,
  'dispute.decided': true,
  'payment.failed': true,
  'chargeback.opened': true,
  'kit.sent': true,
  'import.finished': true,
  'certificate.expiring': true,
};

/** Types that an endpoint can subscribe to. */
export const WEBHOOK_EVENT_TYPES = Object.keys(TYPES) as EventType[];
