import { Injectable } from '@nestjs/common';
import { type Page, type Scope, toPage, UnitOfWork } from '#platform';
import type { DeliveryState } from '../domain/delivery-state.js';
import { type DeliveryView, listDeliveries } from './delivery-log.queries.js';
import { parseTimeCursor, timeCursorOf } from '../inbox/time-cursor.js';

export interface DeliveryQuery {
  readonly cursor?: string;
  readonly limit: number;
  readonly state?: DeliveryState;
}

/** The log of emails that were sent, with their outcome. */
@Injectable()
export class DeliveryLog {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists emails to all people of the maker, newest first. @throws DomainError platform.cursor_invalid */
  listAll(scope: Scope, query: DeliveryQuery): Promise<Page<DeliveryView>> {
    return this.list(scope, null, query);
  }

  /** Lists emails to the scope's membership, newest first. @throws DomainError platform.cursor_invalid */
  listOwn(scope: Scope, query: DeliveryQuery): Promise<Page<DeliveryView>> {
    return this.list(scope, scope.membershipId!, query);
  }

  private list(
    scope: Scope,
    membershipId: string | null,
    { cursor, limit, state }: DeliveryQuery,
  ): Promise<Page<DeliveryView>> {
    const after = parseTimeCursor(cursor);
    return this.unitOfWork.run(scope, async (tx) => {
      const rows = await listDeliveries(tx, { membershipId, state: state ?? null, after, limit: limit + 1 });
      return toPage(rows, limit, timeCursorOf);
    });
  }
}
