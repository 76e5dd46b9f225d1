import { Injectable } from '@nestjs/common';
import { type AuditAction, AuditTrail } from '#organization';
import { assertNoFaults, DomainError, type Scope, toMinor, type Transaction, UnitOfWork } from '#platform';
import { isAmount } from './domain/delivery-charge.js';
import { transitionDelivery, type DeliveryStep } from './domain/delivery-state.js';
import { findDispatchFaults, type DispatchFields } from './domain/dispatch-faults.js';
import type { Need } from './domain/stock.js';
import { KitDelivery, type ShortPart } from './entities/kit-delivery.entity.js';
import { lockAndFindShortage, issueStock, releaseStock, reserveStock } from './stock-ledger.js';

/** Shipping data and price of a kit. */
export interface DispatchInput extends DispatchFields {
  /** Price in major units, for a kit that no contract includes or prices. */
  readonly price?: { readonly amount: string; readonly currency: string };
}

/** Tolerance for the clocks of phones, which may be slightly ahead. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** Manages deliveries of kits from the depot to the customer. */
@Injectable()
export class KitDeliveriesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Reserves every part of the kit in its depot, or none.
   * @returns the parts with a shortage; empty if the kit was reserved. A shortage is stored with the delivery.
   * @throws DomainError supply.delivery_not_found, supply.delivery_step_refused
   */
  reserve(scope: Scope, id: string): Promise<{ shortage: ShortPart[] }> {
    return this.unitOfWork.run(scope, (tx) => reserveDelivery(tx, id));
  }

  /**
   * Records that a carrier picked up the kit. Its parts leave the stock.
   * @throws DomainError supply.delivery_not_found, supply.delivery_step_refused, supply.dispatch_incomplete,
   *   supply.price_missing, supply.currency_mismatch, supply.stock_short
   */
  send(scope: Scope, id: string, dispatch: DispatchInput): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const delivery = await getDelivery(tx, id);
      const state = transitionDelivery(delivery.state, 'send');
      const faults = findDispatchFaults(dispatch, await findToday(tx, delivery.siteId));
      assertNoFaults('supply.dispatch_incomplete', faults);
      const price = resolvePrice(delivery, dispatch);
      const movement = { depotId: delivery.depotId, deliveryId: id };
      await issueStock(tx, movement, await listReserved(tx, id), { wasReserved: true });
      const { carrier, trackingNumber, promisedOn } = dispatch;
      await applyStep(tx, delivery, 'send', {
        state,
        carrier,
        trackingNumber,
        promisedOn,
        sentAt: tx.now,
        ...price,
      });
      await emitDeliveryEvent(tx, 'supply.kit_sent', id);
    });
  }

  /**
   * Records that the customer or a technician has received the kit.
   * @param occurredAt time of the receipt by the phone's clock; now by default
   * @throws DomainError supply.delivery_not_found, supply.delivery_step_refused, supply.received_before_sent,
   *   supply.received_in_future
   */
  receive(scope: Scope, id: string, occurredAt?: Date): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const delivery = await getDelivery(tx, id);
      const state = transitionDelivery(delivery.state, 'receive');
      const receiptTime = occurredAt ?? tx.now;
      if (receiptTime.getTime() > tx.now.getTime() + CLOCK_TOLERANCE_MS)
        throw new DomainError('supply.received_in_future', { occurredAt: receiptTime.toISOString() });
      if (delivery.sentAt && receiptTime.getTime() < delivery.sentAt.getTime() - CLOCK_TOLERANCE_MS)
        throw new DomainError('supply.received_before_sent', { sentAt: delivery.sentAt.toISOString() });
      // Corrects the time of a slightly inaccurate clock to an instant between the dispatch and now.
      const receivedAt = new Date(
        Math.min(tx.now.getTime(), Math.max(receiptTime.getTime(), delivery.sentAt?.getTime() ?? 0)),
      );
      await applyStep(tx, delivery, 'receive', { state, receivedAt, receivedBy: scope.userId });
      await emitDeliveryEvent(tx, 'supply.kit_received', id);
    });
  }

  /**
   * Cancels a kit before it is sent and releases its reservation.
   * @throws DomainError supply.delivery_not_found, supply.delivery_step_refused, supply.reason_missing
   */
  cancel(scope: Scope, id: string, reason: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const delivery = await getDelivery(tx, id);
      const state = transitionDelivery(delivery.state, 'cancel');
      if (reason.trim() === '') {
        throw new DomainError('supply.reason_missing', {}, [
          { pointer: '/reason', code: 'supply.reason_missing' },
        ]);
      }
      if (delivery.state === 'reserved') {
        const movement = { depotId: delivery.depotId, deliveryId: id };
        await releaseStock(tx, movement, await listReserved(tx, id));
      }
      await applyStep(tx, delivery, 'cancel', { state, cancelReason: reason.trim(), cancelledAt: tx.now });
      await emitDeliveryEvent(tx, 'supply.kit_cancelled', id);
    });
  }
}

