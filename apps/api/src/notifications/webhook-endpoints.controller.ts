import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WebhookDeliveries, WebhookEndpoints } from '#notifications';
import type { Scope } from '#platform';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { toWholeList } from '../http/whole-list.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { toDeliveryDetailDto, toDeliveryDto, toEndpointDto } from './webhook-views.js';
import {
  NewWebhookEndpointDto,
  WebhookDeliveryDetailDto,
  WebhookDeliveryPageDto,
  WebhookEndpointChangesDto,
  WebhookEndpointDto,
  WebhookEndpointListDto,
  WebhookEndpointWithSecretDto,
} from './webhooks.dto.js';

/** Webhook endpoints, and the messages to them. */
@ApiTags('webhooks')
@Controller('webhook-endpoints')
@RequirePermission('notifications.write')
export class WebhookEndpointsController {
  constructor(
    private readonly endpoints: WebhookEndpoints,
    private readonly deliveries: WebhookDeliveries,
  ) {}

  /** List webhook endpoints. */
  @Get()
  async list(@CurrentScope() scope: Scope): Promise<WebhookEndpointListDto> {
    return toWholeList((await this.endpoints.list(scope)).map(toEndpointDto));
  }

  /**
   * Create a webhook endpoint.
   * @remarks Messages are signed according to Standard Webhooks. Only this response contains the secret. The section
   * `webhooks` of this document describes the event types and their content.
   */
  @Post()
  async create(
    @CurrentScope() scope: Scope,
    @Body() { kind = 'webhook', name, url, eventTypes = [], locale = 'en' }: NewWebhookEndpointDto,
  ): Promise<WebhookEndpointWithSecretDto> {
    const { endpoint, secret } = await this.endpoints.create(scope, { kind, name, url, eventTypes, locale });
    return { ...toEndpointDto(endpoint), secret };
  }

  /** Get a webhook endpoint. */
  @Get(':id')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<WebhookEndpointDto> {
    return toEndpointDto(await this.endpoints.get(scope, id));
  }

  /** Update a webhook endpoint. */
  @Patch(':id')
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() changes: WebhookEndpointChangesDto,
  ): Promise<WebhookEndpointDto> {
    return toEndpointDto(await this.endpoints.change(scope, id, version, { ...changes }));
  }

  /**
   * Delete a webhook endpoint.
   * @remarks Also deletes the messages to the endpoint and their attempts.
   */
  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<void> {
    return this.endpoints.remove(scope, id);
  }

  /**
   * Rotate the secret of a webhook endpoint.
   * @remarks Returns the new secret. For 24 hours, messages are signed with both secrets, so that the receiver can
   * switch to the new secret within that time.
   */
  @Post(':id/rotate-secret')
  async rotateSecret(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
  ): Promise<WebhookEndpointWithSecretDto> {
    const { endpoint, secret } = await this.endpoints.rotateSecret(scope, id);
    return { ...toEndpointDto(endpoint), secret };
  }

  /**
   * Send a test message.
   * @remarks Queues a message of the type `webhook.test`. The outcome appears in the list of messages.
   */
  @Post(':id/test')
  async test(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
  ): Promise<WebhookDeliveryDetailDto> {
    return toDeliveryDetailDto(await this.deliveries.test(scope, id));
  }

  /**
   * List messages to a webhook endpoint.
   * @remarks Returns the messages, newest first.
   */
  @Get(':id/deliveries')
  async listDeliveries(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Query() { cursor, limit }: PageQueryDto,
  ): Promise<WebhookDeliveryPageDto> {
    const { items, next } = await this.deliveries.list(scope, id, { cursor, limit });
    return { items: items.map(toDeliveryDto), next };
  }

  /**
   * Get a message to a webhook endpoint.
   * @remarks Returns the message with its attempts.
   */
  @Get(':id/deliveries/:deliveryId')
  async getDelivery(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Param('deliveryId', IdPipe) deliveryId: string,
  ): Promise<WebhookDeliveryDetailDto> {
    return toDeliveryDetailDto(await this.deliveries.get(scope, id, deliveryId));
  }

  /**
   * Send a message again.
   * @remarks The message keeps its `webhook-id`, so that receivers can recognize it. The number of attempts restarts at
   * zero.
   */
  @Post(':id/deliveries/:deliveryId/redeliver')
  async redeliver(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Param('deliveryId', IdPipe) deliveryId: string,
  ): Promise<WebhookDeliveryDetailDto> {
    return toDeliveryDetailDto(await this.deliveries.redeliver(scope, id, deliveryId));
  }
}
