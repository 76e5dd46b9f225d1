import { ApiProperty } from '@nestjs/swagger';
import { ArrayUnique, IsArray, IsBoolean, IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import {
  ENDPOINT_KINDS,
  type EndpointKind,
  type NotificationType,
  type PauseReason,
  WEBHOOK_TYPES,
  type WebhookState,
} from '#notifications';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { SUPPORTED_LOCALES } from '../http/fields/supported-locales.js';
import { WholeListDto } from '../http/whole-list.js';

export class NewWebhookEndpointDto {
  /**
   * Kind of the receiver. `webhook`: your own system. `slack`: a Slack incoming webhook. `teams`: a Microsoft
   * Teams Workflows webhook. Defaults to `webhook`.
   */
  @MayBeAbsent()
  @IsIn(ENDPOINT_KINDS)
  kind?: EndpointKind;

  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  /** Address that receives the messages, `https://…`. Addresses of private networks are rejected. */
  @IsString()
  @MaxLength(2000)
  url: string;

  /** Event types to send. Defaults to all types. */
  @MayBeAbsent()
  @IsArray()
  @ArrayUnique()
  @IsIn(WEBHOOK_TYPES, { each: true })
  eventTypes?: NotificationType[];

  /** Language of messages to Slack and Teams. Defaults to `en`. */
  @MayBeAbsent()
  @IsIn(SUPPORTED_LOCALES)
  locale?: string;
}

export class WebhookEndpointChangesDto {
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(2000)
  url?: string;

  @MayBeAbsent()
  @IsArray()
  @ArrayUnique()
  @IsIn(WEBHOOK_TYPES, { each: true })
  eventTypes?: NotificationType[];

  @MayBeAbsent()
  @IsIn(SUPPORTED_LOCALES)
  locale?: string;

  /**
   * Whether the endpoint is paused. Events that occur during the pause are never sent. Messages that are already
   * waiting are sent after the pause.
   */
  @MayBeAbsent()
  @IsBoolean()
  paused?: boolean;
}

export class WebhookEndpointDto {
  id: string;
  kind: EndpointKind;
  name: string;
  /** Address without its secret parts: without the query, and for Slack and Teams without the path. */
  url: string;
  /** Event types that are sent; empty for all types. */
  eventTypes: NotificationType[];
  locale: string;
  /** Time until which messages are also signed with the previous secret; null if the secret was never rotated. */
  previousValidUntil: Date | null;
  pausedAt: Date | null;
  /**
   * Reason for the pause: a person paused the endpoint (`person`), it responded with status 410 (`gone`), or all
   * attempts failed for five days (`failing`). Null if the endpoint is not paused.
   */
  pausedReason: PauseReason | null;
  /** Time of the first failed attempt since the last successful attempt; null if the last attempt succeeded. */
  failingSince: Date | null;
  createdAt: Date;
  version: number;
}

export class WebhookEndpointListDto extends WholeListDto {
  items: WebhookEndpointDto[];
}

export class WebhookEndpointWithSecretDto extends WebhookEndpointDto {
  /** Secret with which messages are signed, `whsec_…`. It is never shown again. */
  secret: string;
}

export class WebhookDeliveryDto {
  id: string;
  /** Value of the header `webhook-id` in all attempts. */
  webhookId: string;
  /** Type of the event, or `webhook.test`. */
  type: string;
  state: WebhookState;
  /** Number of attempts since the message was created or last sent again. */
  attempts: number;
  /** Time of the next attempt; null if no further attempt follows. */
  dueAt: Date | null;
  /** HTTP status of the last attempt; null if there was no response. */
  lastStatus: number | null;
  /**
   * Reason why the last attempt failed, such as `status_500`, `timeout`, `redirect_refused` or `address_private`; null
   * if it did not fail.
   */
  lastError: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

export class WebhookDeliveryPageDto {
  items: WebhookDeliveryDto[];
  /** Cursor of the next page; null on the last page. */
  @ApiProperty({ type: String, nullable: true })
  next: string | null;
}

export class WebhookAttemptDto {
  at: Date;
  /** HTTP status; null if there was no response. */
  status: number | null;
  error: string | null;
  durationMs: number;
  /** The beginning of the response. */
  response: string;
}

export class WebhookDeliveryDetailDto extends WebhookDeliveryDto {
  /** The message as JSON text. */
  body: string;
  /** Attempts, oldest first. */
  log: WebhookAttemptDto[];
}
