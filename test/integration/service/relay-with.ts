import { OutboxClaims } from '../../../apps/worker/src/outbox/outbox-claims.queries.js';
import { OutboxRelay } from '../../../apps/worker/src/outbox/outbox-relay.js';
import type { NotificationRecorder } from '#notifications';
import type { Hints } from '../../../apps/worker/src/outbox/hints.js';
import type { Listeners } from '../../../apps/worker/src/outbox/listeners.js';
import type { RelayedEvent } from '../../../apps/worker/src/outbox/relayed-event.js';
import type { Workshop } from '../../support/workshop.js';

/** Creates a relay that passes every event to a listener of the test. */
export function relayWith(
  workshop: Workshop,
  listen: (event: RelayedEvent) => Promise<void>,
  claims: OutboxClaims = new OutboxClaims(workshop.unitOfWork),
): OutboxRelay {
  const listeners = {
    findListeners: () => [(_scope: unknown, event: RelayedEvent) => listen(event)],
    filterRelevant: (_scope: unknown, events: readonly RelayedEvent[]) => Promise.resolve(events),
  } as unknown as Listeners;
  const hints = { publish: () => Promise.resolve(), publishNotified: () => undefined } as unknown as Hints;
  const notifications = { record: () => Promise.resolve([]) } as unknown as NotificationRecorder;
  return new OutboxRelay(claims, listeners, hints, notifications);
}