/** Like `KitDeliveriesService.reserve`, as part of a larger use case such as the forecast. */
export async function reserveDelivery(tx: Transaction, id: string): Promise<{ shortage: ShortPart[] }> {
  const delivery = await getDelivery(tx, id);
  const state = transitionDelivery(delivery.state, 'reserve');
  const needs = await listNeeds(tx, delivery.kitId);
  const missing = await lockAndFindShortage(tx, delivery.depotId, needs);
  const shortage = missing.map((part) => ({
    ...part,
    number: needs.find(({ partId }) => partId === part.partId)?.number ?? '',
  }));
  if (shortage.length > 0) {
    await tx.manager.update(KitDelivery, { makerId: tx.scope.makerId, id }, { shortage });
    return { shortage };
  }
  await reserveStock(tx, { depotId: delivery.depotId, deliveryId: id }, needs);
  await applyStep(tx, delivery, 'reserve', { state, shortage: [], reservedAt: tx.now });
  await emitDeliveryEvent(tx, 'supply.kit_reserved', id);
  return { shortage };
}

async function getDelivery(tx: Transaction, id: string): Promise<KitDelivery> {
  const delivery = await tx.manager.findOne(KitDelivery, {
    where: { makerId: tx.scope.makerId, id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!delivery) throw new DomainError('supply.delivery_not_found', { id });
  return delivery;
}

async function listNeeds(
  tx: Transaction,
  kitId: string,
): Promise<{ partId: string; number: string; quantity: number }[]> {
  const rows: { part_id: string; number: string; quantity: number }[] = await tx.manager.query(
    `select kp.part_id, p.number, kp.quantity
       from kit_part kp join part p on p.maker_id = kp.maker_id and p.id = kp.part_id
      where kp.maker_id = $1 and kp.kit_id = $2 order by kp.part_id`,
    [tx.scope.makerId, kitId],
  );
  return rows.map((row) => ({ partId: row.part_id, number: row.number, quantity: row.quantity }));
}

/**
 * Returns the ledger's reservations for a delivery. Exactly these are issued or released, even if the kit has changed
 * since.
 */
async function listReserved(tx: Transaction, deliveryId: string): Promise<Need[]> {
  const rows: { part_id: string; quantity: number }[] = await tx.manager.query(
    `select part_id, sum(reserved_delta)::int as quantity from stock_entry
      where maker_id = $1 and delivery_id = $2 group by part_id having sum(reserved_delta) > 0 order by part_id`,
    [tx.scope.makerId, deliveryId],
  );
  return rows.map((row) => ({ partId: row.part_id, quantity: row.quantity }));
}

/** Returns the current day at a site, `YYYY-MM-DD`. */
async function findToday(tx: Transaction, siteId: string): Promise<string> {
  const [row]: { today: string }[] = await tx.manager.query(
    `select ($3::timestamptz at time zone zone)::date::text as today from site where maker_id = $1 and id = $2`,
    [tx.scope.makerId, siteId, tx.now],
  );
  return row!.today;
}

const ACTION_NAMES: Readonly<Record<DeliveryStep, AuditAction>> = {
  reserve: 'supply.kit_reserved',
  send: 'supply.kit_sent',
  receive: 'supply.kit_received',
  cancel: 'supply.kit_cancelled',
};

async function applyStep(
  tx: Transaction,
  delivery: KitDelivery,
  name: DeliveryStep,
  changes: Partial<KitDelivery>,
): Promise<void> {
  await tx.manager.update(
    KitDelivery,
    { makerId: tx.scope.makerId, id: delivery.id },
    { ...changes, version: delivery.version + 1 },
  );
  await AuditTrail.write(tx, {
    action: ACTION_NAMES[name],
    entity: 'kit_delivery',
    entityId: delivery.id,
    before: { state: delivery.state },
    after: { ...changes },
  });
}

async function emitDeliveryEvent(tx: Transaction, name: string, deliveryId: string): Promise<void> {
  await tx.record({ name, version: 1, payload: { deliveryId } });
}

/** Returns the price of a charged kit: the contract's price, or the price agreed for this delivery. */
function resolvePrice(delivery: KitDelivery, { price }: DispatchInput): Partial<KitDelivery> {
  if (delivery.charge === 'included' || delivery.priceMinor !== null) return {};
  if (!price || !isAmount(price.amount)) {
    throw new DomainError('supply.price_missing', {}, [{ pointer: '/price', code: 'supply.price_missing' }]);
  }
  if (delivery.currency !== null && delivery.currency !== price.currency) {
    throw new DomainError('supply.currency_mismatch', { expected: delivery.currency, given: price.currency });
  }
  return { priceMinor: toMinor(price.amount, price.currency).toString(), currency: price.currency };
}
