import { type SecretBox, type Scope, sendInLanes, type SendingLimits, UnitOfWork } from '#platform';
import { attemptOutcome, hasFailedTooLong } from '../domain/webhooks/webhook-retries.js';
import { signMessage } from '../domain/webhooks/webhook-signature.js';
import type { PauseReason } from '../domain/webhooks/webhook-endpoint.js';
import { WebhookEndpoint } from '../entities/webhook-endpoint.entity.js';
import { toSlackMessage, toTeamsMessage, type WebhookEvent } from './connector-messages.js';
import type { OutgoingClient, OutgoingResponse } from '../outgoing/outgoing-client.js';
import {
  claimWebhook,
  type ClaimedWebhook,
  recordAttempt,
  releaseInterrupted,
} from './webhook-deliveries.queries.js';

const LIMITS: SendingLimits = { lanes: 8, messages: 200 };

/**
 * Sends messages to webhook endpoints, at least once. A message keeps its id and text in all attempts, so that
 * receivers can detect duplicates.
 */
export class WebhookSender {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly client: OutgoingClient,
    private readonly box: SecretBox,
    /** The portal's base URL, without a slash at the end. */
    private readonly publicUrl: string,
  ) {}

  /** Sends the messages of a maker that are due. @returns their number */
  async step(scope: Scope): Promise<number> {
    await this.unitOfWork.run(scope, releaseInterrupted);
    return sendInLanes(LIMITS, () => this.sendNext(scope));
  }

  private async sendNext(scope: Scope): Promise<boolean> {
    const claimed = await this.unitOfWork.run(scope, claimWebhook);
    if (!claimed) return false;
    const response = await this.post(claimed);
    const outcome = attemptOutcome(response, claimed.attempts, Math.random());
    await this.unitOfWork.run(scope, async (tx) => {
      await recordAttempt(
        tx,
        { deliveryId: claimed.id, at: claimed.claimedAt, ...response },
        claimed.claimId,
        {
          state: outcome.state,
          dueAt: outcome.state === 'waiting' ? new Date(tx.now.getTime() + outcome.pauseMs) : null,
        },
      );
      const endpoint = { makerId: scope.makerId, id: claimed.endpointId };
      if (outcome.state === 'delivered') {
        if (claimed.failingSince !== null)
          await tx.manager.update(WebhookEndpoint, endpoint, { failingSince: null });
        return;
      }
      const isGone = outcome.state === 'failed' && outcome.isGone;
      const pausedReason: PauseReason | null = isGone
        ? 'gone'
        : hasFailedTooLong(claimed.failingSince, tx.now)
          ? 'failing'
          : null;
      await tx.manager.update(WebhookEndpoint, endpoint, {
        failingSince: claimed.failingSince ?? tx.now,
        ...(pausedReason !== null && { pausedAt: tx.now, pausedReason }),
      });
    });
    return true;
  }

  private post(claimed: ClaimedWebhook): Promise<OutgoingResponse> {
    const { headers, body } = this.compose(claimed);
    return this.client.post(this.box.open(claimed.urlSealed), headers, body);
  }

  private compose({
    id,
    kind,
    body,
    locale,
    secretSealed,
    previousSecretSealed,
    claimedAt,
  }: ClaimedWebhook): { readonly headers: Readonly<Record<string, string>>; readonly body: string } {
    const headers = { 'content-type': 'application/json', 'user-agent': 'Dutycycle-Webhooks/1' };
    if (kind !== 'webhook') {
      const toMessage = kind === 'slack' ? toSlackMessage : toTeamsMessage;
      const message = toMessage(JSON.parse(body) as WebhookEvent, locale, this.publicUrl);
      return { headers, body: JSON.stringify(message) };
    }
    const message = { id: `msg_${id}`, timestamp: Math.floor(claimedAt.getTime() / 1000), body };
    const secrets = [secretSealed, ...(previousSecretSealed === null ? [] : [previousSecretSealed])];
    return {
      headers: {
        ...headers,
        'webhook-id': message.id,
        'webhook-timestamp': String(message.timestamp),
        'webhook-signature': signMessage(
          message,
          secrets.map((sealed) => this.box.open(sealed)),
        ),
      },
      body,
    };
  }
}
