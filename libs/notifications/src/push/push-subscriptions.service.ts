import { Injectable, Optional } from '@nestjs/common';
import {
  assertNoFaults,
  DomainError,
  newId,
  type Scope,
  SecretBox,
  systemScope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { findKeyFaults, MAX_BROWSERS } from '../domain/deliveries/push-subscription.js';
import { findUrlFaults } from '../domain/webhooks/webhook-endpoint.js';
import { NotificationDelivery } from '../entities/notification-delivery.entity.js';
import { PushSubscription } from '../entities/push-subscription.entity.js';
import { isPrivateAddress } from '../outgoing/public-address.js';
import { TrustedHosts } from '../outgoing/trusted-hosts.js';
import { type BrowserSubscription, hashEndpoint } from './browser-subscription.js';
import { VapidKeys } from './vapid-keys.js';

/** A browser to add. */
export interface NewBrowser extends BrowserSubscription {
  readonly name: string;
}

/** Manages the browsers in which a person receives push messages. */
@Injectable()
export class PushSubscriptions {
  /** @param trusted provided by the app that manages browsers */
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly box: SecretBox,
    private readonly keys: VapidKeys,
    @Optional() private readonly trusted: TrustedHosts = new TrustedHosts([]),
  ) {}

  /** Returns the public key that browsers need to subscribe. */
  async readPublicKey(): Promise<string> {
    return (await this.keys.get()).publicKey;
  }

  /** Lists the browsers of the scope's person, newest first. */
  list(scope: Scope): Promise<PushSubscription[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.find(PushSubscription, { where: ownedBy(tx), order: { createdAt: 'desc', id: 'desc' } }),
    );
  }

  /**
   * Adds a browser, or renews it. A browser belongs to one person: if another person of the maker added it before, it
   * no longer belongs to that person.
   * @throws DomainError notifications.push_subscription_invalid (with fields), notifications.too_many_browsers
   */
  async add(scope: Scope, { name, endpoint, keys }: NewBrowser): Promise<PushSubscription> {
    const rules = { isTrusted: (host: string) => this.trusted.has(host), isPrivateAddress };
    const urlFaults = findUrlFaults(endpoint, rules).map(({ code }) => ({ pointer: '/endpoint', code }));
    assertNoFaults('notifications.push_subscription_invalid', [...urlFaults, ...findKeyFaults(keys)]);
    const endpointHash = hashEndpoint(endpoint);
    await this.releaseFromOthers(scope, endpointHash);
    return this.unitOfWork.run(scope, async (tx) => {
      const own = await tx.manager.findBy(PushSubscription, ownedBy(tx));
      const known = own.find((browser) => browser.endpointHash === endpointHash);
      if (known === undefined && own.length >= MAX_BROWSERS)
        throw new DomainError('notifications.too_many_browsers', { most: MAX_BROWSERS });
      const browser: PushSubscription = {
        ...ownedBy(tx),
        membershipId: scope.membershipId!,
        id: known?.id ?? newId(),
        name,
        endpointHash,
        service: new URL(endpoint).hostname,
        subscriptionSealed: this.box.seal(JSON.stringify({ endpoint, keys })),
        createdAt: known?.createdAt ?? tx.now,
        lastSuccessAt: known?.lastSuccessAt ?? null,
      };
      await tx.manager.upsert(PushSubscription, browser, ['makerId', 'id']);
      return browser;
    });
  }

  /** Removes a browser. @throws DomainError notifications.push_subscription_not_found */
  remove(scope: Scope, id: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { affected } = await tx.manager.delete(PushSubscription, { ...ownedBy(tx), id });
      if (affected === 0) throw new DomainError('notifications.push_subscription_not_found', { id });
    });
  }

  /**
   * Queues a test message to a browser.
   * @returns the id of the message in the log
   * @throws DomainError notifications.push_subscription_not_found
   */
  test(scope: Scope, id: string): Promise<string> {
    return this.unitOfWork.run(scope, async (tx) => {
      const browser = await tx.manager.findOneBy(PushSubscription, { ...ownedBy(tx), id });
      if (!browser) throw new DomainError('notifications.push_subscription_not_found', { id });
      const deliveryId = newId();
      await tx.manager.insert(NotificationDelivery, {
        ...ownedBy(tx),
        id: deliveryId,
        membershipId: scope.membershipId!,
        channel: 'push',
        subscriptionId: id,
        recipient: browser.name,
        kind: 'test',
        items: 0,
        state: 'waiting',
        dueAt: tx.now,
        createdAt: tx.now,
      });
      return deliveryId;
    });
  }

  private releaseFromOthers({ makerId, userId }: Scope, endpointHash: string): Promise<void> {
    // The rows of other people are not visible in the person's own scope.
    return this.unitOfWork.run(systemScope(makerId), async (tx) => {
      await tx.manager.query(
        `delete from push_subscription where maker_id = $1 and endpoint_hash = $2 and user_id <> $3`,
        [makerId, endpointHash, userId],
      );
    });
  }
}

function ownedBy({ scope: { makerId, userId } }: Transaction): { makerId: string; userId: string } {
  return { makerId, userId: userId! };
}
