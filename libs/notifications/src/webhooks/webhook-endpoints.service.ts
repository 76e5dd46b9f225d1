import { randomBytes } from 'node:crypto';
import { Injectable, Optional } from '@nestjs/common';
import { AuditTrail } from '#organization';
import {
  assertNoFaults,
  DomainError,
  ensureVersion,
  newId,
  type Scope,
  SecretBox,
  type Transaction,
  UnitOfWork,
} from '#platform';
import type { NotificationType } from '../domain/catalogue.js';
import { type EndpointKind, findUrlFaults, showUrl } from '../domain/webhooks/webhook-endpoint.js';
import { formatSecret, SECRET_BYTES } from '../domain/webhooks/webhook-signature.js';
import { WebhookEndpoint } from '../entities/webhook-endpoint.entity.js';
import { isPrivateAddress } from '../outgoing/public-address.js';
import { TrustedHosts } from '../outgoing/trusted-hosts.js';

/** Time for which messages are also signed with the secret before the last rotation. */
const OVERLAP_MS = 24 * 3_600_000;

export interface NewEndpoint {
  readonly kind: EndpointKind;
  readonly name: string;
  readonly url: string;
  readonly eventTypes: readonly NotificationType[];
  readonly locale: string;
}

export type EndpointChanges = Partial<Omit<NewEndpoint, 'kind'>> & { readonly paused?: boolean };

/** An endpoint with its secret, which is returned only when it is created or rotated. */
export interface EndpointWithSecret {
  readonly endpoint: WebhookEndpoint;
  readonly secret: string;
}

/** Manages the webhook endpoints of a maker. */
@Injectable()
export class WebhookEndpoints {
  /** @param trusted provided by the app that manages endpoints */
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly box: SecretBox,
    @Optional() private readonly trusted: TrustedHosts = new TrustedHosts([]),
  ) {}

  /** Lists all endpoints by name. */
  list(scope: Scope): Promise<WebhookEndpoint[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.find(WebhookEndpoint, {
        where: { makerId: scope.makerId },
        order: { name: 'asc', id: 'asc' },
      }),
    );
  }

  /** @throws DomainError notifications.endpoint_not_found */
  get(scope: Scope, id: string): Promise<WebhookEndpoint> {
    return this.unitOfWork.run(scope, (tx) => getEndpoint(tx, id));
  }

  /** Creates an endpoint with a random secret. @throws DomainError notifications.endpoint_invalid (with fields) */
  async create(
    scope: Scope,
    { kind, name, url, eventTypes, locale }: NewEndpoint,
  ): Promise<EndpointWithSecret> {
    this.assertUrlValid(url);
    const secret = formatSecret(randomBytes(SECRET_BYTES));
    return this.unitOfWork.run(scope, async (tx) => {
      const endpoint: WebhookEndpoint = {
        makerId: scope.makerId,
        id: newId(),
        kind,
        name,
        urlSealed: this.box.seal(url),
        urlShown: showUrl(kind, url),
        eventTypes: [...eventTypes],
        locale,
        secretSealed: this.box.seal(secret),
        previousSecretSealed: null,
        previousValidUntil: null,
        pausedAt: null,
        pausedReason: null,
        failingSince: null,
        createdBy: scope.userId,
        createdAt: tx.now,
        version: 1,
      };
      await tx.manager.insert(WebhookEndpoint, endpoint);
      await audit(tx, 'created', endpoint, { kind, name, url: endpoint.urlShown, eventTypes });
      return { endpoint, secret };
    });
  }

  /**
   * Changes, pauses or resumes an endpoint.
   * @param version the version that the editor saw
   * @throws DomainError notifications.endpoint_not_found, platform.version_mismatch, notifications.endpoint_invalid
   *   (with fields)
   */
  async change(
    scope: Scope,
    id: string,
    version: number,
    { name, url, eventTypes, locale, paused }: EndpointChanges,
  ): Promise<WebhookEndpoint> {
    if (url !== undefined) this.assertUrlValid(url);
    return this.unitOfWork.run(scope, async (tx) => {
      const endpoint = await getEndpoint(tx, id, { forChange: true });
      ensureVersion(endpoint.version, version);
      const changes: Partial<WebhookEndpoint> = {
        ...(name !== undefined && { name }),
        ...(url !== undefined && { urlSealed: this.box.seal(url), urlShown: showUrl(endpoint.kind, url) }),
        ...(eventTypes !== undefined && { eventTypes: [...eventTypes] }),
        ...(locale !== undefined && { locale }),
        ...(paused === true &&
          endpoint.pausedAt === null && { pausedAt: tx.now, pausedReason: 'person' as const }),
        ...(paused === false && { pausedAt: null, pausedReason: null, failingSince: null }),
        version: endpoint.version + 1,
      };
      await tx.manager.update(WebhookEndpoint, { makerId: scope.makerId, id }, changes);
      const { urlSealed: _url, version: _version, ...shown } = changes;
      await audit(tx, 'changed', endpoint, shown);
      return { ...endpoint, ...changes };
    });
  }

  /** Deletes an endpoint with its messages. @throws DomainError notifications.endpoint_not_found */
  remove(scope: Scope, id: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const endpoint = await getEndpoint(tx, id, { forChange: true });
      await tx.manager.delete(WebhookEndpoint, { makerId: scope.makerId, id });
      await audit(tx, 'deleted', endpoint, { name: endpoint.name, url: endpoint.urlShown });
    });
  }

  /**
   * Replaces the secret. For a day, messages are signed with both secrets.
   * @throws DomainError notifications.endpoint_not_found
   */
  rotateSecret(scope: Scope, id: string): Promise<EndpointWithSecret> {
    const secret = formatSecret(randomBytes(SECRET_BYTES));
    return this.unitOfWork.run(scope, async (tx) => {
      const endpoint = await getEndpoint(tx, id, { forChange: true });
      const changes = {
        secretSealed: this.box.seal(secret),
        previousSecretSealed: endpoint.secretSealed,
        previousValidUntil: new Date(tx.now.getTime() + OVERLAP_MS),
        version: endpoint.version + 1,
      };
      await tx.manager.update(WebhookEndpoint, { makerId: scope.makerId, id }, changes);
      await audit(tx, 'secret_rotated', endpoint, { previousValidUntil: changes.previousValidUntil });
      return { endpoint: { ...endpoint, ...changes }, secret };
    });
  }

  private assertUrlValid(url: string): void {
    const rules = { isTrusted: (host: string) => this.trusted.has(host), isPrivateAddress };
    assertNoFaults('notifications.endpoint_invalid', findUrlFaults(url, rules));
  }
}

/** @throws DomainError notifications.endpoint_not_found */
export async function getEndpoint(
  tx: Transaction,
  id: string,
  { forChange = false } = {},
): Promise<WebhookEndpoint> {
  const endpoint = await tx.manager.findOne(WebhookEndpoint, {
    where: { makerId: tx.scope.makerId, id },
    ...(forChange && { lock: { mode: 'pessimistic_write' as const } }),
  });
  if (!endpoint) throw new DomainError('notifications.endpoint_not_found', { id });
  return endpoint;
}

async function audit(
  tx: Transaction,
  what: 'created' | 'changed' | 'deleted' | 'secret_rotated',
  { id }: WebhookEndpoint,
  after: object,
): Promise<void> {
  await AuditTrail.write(tx, {
    action: `notifications.endpoint_${what}`,
    entity: 'webhook_endpoint',
    entityId: id,
    after,
  });
}
