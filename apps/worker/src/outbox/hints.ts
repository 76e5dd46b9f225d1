import { Injectable } from '@nestjs/common';
import { INTERNAL_CHANNEL, InternalChannelClient, type Scope, UnitOfWork } from '#platform';
import type { RelayedEvent } from './relayed-event.js';

/** What changed, for sockets; `access` is for the api itself, which looks again at what its sockets may hear. */
export interface Hint {
  readonly kind:
    | 'alarm'
    | 'ticket'
    | 'visit'
    | 'kit_delivery'
    | 'invoice'
    | 'connectivity'
    | 'machine'
    | 'export'
    | 'access';
  readonly id: string;
  readonly machineId?: string;
  /** Whose people are told beside the maker's; none: the maker's alone. */
  readonly customerId?: string;
  /** The technician whom a ticket or visit concerns. */
  readonly technicianId?: string;
}

/** Where an event's subject is found: which kind, which field of the payload, and what to ask of the database. */
interface Subject {
  readonly kind: Hint['kind'];
  readonly key: string;
  /** Gives machine_id, customer_id and technician_id of a subject `$2` of maker `$1`. */
  readonly facts: string;
}

const NONE = 'null::uuid';
const facts = (machine: string, customer: string, technician: string, from: string) =>
  `select ${machine} as machine_id, ${customer} as customer_id, ${technician} as technician_id ${from}`;

const ALARM: Subject = {
  kind: 'alarm',
  key: 'alarmId',
  facts: facts('machine_id', 'customer_id', NONE, 'from alarm where maker_id = $1 and id = $2'),
};
const TICKET: Subject = {
  kind: 'ticket',
  key: 'ticketId',
  facts: facts('machine_id', 'customer_id', 'technician_id', 'from ticket where maker_id = $1 and id = $2'),
};
const KIT_DELIVERY: Subject = {
  kind: 'kit_delivery',
  key: 'deliveryId',
  facts: facts('machine_id', 'customer_id', NONE, 'from kit_delivery where maker_id = $1 and id = $2'),
};
const EXPORT: Subject = {
  kind: 'export',
  key: 'runId',
  facts: facts(NONE, 'customer_id', NONE, 'from export_run where maker_id = $1 and id = $2'),
};
const DEVICE: Subject = {
  kind: 'connectivity',
  key: 'deviceId',
  facts: facts(
    'd.machine_id',
    'coalesce(s.customer_id, p.customer_id)',
    NONE,
    `from device d
       left join site s on s.maker_id = d.maker_id and s.id = d.site_id
       left join placement p on p.maker_id = d.maker_id and p.machine_id = d.machine_id and upper(p.during) is null
      where d.maker_id = $1 and d.id = $2`,
  ),
};

const SUBJECTS: Readonly<Record<string, Subject>> = {
  'diagnostics.alarm_raised': ALARM,
  'diagnostics.alarm_cleared': ALARM,
  'diagnostics.alarm_changed': ALARM,
  'diagnostics.alarm_withdrawn': ALARM,
  'service.ticket_opened': TICKET,
  'service.ticket_assigned': TICKET,
  'service.ticket_changed': TICKET,
  'service.ticket_closed': TICKET,
  'telemetry.device_silent': DEVICE,
  'telemetry.device_heard': DEVICE,
  'telemetry.export_requested': EXPORT,
  'telemetry.export_ended': EXPORT,
  'supply.kit_reserved': KIT_DELIVERY,
  'supply.kit_sent': KIT_DELIVERY,
  'supply.kit_received': KIT_DELIVERY,
  'supply.kit_cancelled': KIT_DELIVERY,
  'billing.invoice_drafted': {
    kind: 'invoice',
    key: 'invoiceId',
    facts: facts(NONE, 'customer_id', NONE, 'from invoice where maker_id = $1 and id = $2'),
  },
  'equipment.machine_changed': {
    kind: 'machine',
    key: 'machineId',
    facts: facts(
      'm.id',
      'p.customer_id',
      NONE,
      `from machine m left join placement p on p.maker_id = m.maker_id and p.machine_id = m.id and upper(p.during) is null
        where m.maker_id = $1 and m.id = $2`,
    ),
  },
  'organization.access_changed': { kind: 'access', key: 'userId', facts: facts(NONE, NONE, NONE, '') },
};

/** Events whose ticket's visits changed with it. */
const ABOUT_VISITS = ['service.ticket_assigned', 'service.ticket_changed', 'service.ticket_closed'];

/** Tells sockets, by way of the internal channel, what an event is about. */
@Injectable()
export class Hints {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly channel: InternalChannelClient,
  ) {}

  async publish(scope: Scope, event: RelayedEvent): Promise<void> {
    if (this.channel.state !== 'connected') return;
    for (const hint of await this.hintsOf(scope, event)) {
      this.channel.publish(INTERNAL_CHANNEL.hint(scope.makerId), hint);
    }
  }

  /** None when the event is no business of a screen, or its subject is gone. */
  async hintsOf(scope: Scope, event: RelayedEvent): Promise<Hint[]> {
    const subject = SUBJECTS[event.name];
    const id = subject && event.payload[subject.key];
    if (!subject || id === undefined) return [];
    const [found]: { machine_id: string | null; customer_id: string | null; technician_id: string | null }[] =
      await this.unitOfWork.run(scope, (tx) =>
        tx.manager.query(subject.facts, parametersOf(subject, scope, id)),
      );
    if (!found) return [];
    const hint: Hint = {
      kind: subject.kind,
      id,
      ...(found.machine_id !== null && { machineId: found.machine_id }),
      ...(found.customer_id !== null && { customerId: found.customer_id }),
      ...(found.technician_id !== null && { technicianId: found.technician_id }),
    };
    const hints = ABOUT_VISITS.includes(event.name) ? [hint, { ...hint, kind: 'visit' as const }] : [hint];
    const previous = event.payload.previousTechnicianId;
    // Who has lost the ticket must hear of it too, and hears nothing else of it.
    return previous === undefined ? hints : [...hints, { kind: 'ticket', id, technicianId: previous }];
  }
}

function parametersOf({ facts: sql }: Subject, { makerId }: Scope, id: string): string[] {
  return sql.includes('$1') ? [makerId, id] : [];
}
