import { Injectable } from '@nestjs/common';
import { INTERNAL_CHANNEL, InternalChannelClient, type Scope, UnitOfWork } from '#platform';
import type { RelayedEvent } from './relayed-event.js';

/**
 * A change to report to socket clients. The kind `access` is only for the API, which checks the rights of its sockets
 * again.
 */
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
    | 'proof_pack'
    | 'dispute'
    | 'usage_alert'
    | 'notification'
    | 'access';
  readonly id: string;
  /** Set for the kind `notification`: the only membership that receives the hint. */
  readonly membershipId?: string;
  readonly machineId?: string;
  /**
   * Customer with users who are notified in addition to the maker's users; if absent, no customer's users are notified.
   */
  readonly customerId?: string;
  /** Hub that serves the site. Its technicians are notified, except of tickets and visits. */
  readonly hubId?: string;
  /** Technician of the ticket or visit, who is notified. */
  readonly technicianId?: string;
  /** Technicians with work on the machine, or at the instrument's site, regardless of their hub. */
  readonly workerIds?: readonly string[];
}

/** Data for finding an event's subject: its kind, the payload field with its id, and the query for its facts. */
interface Subject {
  readonly kind: Hint['kind'];
  readonly key: string;
  /**
   * Query that returns id, machine_id, customer_id, hub_id, technician_id and worker_ids of the subjects `$2` of maker
   * `$1`. Without it, a hint contains only kind and id.
   */
  readonly facts?: string;
}

const SQL_NULL = 'null::uuid';
const NO_WORKERS = `'{}'::uuid[]`;
const facts = (
  id: string,
  { machine = SQL_NULL, customer = SQL_NULL, hub = SQL_NULL, technician = SQL_NULL, workers = NO_WORKERS },
  from: string,
) =>
  `select ${id} as id, ${machine} as machine_id, ${customer} as customer_id, ${hub} as hub_id, ${technician} as technician_id,
          ${workers} as worker_ids
     ${from} and ${id} = any($2::uuid[])`;
const factsOf = (table: string) =>
  facts('id', { customer: 'customer_id' }, `from ${table} where maker_id = $1`);

/** Hub that serves the site `s` of the customer `c`. */
const HUB = `case when s.id is not null then coalesce(s.hub_id, c.hub_id, nearest_hub(s.maker_id, s.latitude, s.longitude)) end`;
const joinSite = (of: string, siteId: string) =>
  `left join site s on s.maker_id = ${of}.maker_id and s.id = ${siteId}
   left join customer c on c.maker_id = s.maker_id and c.id = s.customer_id`;
const workersAt = (machine: string) => `technicians_at_work($1, ${machine}, s.id)`;
const factsAtSite = (table: string, recipients: { technician?: string; workers?: string }) =>
  facts(
    't.id',
    { machine: 't.machine_id', customer: 't.customer_id', hub: HUB, ...recipients },
    `from ${table} t ${joinSite('t', 't.site_id')} where t.maker_id = $1`,
  );
const MACHINE_WORKERS = { workers: workersAt('t.machine_id') };

