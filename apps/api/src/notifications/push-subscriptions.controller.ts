import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type PushSubscription, PushSubscriptions } from '#notifications';
import type { Scope } from '#platform';
import { IdPipe } from '../http/fields/id.pipe.js';
import { toWholeList } from '../http/whole-list.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { SignedIn } from '../security/decorators/signed-in.decorator.js';
import {
  NewPushSubscriptionDto,
  PushPublicKeyDto,
  PushSubscriptionDto,
  PushSubscriptionListDto,
  PushTestDto,
} from './push-subscriptions.dto.js';

const OWN = 'Concerns only the caller’s own browsers';

/** Browsers in which the caller receives push messages. */
@ApiTags('notifications')
@Controller('push-subscriptions')
export class PushSubscriptionsController {
  constructor(private readonly subscriptions: PushSubscriptions) {}

  /** Get the public key for push messages. */
  @Get('public-key')
  @SignedIn('Contains no data of the maker')
  async readPublicKey(): Promise<PushPublicKeyDto> {
    return { publicKey: await this.subscriptions.readPublicKey() };
  }

  /**
   * List your browsers.
   * @remarks Returns the browsers in which you receive push messages, newest first.
   */
  @Get()
  @SignedIn(OWN)
  async list(@CurrentScope() scope: Scope): Promise<PushSubscriptionListDto> {
    return toWholeList((await this.subscriptions.list(scope)).map(toDto));
  }

  /**
   * Add a browser.
   * @remarks Adds a browser in which you receive push messages. Adding the same browser again renews its keys. A
   * browser belongs to only one user, so it is removed from other users.
   */
  @Post()
  @SignedIn(OWN)
  async add(
    @CurrentScope() scope: Scope,
    @Body() { name, endpoint, keys: { p256dh, auth } }: NewPushSubscriptionDto,
  ): Promise<PushSubscriptionDto> {
    return toDto(await this.subscriptions.add(scope, { name, endpoint, keys: { p256dh, auth } }));
  }

  /** Remove a browser. */
  @Delete(':id')
  @SignedIn(OWN)
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<void> {
    return this.subscriptions.remove(scope, id);
  }

  /**
   * Send a test message to a browser.
   * @remarks The outcome appears in the log of messages to you.
   */
  @Post(':id/test')
  @SignedIn(OWN)
  async test(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<PushTestDto> {
    return { deliveryId: await this.subscriptions.test(scope, id) };
  }
}

function toDto({
  id,
  name,
  endpointHash,
  service,
  createdAt,
  lastSuccessAt,
}: PushSubscription): PushSubscriptionDto {
  return { id, name, endpointHash, service, createdAt, lastSuccessAt };
}
