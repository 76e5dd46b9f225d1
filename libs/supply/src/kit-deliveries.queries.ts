import { Injectable } from '@nestjs/common';
import {
  decodeCursor,
  DomainError,
  fromMinor,
  preparedQuery,
  toPage,
  type Page,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { listPossibleSteps, type DeliveryState, type DeliveryStep } from './domain/delivery-state.js';
import type { PatternReason } from './domain/running-pattern.js';
import type { ShortPart } from './entities/kit-delivery.entity.js';

export interface DeliveryFilter {
  readonly states?: readonly DeliveryState[];
  readonly machineId?: string;
  readonly customerId?: string;
  readonly siteId?: string;
  /** Last predicted due date to return, `YYYY-MM-DD`. Excludes kits without a date. */
  readonly dueBefore?: string;
  readonly cursor?: string;
  readonly limit: number;
}

interface NamedRef {
  readonly id: string;
  readonly name: string;
}

/** A kit delivery for display. */
export interface DeliveryView {
  readonly id: string;
  readonly number: string;
  readonly machine: { readonly id: string; readonly serial: string; readonly modelCode: string };
  readonly kit: {
    readonly id: string;
    readonly code: string;
    readonly triggerHours: number;
    readonly parts: readonly {
      readonly partId: string;
      readonly number: string;
      readonly name: Record<string, string>;
      readonly quantity: number;
    }[];
  };
  readonly customer: NamedRef;
  readonly site: NamedRef & { readonly city: string; readonly zone: string };
  readonly depot: NamedRef & { readonly code: string };
  readonly contract: { readonly id: string; readonly number: string } | null;
  readonly dueHours: string;
  readonly hoursNow: string | null;
  readonly hoursLeft: string | null;
  readonly hoursPerDay: string | null;
  readonly predictedOn: string | null;
  readonly predictedFrom: string | null;
  readonly predictedTo: string | null;
  readonly unknownReason: PatternReason | null;
  readonly promisedOn: string | null;
  readonly state: DeliveryState;
  readonly steps: readonly DeliveryStep[];
  readonly shortage: readonly ShortPart[];
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly reservedAt: string | null;
  readonly sentAt: string | null;
  readonly receivedAt: string | null;
  readonly cancelledAt: string | null;
  readonly cancelReason: string;
  readonly charge: 'included' | 'charged';
  /** Price of the kit; null if the contract includes it or the price must still be agreed. */
  readonly price: { readonly amount: string; readonly currency: string } | null;
  readonly forecastAt: string;
  readonly version: number;
}

/** A machine's next kit, for lists of machines. */
export interface NextKit {
  readonly machineId: string;
  readonly code: string;
  readonly predictedOn: string | null;
  readonly hoursLeft: string | null;
}

/** A day later than any date, so that kits without a date come last. */
const NO_DATE = '9999-12-31';

const SELECT = `
  select v.id, v.number, v.due_hours::text as "dueHours", v.hours_now::text as "hoursNow",
         (v.due_hours - v.hours_now)::text as "hoursLeft", v.hours_per_day::text as "hoursPerDay",
         v.predicted_on::text as "predictedOn", v.predicted_from::text as "predictedFrom", v.predicted_to::text as "predictedTo",
         v.unknown_reason as "unknownReason", v.promised_on::text as "promisedOn", v.state, v.shortage, v.carrier,
         v.tracking_number as "trackingNumber", v.reserved_at as "reservedAt", v.sent_at as "sentAt", v.received_at as "receivedAt",
         v.cancelled_at as "cancelledAt", v.cancel_reason as "cancelReason", v.charge, v.price_minor as "priceMinor", v.currency,
         v.forecast_at as "forecastAt", v.version, coalesce(v.predicted_on, date '${NO_DATE}')::text as "sortDay",
         json_build_object('id', m.id, 'serial', m.serial, 'modelCode', e.code) as machine,
         json_build_object('id', c.id, 'name', c.name) as customer,
         json_build_object('id', s.id, 'name', s.name, 'city', s.city, 'zone', s.zone) as site,
         json_build_object('id', d.id, 'name', d.name, 'code', d.code) as depot,
         case when k.id is null then null else json_build_object('id', k.id, 'number', k.number) end as contract,
         json_build_object('id', kit.id, 'code', kit.code, 'triggerHours', kit.trigger_hours, 'parts', (
           select coalesce(json_agg(json_build_object('partId', p.id, 'number', p.number, 'name', p.name_i18n, 'quantity', kp.quantity) order by p.number), '[]')
             from kit_part kp join part p on p.maker_id = kp.maker_id and p.id = kp.part_id
            where kp.maker_id = kit.maker_id and kp.kit_id = kit.id)) as kit
    from kit_delivery v
    join machine m on m.maker_id = v.maker_id and m.id = v.machine_id
    join equipment_model e on e.maker_id = m.maker_id and e.id = m.model_id
    join customer c on c.maker_id = v.maker_id and c.id = v.customer_id
    join site s on s.maker_id = v.maker_id and s.id = v.site_id
    join depot d on d.maker_id = v.maker_id and d.id = v.depot_id
    join kit on kit.maker_id = v.maker_id and kit.id = v.kit_id
    left join contract k on k.maker_id = v.maker_id and k.id = v.contract_id`;

type Row = Omit<
  DeliveryView,
  'steps' | 'price' | 'reservedAt' | 'sentAt' | 'receivedAt' | 'cancelledAt' | 'forecastAt'
> & {
  readonly priceMinor: string | null;
  readonly currency: string | null;
  readonly sortDay: string;
  readonly reservedAt: Date | null;
  readonly sentAt: Date | null;
  readonly receivedAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly forecastAt: Date;
};

/** Provides due, shipped and received kits. */
@Injectable()
export class KitDeliveriesQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Returns deliveries, soonest predicted first. Deliveries without a date are last. */
  list(scope: Scope, filter: DeliveryFilter): Promise<Page<DeliveryView>> {
    return this.unitOfWork.run(scope, async (tx) => {
      const [afterDay, afterId] = filter.cursor ? decodeCursor(filter.cursor, 2) : [null, null];
      const rows: Row[] = await tx.manager.query(
        `${SELECT}
          where v.maker_id = $1
            and ($2::text[] is null or v.state = any($2))
            and ($3::uuid is null or v.machine_id = $3)
            and ($4::uuid is null or v.customer_id = $4)
            and ($5::date is null or v.predicted_on <= $5)
            and ($6::date is null or (coalesce(v.predicted_on, date '${NO_DATE}'), v.id) > ($6::date, $7::uuid))
            and ($9::uuid is null or v.site_id = $9)
          order by coalesce(v.predicted_on, date '${NO_DATE}'), v.id
          limit $8`,
        [
          tx.scope.makerId,
          filter.states?.length ? filter.states : null,
          filter.machineId ?? null,
          filter.customerId ?? null,
          filter.dueBefore ?? null,
          afterDay,
          afterId,
          filter.limit + 1,
          filter.siteId ?? null,
        ],
      );
      const page = toPage(rows, filter.limit, (row) => [row.sortDay, row.id]);
      return { items: page.items.map((row) => toView(row, scope)), next: page.next };
    });
  }

  /** @throws DomainError supply.delivery_not_found */
  get(scope: Scope, id: string): Promise<DeliveryView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const rows: Row[] = await tx.manager.query(`${SELECT} where v.maker_id = $1 and v.id = $2`, [
        tx.scope.makerId,
        id,
      ]);
      if (!rows[0]) throw new DomainError('supply.delivery_not_found', { id });
      return toView(rows[0], scope);
    });
  }

  /** Returns the next unsent kit of each machine that has one. */
  nextOfMachines(scope: Scope, machineIds: readonly string[]): Promise<NextKit[]> {
    return this.unitOfWork.run(scope, (tx) => findNextKits(tx, machineIds));
  }
}

