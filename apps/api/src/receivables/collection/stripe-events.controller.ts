import { Controller, HttpCode, HttpStatus, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { SignedWebhook } from '#payments';
import { StripeWebhooksService } from '#receivables';
import { receiveLargeJson } from '../../http/large-json.js';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { AcceptsLargeJson } from '../../limits/request-limits.js';
import { Public } from '../../security/decorators/public.decorator.js';

const SIGNED = 'Stripe has no session; the signature of the body is verified';

/** Maximum size of an event. Events contain one object, of which the product reads only the id. */
const MAX_EVENT_BYTES = 256 * 1024;

const BODY = { schema: { type: 'object', additionalProperties: true } } as const;

/** Webhooks of Stripe. */
@ApiTags('receivables')
@Controller('stripe-events')
export class StripeEventsController {
  constructor(private readonly webhooks: StripeWebhooksService) {}

  /**
   * Receive an event of a connected account.
   * @remarks Called by Stripe for accounts that are connected to the operator's platform. The event is stored, and processed
   * after the response.
   */
  @Post()
  @Public(SIGNED)
  @HttpCode(HttpStatus.NO_CONTENT)
  @AcceptsLargeJson(MAX_EVENT_BYTES)
  @ApiBody(BODY)
  async receiveConnected(@Req() request: Request): Promise<void> {
    return this.webhooks.receiveConnected(await toSignedWebhook(request));
  }

  /**
   * Receive an event of a maker's own account.
   * @remarks Called by Stripe. The event is stored, and processed after the response.
   */
  @Post(':makerId')
  @Public(SIGNED)
  @HttpCode(HttpStatus.NO_CONTENT)
  @AcceptsLargeJson(MAX_EVENT_BYTES)
  @ApiBody(BODY)
  async receiveOwn(@Param('makerId', IdPipe) makerId: string, @Req() request: Request): Promise<void> {
    return this.webhooks.receiveOwn(makerId, await toSignedWebhook(request));
  }
}

/** Reads the body exactly as it was received, because the signature covers its bytes. */
async function toSignedWebhook(request: Request): Promise<SignedWebhook> {
  const { pieces } = await receiveLargeJson(request, MAX_EVENT_BYTES);
  return { header: request.get('stripe-signature') ?? '', body: Buffer.concat(pieces) };
}
