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

/** Events that matter to nobody but an alarm's ticket. */
const ABOUT_ALARMS: ReadonlySet<string> = new Set([
  'diagnostics.alarm_raised',
  'diagnostics.alarm_cleared',
  'diagnostics.alarm_changed',
  'diagnostics.alarm_withdrawn',
]);

export type Listener = (scope: Scope, event: RelayedEvent) => Promise<unknown>;

/**
 * Who listens to what. A listener is told at least once and in the order of its maker's events, and acts once: it claims the
 * event in its own transaction, or does a thing that can be done again. Jobs name the event that requests them in their
 * `@Job` decorator. That every event is also a hint for sockets is the relay's own doing.
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
      (scope, event) => this.alarmTickets.openTicketForAlarm(scope, alarmOf(event)),
    ],
    'diagnostics.alarm_cleared': [
      (scope, event) => this.alarmTickets.noteClearedAlarm(scope, alarmOf(event)),
    ],
    'diagnostics.alarm_changed': [
      (scope, event) => this.alarmTickets.refreshEvidenceOfAlarm(scope, idOf(event, 'alarmId')),
    ],
    'diagnostics.alarm_withdrawn': [
      (scope, event) => this.alarmTickets.cancelTicketOfWithdrawnAlarm(scope, alarmOf(event)),
    ],
    'diagnostics.readings_came_late': [
      (scope, event) =>
        this.alarmTickets.refreshEvidenceOfMachine(
          scope,
          idOf(event, 'machineId'),
          new Date(idOf(event, 'from')),
        ),
    ],
    'equipment.machine_changed': [(scope, event) => this.alarms.placeAgain(scope, idOf(event, 'machineId'))],
    'equipment.credential_revoked': [(scope, event) => this.tellRevoked(scope, event)],
    'supply.stock_freed': [
      (scope, event) => this.waitingParts.reserveFromDepot(scope, idOf(event, 'depotId')),
    ],
    'telemetry.history_filled': [
      (scope) => this.supply.forecastAll(scope),
      (scope) => this.refreshDrafts.run(scope),
    ],
    // One that is made or under way already is left as it is.
    'billing.invoice_issued': [(scope, event) => this.packs.request(scope, idOf(event, 'invoiceId'))],
  };

  of(event: RelayedEvent): readonly Listener[] {
    const requests = this.jobs.requested
      .filter(({ requestedBy }) => requestedBy.event === event.name)
      .map(
        (job): Listener =>
          (scope, asked) =>
            this.request(job, scope, asked),
      );
    return [...(this.table[event.name] ?? []), ...requests];
  }

  /**
   * Those of a maker's events that somebody has to act on. A fleet's alarms come and go by the hundred, and most concern no
   * ticket: they are told apart in one question instead of being looked at one by one.
   */
  async concerned(scope: Scope, events: readonly RelayedEvent[]): Promise<readonly RelayedEvent[]> {
    const aboutAlarms = events.filter(({ name }) => ABOUT_ALARMS.has(name));
    const alarmIds = await this.alarmTickets.findAlarmsWithTickets(
      scope,
      aboutAlarms.map((event) => idOf(event, 'alarmId')),
    );
    return events.filter((event) => !ABOUT_ALARMS.has(event.name) || alarmIds.has(idOf(event, 'alarmId')));
  }

  /** The edge ends the connection at once; without a hint it finds out by itself a little later. */
  private tellRevoked({ makerId }: Scope, event: RelayedEvent): Promise<void> {
    const message = { deviceId: idOf(event, 'deviceId'), username: idOf(event, 'username') };
    this.channel.publish(INTERNAL_CHANNEL.revoked(makerId), message);
    return Promise.resolve();
  }

  private async request(job: RequestedJob, { makerId }: Scope, event: RelayedEvent): Promise<void> {
    const { fields } = job.requestedBy;
    await this.queue.send(job, {
      makerId,
      ...Object.fromEntries(fields.map((field) => [field, idOf(event, field)])),
    });
  }
}

function alarmOf(event: RelayedEvent) {
  return { eventId: event.id, alarmId: idOf(event, 'alarmId') };
}

function idOf({ name, payload }: RelayedEvent, key: string): string {
  const value = payload[key];
  if (value === undefined) throw new Error(`${name} carries no ${key}`);
  return value;
}
