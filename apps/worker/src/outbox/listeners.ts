import { Injectable } from '@nestjs/common';
import { Alarms } from '#diagnostics';
import { INTERNAL_CHANNEL, InternalChannelClient, type Scope } from '#platform';
import { AlarmTickets, WaitingParts } from '#service';
import { SupplyService } from '#supply';
import { ProofPacks } from '#assurance';
import { JobQueue } from '../jobs/queue/job-queue.js';
import { JobRegistry } from '../jobs/queue/job-registry.js';
import type { RequestedJob } from '../jobs/queue/job.decorator.js';
import { RefreshDraftsJob } from '../jobs/billing/refresh-drafts.job.js';
import type { RelayedEvent } from './relayed-event.js';

/** Events of alarms. Their listeners only affect the alarm's ticket. */
const ALARM_EVENTS: ReadonlySet<string> = new Set([
  'diagnostics.alarm_raised',
  'diagnostics.alarm_cleared',
  'diagnostics.alarm_changed',
  'diagnostics.alarm_withdrawn',
]);

export type Listener = (scope: Scope, event: RelayedEvent) => Promise<unknown>;

/**
 * Listeners by event. A listener is called at least once, in the order of its maker's events, and takes effect once: it
 * claims the event in its transaction, or is idempotent. Jobs declare the event that requests them in their `@Job`
 * decorator. In addition, the relay itself publishes events that a page displays as hints for sockets.
 */
@Injectable()
export class Listeners {
  constructor(
    private readonly alarms: Alarms,
    private readonly alarmTickets: AlarmTickets,
    private readonly jobs: JobRegistry,
    private readonly queue: JobQueue,
    private readonly channel: InternalChannelClient,
    private readonly supply: SupplyService,
    private readonly refreshDrafts: RefreshDraftsJob,
    private readonly packs: ProofPacks,
    private readonly waitingParts: WaitingParts,
  ) {}

  private readonly table: Readonly<Record<string, readonly Listener[]>> = {
    'diagnostics.alarm_raised': [
      (scope, event) => this.alarmTickets.openTicketForAlarm(scope, toAlarmEvent(event)),
    ],
    'diagnostics.alarm_cleared': [
      (scope, event) => this.alarmTickets.recordClearedAlarm(scope, toAlarmEvent(event)),
    ],
    'diagnostics.alarm_changed': [
      (scope, event) => this.alarmTickets.refreshEvidenceOfAlarm(scope, readId(event, 'alarmId')),
    ],
    'diagnostics.alarm_withdrawn': [
      (scope, event) => this.alarmTickets.cancelTicketOfWithdrawnAlarm(scope, toAlarmEvent(event)),
    ],
    'diagnostics.readings_came_late': [
      (scope, event) =>
        this.alarmTickets.refreshEvidenceOfMachine(
          scope,
          readId(event, 'machineId'),
          new Date(readId(event, 'from')),
        ),
    ],
    'equipment.machine_changed': [
      (scope, event) => this.alarms.reassignPlacements(scope, readId(event, 'machineId')),
    ],
    'equipment.credential_revoked': [(scope, event) => this.publishRevoked(scope, event)],
    'supply.stock_freed': [
      (scope, event) => this.waitingParts.reserveFromDepot(scope, readId(event, 'depotId')),
    ],
    'telemetry.history_filled': [
      (scope) => this.supply.forecastAll(scope),
      (scope) => this.refreshDrafts.run(scope),
    ],
    // Has no effect if the pack exists or is being created.
    'billing.invoice_issued': [(scope, event) => this.packs.request(scope, readId(event, 'invoiceId'))],
  };

  findListeners(event: RelayedEvent): readonly Listener[] {
    const requests = this.jobs.requested
      .filter(({ requestedBy }) => requestedBy.event === event.name)
      .map(
        (job): Listener =>
          (scope, requestEvent) =>
            this.request(job, scope, requestEvent),
      );
    return [...(this.table[event.name] ?? []), ...requests];
  }

  /**
   * Returns a maker's events without the events of alarms that concern no ticket. A fleet can raise hundreds of these
   * alarms, so a single query filters them.
   */
  async filterRelevant(scope: Scope, events: readonly RelayedEvent[]): Promise<readonly RelayedEvent[]> {
    const alarmEvents = events.filter(({ name }) => ALARM_EVENTS.has(name));
    const alarmIds = await this.alarmTickets.findAlarmsWithTickets(
      scope,
      alarmEvents.map((event) => readId(event, 'alarmId')),
    );
    return events.filter((event) => !ALARM_EVENTS.has(event.name) || alarmIds.has(readId(event, 'alarmId')));
  }

  /**
   * Notifies the edge, which closes the connection immediately. Without this hint, the edge closes the connection
   * slightly later.
   */
  private publishRevoked({ makerId }: Scope, event: RelayedEvent): Promise<void> {
    const message = { deviceId: readId(event, 'deviceId'), username: readId(event, 'username') };
    this.channel.publish(INTERNAL_CHANNEL.revoked(makerId), message);
    return Promise.resolve();
  }

  private async request(job: RequestedJob, { makerId }: Scope, event: RelayedEvent): Promise<void> {
    const { fields } = job.requestedBy;
    await this.queue.send(job, {
      makerId,
      ...Object.fromEntries(fields.map((field) => [field, readId(event, field)])),
    });
  }
}

function toAlarmEvent(event: RelayedEvent) {
  return { eventId: event.id, alarmId: readId(event, 'alarmId') };
}

function readId({ name, payload }: RelayedEvent, key: string): string {
  const value = payload[key];
  if (value === undefined) throw new Error(`${name} has no field ${key}`);
  return value;
}
