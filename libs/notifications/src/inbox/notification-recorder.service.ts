import { Injectable } from '@nestjs/common';
import { groupBy, type Scope, type Transaction, UnitOfWork } from '#platform';
import type { NotificationType } from '../domain/catalogue.js';
import { escalateBy, isNews, notifyBy, type Reach } from '../domain/recipients.js';
import { classify, ESCALATED, type EventObject, objectOf, type SourceEvent } from '../domain/sources.js';
import { mailDueAt, pushDueAt } from '../domain/timing.js';
import { NotificationEvent } from '../entities/notification-event.entity.js';
import { loadFacts, type ObjectFacts } from './facts.queries.js';
import {
  insertEvents,
  insertNotifications,
  type NewEvent,
  type NewNotification,
} from './notifications.store.js';
import {
  loadMutes,
  loadPreferences,
  loadRecipients,
  preferenceKey,
  type Recipient,
} from './people.queries.js';
import { queueWebhooks } from '../webhooks/webhook-queue.store.js';

/** An event with the facts that decide who is notified. */
interface Addressed {
  readonly event: NewEvent;
  readonly reach: Reach;
  /** Role to which an unacknowledged event is escalated. */
  readonly role?: string;
}

/** Creates notifications from events of the outbox. */
@Injectable()
export class NotificationRecorder {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Records notifications of events, in one transaction. A repetition has no effect, because an event is stored under
   * its own id, and a membership has at most one notification of an event.
   * @returns the memberships with new notifications
   */
  async record(scope: Scope, events: readonly SourceEvent[]): Promise<readonly string[]> {
    const relevant = events.filter((event) => event.name === ESCALATED || objectOf(event));
    if (relevant.length === 0) return [];
    return this.unitOfWork.run(scope, async (tx) => {
      const addressed = await address(tx, relevant);
      const fresh = await insertEvents(
        tx,
        addressed.filter(({ role }) => role === undefined).map(({ event }) => event),
      );
      const due = addressed.filter(({ event, role }) => role !== undefined || fresh.has(event.id));
      if (due.length === 0) return [];
      await queueWebhooks(
        tx,
        due.filter(({ role }) => role === undefined).map(({ event }) => event),
      );
      return insertNotifications(tx, await chooseRecipients(tx, due));
    });
  }
}

/** Finds the facts of events. Omits events about deleted objects, and outdated events. */
async function address(tx: Transaction, events: readonly SourceEvent[]): Promise<Addressed[]> {
  const objects = events.flatMap((event) => {
    const object = objectOf(event);
    return object ? [{ event, object }] : [];
  });
  const facts = await loadFactsOf(
    tx,
    objects.map(({ object }) => object.facts),
  );
  const addressed = objects.flatMap(({ event, object }): Addressed[] => {
    const found = facts.get(object.facts.id);
    const classified = found && classify(event, found.params);
    if (!found || !classified || !isNews(found.occurredAt, tx.now)) return [];
    return [
      {
        event: {
          id: event.id,
          type: classified.type,
          objectKind: object.kind,
          objectId: object.id,
          about: [...new Set([object.id, ...found.about])],
          params: found.params,
          occurredAt: found.occurredAt ?? tx.now,
        },
        reach: { ...found, ...classified },
      },
    ];
  });
  return [...addressed, ...(await addressEscalations(tx, events))];
}

/** Finds the earlier events that are escalated. */
async function addressEscalations(tx: Transaction, events: readonly SourceEvent[]): Promise<Addressed[]> {
  const addressed: Addressed[] = [];
  for (const { name, payload } of events) {
    if (name !== ESCALATED || payload.eventId === undefined || payload.role === undefined) continue;
    const stored = await tx.manager.findOneBy(NotificationEvent, {
      makerId: tx.scope.makerId,
      id: payload.eventId,
    });
    const facts = stored && (await loadFacts(tx, stored.objectKind, [stored.objectId])).get(stored.objectId);
    if (!stored || !facts) continue;
    addressed.push({
      event: { ...stored, params: facts.params },
      reach: { ...facts, type: stored.type, side: null },
      role: payload.role,
    });
  }
  return addressed;
}

async function loadFactsOf(
  tx: Transaction,
  records: readonly EventObject['facts'][],
): Promise<Map<string, ObjectFacts>> {
  const found = new Map<string, ObjectFacts>();
  for (const [kind, ofKind] of groupBy(records, ({ kind }) => kind))
    for (const [id, facts] of await loadFacts(tx, kind, [...new Set(ofKind.map(({ id }) => id))]))
      found.set(id, facts);
  return found;
}

async function chooseRecipients(tx: Transaction, due: readonly Addressed[]): Promise<NewNotification[]> {
  const types: NotificationType[] = [...new Set(due.map(({ event }) => event.type))];
  const recipients = await loadRecipients(tx);
  const preferences = await loadPreferences(tx, types);
  const mutes = await loadMutes(tx, [...new Set(due.flatMap(({ event }) => event.about))]);
  return due.flatMap(({ event, reach, role }) => {
    const mailed = new Set<string>();
    const pushed = new Set<string>();
    return recipients.flatMap((recipient): NewNotification[] => {
      if (role !== undefined && recipient.role !== role) return [];
      const { membershipId, userId } = recipient;
      const channels = (role === undefined ? notifyBy : escalateBy)(reach, recipient, {
        own: preferences.get(preferenceKey(membershipId, event.type)),
        isMuted: event.about.some((id) => mutes.get(id)?.has(membershipId)),
      });
      if (!channels) return [];
      // A person with two memberships gets one email and one push message.
      const mailMode = mailed.has(userId) ? 'off' : channels.mail;
      if (mailMode !== 'off') mailed.add(userId);
      const isPushed = channels.push && recipient.hasBrowser && !pushed.has(userId);
      if (isPushed) pushed.add(userId);
      if (!channels.portal && mailMode === 'off' && !isPushed) return [];
      const times = timetableOf(recipient);
      return [
        {
          eventId: event.id,
          membershipId,
          userId,
          type: event.type,
          isEscalated: role !== undefined,
          inPortal: channels.portal,
          mailMode,
          mailDueAt: mailDueAt(mailMode, tx.now, times),
          pushDueAt: pushDueAt(isPushed, tx.now, times),
        },
      ];
    });
  });
}

function timetableOf({ zone, quietFrom, quietTo, digestAt, digestWeekday }: Recipient) {
  return { zone, quietFrom, quietTo, digestAt, digestWeekday };
}
