import type { NotificationType, ObjectKind } from './catalogue.js';

/** An event of the outbox that people are notified of. */
export interface SourceEvent {
  readonly id: string;
  readonly name: string;
  readonly payload: Readonly<Record<string, string | undefined>>;
}

/** Kinds of records that facts are loaded from: objects, and records that an object's page shows. */
export type FactsKind = ObjectKind | 'payment_attempt' | 'chargeback';

/** The object that an event is about: its page is linked, and access to it is required. */
export interface EventObject {
  readonly kind: ObjectKind;
  readonly id: string;
  /** Record that the facts are loaded from: usually the object itself. */
  readonly facts: { readonly kind: FactsKind; readonly id: string };
}

interface Source {
  readonly kind: ObjectKind;
  /** Field of the payload with the object's id. */
  readonly key: string;
  /** Record that the facts are loaded from, with the field of its id, unless it is the object itself. */
  readonly facts?: { readonly kind: FactsKind; readonly key: string };
  /** Returns the type from the facts; undefined if the event causes no notification. */
  readonly type: (params: Readonly<Record<string, unknown>>) => NotificationType | undefined;
  /** Returns the only side to be notified; null for both. */
  readonly side?: (params: Readonly<Record<string, unknown>>) => 'maker' | 'customer' | null;
}

const always = (type: NotificationType) => () => type;
const otherSide = (side: unknown): 'maker' | 'customer' => (side === 'customer' ? 'maker' : 'customer');

const SOURCES: Readonly<Record<string, Source>> = {
  'diagnostics.alarm_raised': {
    kind: 'alarm',
    key: 'alarmId',
    type: ({ severity }) =>
      severity === 'critical' ? 'alarm.critical' : severity === 'warning' ? 'alarm.warning' : undefined,
  },
  'service.ticket_opened': { kind: 'ticket', key: 'ticketId', type: always('ticket.opened') },
  'service.ticket_assigned': { kind: 'ticket', key: 'ticketId', type: always('ticket.assigned') },
  'service.ticket_closed': { kind: 'ticket', key: 'ticketId', type: always('ticket.closed') },
  'telemetry.device_silent': { kind: 'device', key: 'deviceId', type: always('device.offline') },
  'telemetry.import_finished': {
    kind: 'history_import',
    key: 'importId',
    type: always('import.finished'),
  },
  'equipment.certificate_expiring': {
    kind: 'device',
    key: 'deviceId',
    type: always('certificate.expiring'),
    side: () => 'maker',
  },
  'metering.usage_held': { kind: 'meter_exception', key: 'exceptionId', type: always('usage.on_hold') },
  'billing.run_finished': { kind: 'billing_run', key: 'jobId', type: always('billing_run.finished') },
  'billing.invoice_issued': {
    kind: 'invoice',
    key: 'invoiceId',
    type: always('invoice.issued'),
  },
  'billing.dispute_opened': {
    kind: 'dispute',
    key: 'disputeId',
    type: always('dispute.opened'),
    side: ({ openedSide }) => otherSide(openedSide),
  },
  'billing.dispute_noted': {
    kind: 'dispute',
    key: 'disputeId',
    type: always('dispute.answered'),
    side: ({ lastSide }) => otherSide(lastSide),
  },
  'billing.dispute_decided': {
    kind: 'dispute',
    key: 'disputeId',
    type: always('dispute.decided'),
    // Notifies the side that did not decide: a dispute is withdrawn by the side that opened it, and otherwise decided
    // by the maker.
    side: ({ state, openedSide }) => (state === 'withdrawn' ? otherSide(openedSide) : 'customer'),
  },
  'receivables.payment_failed': {
    kind: 'invoice',
    key: 'invoiceId',
    facts: { kind: 'payment_attempt', key: 'attemptId' },
    type: always('payment.failed'),
  },
  'receivables.chargeback_opened': {
    kind: 'invoice',
    key: 'invoiceId',
    facts: { kind: 'chargeback', key: 'chargebackId' },
    type: always('chargeback.opened'),
  },
  'billing.usage_alert_reached': {
    kind: 'usage_alert',
    key: 'noticeId',
    type: always('usage_alert.reached'),
  },
  'supply.kit_sent': { kind: 'kit_delivery', key: 'deliveryId', type: always('kit.sent') },
  'organization.new_browser_signed_in': {
    kind: 'session',
    key: 'sessionId',
    type: always('account.new_sign_in'),
  },
};

/** Event that notifies a person because an earlier event has not been acknowledged. */
export const ESCALATED = 'notifications.escalated';

/** Returns the object of an event; undefined if such events never cause notifications. */
export function objectOf({ name, payload }: SourceEvent): EventObject | undefined {
  const source = SOURCES[name];
  if (!source) return undefined;
  const { kind, key, facts = { kind, key } } = source;
  const [id, factsId] = [payload[key], payload[facts.key]];
  if (id === undefined || factsId === undefined) return undefined;
  return { kind, id, facts: { kind: facts.kind, id: factsId } };
}

/** Returns the type of an event and the side to be notified, from facts about its object. */
export function classify(
  { name }: SourceEvent,
  params: Readonly<Record<string, unknown>>,
): { readonly type: NotificationType; readonly side: 'maker' | 'customer' | null } | undefined {
  const source = SOURCES[name];
  const type = source?.type(params);
  return source && type ? { type, side: source.side?.(params) ?? null } : undefined;
}

/** Names of all events that people may be notified of. */
export const SOURCE_NAMES: readonly string[] = [...Object.keys(SOURCES), ESCALATED];
