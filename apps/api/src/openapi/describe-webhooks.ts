import type { OpenAPIObject } from '@nestjs/swagger';
import { type NotificationType, WEBHOOK_TYPES } from '#notifications';

/** Condition that triggers each event, and the facts that the event contains. */
const EVENTS: Readonly<
  Partial<Record<NotificationType, { readonly when: string; readonly facts: readonly string[] }>>
> = {
  'alarm.critical': {
    when: 'A critical alarm was raised.',
    facts: ['serial', 'machineId', 'code', 'names', 'severity', 'signal', 'value', 'customer', 'site'],
  },
  'alarm.warning': {
    when: 'A warning was raised.',
    facts: ['serial', 'machineId', 'code', 'names', 'severity', 'signal', 'value', 'customer', 'site'],
  },
  'ticket.opened': {
    when: 'A ticket was opened, by a person or by an alarm.',
    facts: ['number', 'serial', 'machineId', 'severity', 'customer', 'site'],
  },
  'ticket.assigned': {
    when: 'A ticket was assigned to a technician.',
    facts: ['number', 'serial', 'machineId', 'severity', 'customer', 'site', 'technician'],
  },
  'ticket.closed': {
    when: 'A ticket was closed.',
    facts: ['number', 'serial', 'machineId', 'severity', 'customer', 'site', 'technician', 'remedy'],
  },
  'device.offline': {
    when: 'A device has sent no data for longer than expected.',
    facts: ['device', 'machineId', 'serial', 'customer', 'site'],
  },
  'usage.on_hold': {
    when: 'Usage was put on hold and needs a decision.',
    facts: ['contract', 'contractId', 'customer', 'kind'],
  },
  'billing_run.finished': {
    when: 'A billing run that a person started has finished.',
    facts: ['month', 'ready', 'held', 'failed'],
  },
  'invoice.issued': { when: 'An invoice was issued.', facts: ['invoice', 'contract', 'customer', 'month'] },
  'dispute.opened': { when: 'A dispute was opened.', facts: ['invoice', 'customer', 'state', 'openedSide'] },
  'dispute.answered': {
    when: 'A message was added to a dispute.',
    facts: ['invoice', 'customer', 'state', 'openedSide', 'lastSide'],
  },
  'dispute.decided': {
    when: 'A dispute was closed.',
    facts: ['invoice', 'customer', 'state', 'openedSide', 'lastSide'],
  },
  'payment.failed': {
    when: 'A saved payment method was declined, and is not charged again automatically.',
    facts: ['invoice', 'customer', 'amount', 'currency', 'method', 'reason'],
  },
  'chargeback.opened': {
    when: 'The bank of a payer has taken back a payment.',
    facts: ['invoice', 'customer', 'amount', 'currency', 'method', 'reason', 'state', 'evidenceDueOn'],
  },
  'kit.sent': {
    when: 'A kit was sent to a customer.',
    facts: ['number', 'kit', 'serial', 'machineId', 'customer', 'site', 'carrier', 'tracking'],
  },
  'import.finished': {
    when: 'An import of past readings has ended.',
    facts: ['file', 'state', 'rows', 'stored', 'rejected'],
  },
  'certificate.expiring': {
    when: 'A certificate of a device expires within 30 days.',
    facts: ['device', 'machineId', 'serial', 'customer', 'site', 'expires'],
  },
};

const HEADERS = [
  ['webhook-id', 'Identifies the message. It is the same for all attempts.'],
  ['webhook-timestamp', 'Time of the attempt, in seconds since 1970.'],
  ['webhook-signature', 'Signatures `v1,<base64>`, separated by spaces: one per valid secret.'],
] as const;

/** Describes the messages to webhook endpoints. */
export function describeWebhooks(document: OpenAPIObject): void {
  const events: [string, { readonly when: string; readonly facts: readonly string[] }][] = WEBHOOK_TYPES.map(
    (type) => {
      const event = EVENTS[type];
      if (!event) throw new Error(`The event ${type} is not described`);
      return [type, event];
    },
  );
  const test = { when: 'A person has sent a test message.', facts: [] };
  const webhooks = Object.fromEntries(
    [...events, ['webhook.test', test] as const].map(([type, { when, facts }]) => [
      type,
      { post: describeEvent(type, when, facts) },
    ]),
  );
  Object.assign(document, { webhooks });
}

function describeEvent(type: string, when: string, facts: readonly string[]): object {
  return {
    operationId: `webhook_${type.replaceAll('.', '_')}`,
    summary: when.replace(/\.$/, ''),
    tags: ['webhooks'],
    security: [],
    parameters: HEADERS.map(([name, description]) => ({
      name,
      in: 'header',
      required: true,
      description,
      schema: { type: 'string' },
    })),
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['type', 'timestamp', 'data'],
            properties: {
              type: { type: 'string', const: type },
              timestamp: { type: 'string', format: 'date-time', description: 'Time of the event.' },
              data: describeData(facts),
            },
          },
        },
      },
    },
    responses: { '2XX': { description: 'The message was received. Any other status is a failure.' } },
  };
}

function describeData(facts: readonly string[]): object {
  return {
    type: 'object',
    required: ['id', 'object', 'path', 'facts'],
    properties: {
      id: { type: 'string', format: 'uuid', description: 'Identifies the event, for all endpoints.' },
      object: {
        type: 'object',
        required: ['kind', 'id'],
        properties: { kind: { type: 'string' }, id: { type: 'string', format: 'uuid' } },
      },
      path: { type: 'string', description: 'Page of the object in the console.' },
      facts: {
        type: 'object',
        description: 'Facts at the time of the event. New versions add facts.',
        properties: Object.fromEntries(facts.map((name) => [name, {}])),
        additionalProperties: true,
      },
    },
  };
}
