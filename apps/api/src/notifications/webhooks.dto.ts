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
  /** `webhook` for your own system, `slack` for an incoming webhook of Slack, `teams` for a Workflows webhook of Microsoft Teams. */
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

  /** Types that are sent; all by default. */
  @MayBeAbsent()
  @IsArray()
  @ArrayUnique()
  @IsIn(WEBHOOK_TYPES, { each: true })
  eventTypes?: NotificationType[];

  /** Language of messages to Slack and Teams. */
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

  /** Pauses or resumes the endpoint. A paused endpoint gets no messages about new events. */
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
  /** Types that are sent; all if empty. */
  eventTypes: NotificationType[];
  locale: string;
  /** Time until which messages are also signed with the previous secret. */
  previousValidUntil: Date | null;
  pausedAt: Date | null;
  /** Reason of the pause: a `person`, status 410 (`gone`), or five days without success (`failing`). */
  pausedReason: PauseReason | null;
  /** Time of the first failed attempt since the last successful one. */
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
  /** Header `webhook-id` of all attempts. */
  webhookId: string;
  /** Type of the event, or `webhook.test`. */
  type: string;
  state: WebhookState;
  /** Attempts since the message was created or last sent again. */
  attempts: number;
  /** Time of the next attempt; null if no further attempt follows. */
  dueAt: Date | null;
  /** HTTP status of the last attempt; null if there was no response. */
  lastStatus: number | null;
  /** Why the last attempt failed, such as `status_500`, `timeout`, `redirect_refused` or `address_private`. */
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