/** Like `nextOfMachines`, as part of a larger use case. */
export async function findNextKits(tx: Transaction, machineIds: readonly string[]): Promise<NextKit[]> {
  return preparedQuery(
    tx,
    `select distinct on (v.machine_id) v.machine_id as "machineId", k.code, v.predicted_on::text as "predictedOn",
            (v.due_hours - v.hours_now)::text as "hoursLeft"
       from kit_delivery v join kit k on k.maker_id = v.maker_id and k.id = v.kit_id
      where v.maker_id = $1 and v.machine_id = any($2::uuid[]) and v.state in ('forecast', 'reserved')
      order by v.machine_id, v.due_hours`,
    [tx.scope.makerId, machineIds],
  );
}

/**
 * Returns the view of a delivery. A depot's shortages are internal to the maker; the customer sees the state and the
 * promised date.
 */
function toView({ priceMinor, currency, sortDay: _sortDay, ...row }: Row, scope: Scope): DeliveryView {
  return {
    ...row,
    shortage: scope.customers === 'all' ? row.shortage : [],
    steps: listPossibleSteps(row.state),
    reservedAt: row.reservedAt?.toISOString() ?? null,
    sentAt: row.sentAt?.toISOString() ?? null,
    receivedAt: row.receivedAt?.toISOString() ?? null,
    cancelledAt: row.cancelledAt?.toISOString() ?? null,
    forecastAt: row.forecastAt.toISOString(),
    price:
      priceMinor !== null && currency !== null
        ? { amount: fromMinor(BigInt(priceMinor), currency), currency }
        : null,
  };
}