const ALARM: Subject = { kind: 'alarm', key: 'alarmId', facts: factsAtSite('alarm', MACHINE_WORKERS) };
const TICKET: Subject = {
  kind: 'ticket',
  key: 'ticketId',
  facts: factsAtSite('ticket', { technician: 't.technician_id' }),
};
const KIT_DELIVERY: Subject = {
  kind: 'kit_delivery',
  key: 'deliveryId',
  facts: factsAtSite('kit_delivery', MACHINE_WORKERS),
};
const EXPORT: Subject = { kind: 'export', key: 'runId', facts: factsOf('export_run') };
const PACK: Subject = { kind: 'proof_pack', key: 'packId', facts: factsOf('proof_pack') };
const DISPUTE: Subject = { kind: 'dispute', key: 'disputeId', facts: factsOf('dispute') };
const USAGE_ALERT: Subject = {
  kind: 'usage_alert',
  key: 'alertId',
  facts: facts(
    'a.id',
    { customer: `case when a.side = 'customer' then a.customer_id end` },
    'from usage_alert a where a.maker_id = $1',
  ),
};
const DEVICE: Subject = {
  kind: 'connectivity',
  key: 'deviceId',
  facts: facts(
    'd.id',
    { machine: 'd.machine_id', customer: 's.customer_id', hub: HUB, workers: workersAt('d.machine_id') },
    `from device d
       left join placement p on p.maker_id = d.maker_id and p.machine_id = d.machine_id and upper(p.during) is null
       ${joinSite('d', 'coalesce(d.site_id, p.site_id)')}
      where d.maker_id = $1`,
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
  'billing.proof_pack_requested': PACK,
  'billing.proof_pack_made': PACK,
  'billing.dispute_opened': DISPUTE,
  'billing.dispute_noted': DISPUTE,
  'billing.meter_tested': DISPUTE,
  'billing.dispute_decided': DISPUTE,
  'billing.usage_alert_reached': USAGE_ALERT,
  'billing.invoice_drafted': { kind: 'invoice', key: 'invoiceId', facts: factsOf('invoice') },
  'equipment.machine_changed': {
    kind: 'machine',
    key: 'machineId',
    facts: facts(
      'm.id',
      { machine: 'm.id', customer: 'p.customer_id', hub: HUB, workers: workersAt('m.id') },
      `from machine m
         left join placement p on p.maker_id = m.maker_id and p.machine_id = m.id and upper(p.during) is null
         ${joinSite('m', 'p.site_id')}
        where m.maker_id = $1`,
    ),
  },
  'organization.access_changed': { kind: 'access', key: 'userId' },
};

/** Events that also change the ticket's visits. */
const VISIT_EVENTS = ['service.ticket_assigned', 'service.ticket_changed', 'service.ticket_closed'];

/** Facts about a subject that determine the audience of its hint. */
interface Facts {
  readonly machine_id: string | null;
  readonly customer_id: string | null;
  readonly hub_id: string | null;
  readonly technician_id: string | null;
  readonly worker_ids: readonly string[];
}
const NO_FACTS: Facts = {
  machine_id: null,
  customer_id: null,
  hub_id: null,
  technician_id: null,
  worker_ids: [],
};

/** Publishes hints about events on the internal channel. The API forwards them to socket clients. */
@Injectable()
export class Hints {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly channel: InternalChannelClient,
  ) {}

  /** @param events of the scope's maker, in order */
  async publish(scope: Scope, events: readonly RelayedEvent[]): Promise<void> {
    if (this.channel.state !== 'connected') return;
    for (const hint of await this.hintsOf(scope, events)) {
      this.channel.publish(INTERNAL_CHANNEL.hint(scope.makerId), hint);
    }
  }

  /** Publishes a hint for each membership with new notifications, for people who have the portal open. */
  publishNotified({ makerId }: Scope, membershipIds: Iterable<string>): void {
    if (this.channel.state !== 'connected') return;
    for (const membershipId of membershipIds) {
      const hint: Hint = { kind: 'notification', id: membershipId, membershipId };
      this.channel.publish(INTERNAL_CHANNEL.hint(makerId), hint);
    }
  }

  /**
   * Returns hints in the order of the events. Events that no page displays and events with a deleted subject are
   * omitted.
   */
  async hintsOf(scope: Scope, events: readonly RelayedEvent[]): Promise<Hint[]> {
    const subjects = events.flatMap((event) => {
      const subject = SUBJECTS[event.name];
      const id = subject && event.payload[subject.key];
      return subject && id !== undefined ? [{ event, subject, id }] : [];
    });
    const ids = new Map<Subject, string[]>();
    for (const { subject, id } of subjects) ids.set(subject, [...(ids.get(subject) ?? []), id]);
    const known = await this.load(scope, ids);
    return subjects.flatMap(({ event, subject, id }) => {
      const found = subject.facts === undefined ? NO_FACTS : known.get(subject)?.get(id);
      return found ? toHints(event, subject, id, found) : [];
    });
  }

  /**
   * Loads the facts of all subjects together, because a large fleet can raise and clear hundreds of alarms at the same
   * time.
   */
  private async load(
    scope: Scope,
    ids: ReadonlyMap<Subject, readonly string[]>,
  ): Promise<Map<Subject, Map<string, Facts>>> {
    const subjectsWithFacts = [...ids.keys()].filter(({ facts: sql }) => sql !== undefined);
    if (subjectsWithFacts.length === 0) return new Map();
    return this.unitOfWork.run(scope, async (tx) => {
      const known = new Map<Subject, Map<string, Facts>>();
      for (const subject of subjectsWithFacts) {
        const rows: (Facts & { id: string })[] = await tx.manager.query(subject.facts!, [
          scope.makerId,
          ids.get(subject)!,
        ]);
        known.set(subject, new Map(rows.map((row) => [row.id, row])));
      }
      return known;
    });
  }
}

function toHints(event: RelayedEvent, { kind }: Subject, id: string, found: Facts): Hint[] {
  const hint: Hint = {
    kind,
    id,
    ...(found.machine_id !== null && { machineId: found.machine_id }),
    ...(found.customer_id !== null && { customerId: found.customer_id }),
    ...(found.hub_id !== null && { hubId: found.hub_id }),
    ...(found.technician_id !== null && { technicianId: found.technician_id }),
    ...(found.worker_ids.length > 0 && { workerIds: found.worker_ids }),
  };
  const hints = VISIT_EVENTS.includes(event.name) ? [hint, { ...hint, kind: 'visit' as const }] : [hint];
  const previous = event.payload.previousTechnicianId;
  // A technician who has lost the ticket must also be notified, but receives no other facts about it.
  return previous === undefined ? hints : [...hints, { kind: 'ticket', id, technicianId: previous }];
}
