import { Injectable } from '@nestjs/common';
import { type Page, type Scope, toPage, UnitOfWork, parseTimeCursor, timeCursorOf } from '#platform';
import type { DeliveryChannel, DeliveryState } from '../domain/deliveries/delivery.js';
import { type DeliveryView, listDeliveries } from './delivery-log.queries.js';

export interface DeliveryQuery {
  readonly cursor?: string;
  readonly limit: number;
  readonly state?: DeliveryState;
  readonly channel?: DeliveryChannel;
}

/** The log of emails and push messages that were sent, with their outcome. */
@Injectable()
export class DeliveryLog {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists messages to all people of the maker, newest first. @throws DomainError platform.cursor_invalid */
  listAll(scope: Scope, query: DeliveryQuery): Promise<Page<DeliveryView>> {
    return this.list(scope, null, query);
  }

  /** Lists messages to the scope's membership, newest first. @throws DomainError platform.cursor_invalid */
  listOwn(scope: Scope, query: DeliveryQuery): Promise<Page<DeliveryView>> {
    return this.list(scope, scope.membershipId!, query);
  }

  private list(
    scope: Scope,
    membershipId: string | null,
    { cursor, limit, state, channel }: DeliveryQuery,
  ): Promise<Page<DeliveryView>> {
    const after = parseTimeCursor(cursor);
    return this.unitOfWork.run(scope, async (tx) => {
      const rows = await listDeliveries(tx, {
        membershipId,
        channel: channel ?? null,
        state: state ?? null,
        after,
        limit: limit + 1,
      });
      return toPage(rows, limit, timeCursorOf);
    });
  }
}
