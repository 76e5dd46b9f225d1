import type { BillingMonths } from './domain/calendar/billing-months.js';
import {
  contains,
  type Page,
  readListOrder,
  textColumn,
  type SortableColumns,
  toPage,
  type Transaction,
} from '#platform';
import type { DeviceFacts, SignalFacts } from './domain/contract/contract-fields.js';
import type { ContractState } from './domain/contract/contract-state.js';
import type { ContractSummary } from './domain/contract/contract-view.js';

export interface ContractFilter {
  readonly customerId?: string;
  readonly machineId?: string;
  /** Only contracts that include a machine or a metered device of the site. */
  readonly siteId?: string;
  readonly state?: ContractState;
  /** Part of the contract number or of the customer's name. */
  readonly search?: string;
  readonly limit: number;
  /** Key of `CONTRACT_ORDERS`; `-` reverses the order. */
  readonly sort?: string;
  /** `next` of the previous page. */
  readonly cursor?: string;
}

/** Columns by which a list of contracts can be sorted. A contract without an end comes last in ascending order. */
const CONTRACT_ORDERS: SortableColumns = {
  number: textColumn('c.number'),
  customer: textColumn('lower(cu.name)'),
  plan: textColumn('p.code'),
  currency: textColumn('c.currency'),
  state: textColumn('c.state'),
  startsOn: { expression: 'c.starts_on', type: 'date' },
  endsOn: { expression: `coalesce(c.ends_on, 'infinity')`, type: 'date' },
};

/** Selects a contract's summary from `contract c`. @param more a further column */
export const selectSummary = (more: string): string => `
  select c.id, c.number, c.state, c.currency, c.zone, c.billing_calendar as "billingCalendar", c.version,
         c.starts_on::text as "startsOn", c.billed_from::text as "billedFrom", c.ends_on::text as "endsOn",
         c.payment_days as "paymentDays", c.prices_include_tax as "pricesIncludeTax", c.kits_included as "kitsIncluded",
         jsonb_build_object('id', cu.id, 'name', cu.name) as customer,
         jsonb_build_object('id', le.id, 'name', le.name) as "legalEntity",
         jsonb_build_object('id', b.id, 'name', b.name, 'country', b.country) as buyer,
         jsonb_build_object('id', p.id, 'code', p.code, 'nameI18n', p.name_i18n, 'structure', p.structure) as plan,
         ${more}
    from contract c
    join customer cu on cu.maker_id = c.maker_id and cu.id = c.customer_id
    join legal_entity le on le.maker_id = c.maker_id and le.id = c.legal_entity_id
    join customer_entity b on b.maker_id = c.maker_id and b.id = c.buyer_id
    join plan p on p.maker_id = c.maker_id and p.id = c.plan_id`;

const MACHINE_COUNT = `(select count(distinct cm.machine_id)::int from contract_machine cm
           where cm.maker_id = c.maker_id and cm.contract_id = c.id) as "machineCount"`;

/**
 * SQL condition that a contract includes a machine while the machine is at a site, or meters a device of the site.
 * @param contract SQL expression of the contract's id
 * @param zone SQL expression of the contract's time zone
 * @param site number of the parameter that contains the site's id; `$1` contains the maker's
 */
export const isContractAtSite = (contract: string, zone: string, site: number): string => `(exists (
  select from contract_machine am join placement ap on ap.maker_id = am.maker_id and ap.machine_id = am.machine_id
   where am.maker_id = $1 and am.contract_id = ${contract} and ap.site_id = $${site}
     and ap.during && tstzrange(lower(am.during)::timestamp at time zone ${zone}, upper(am.during)::timestamp at time zone ${zone}))
  or exists (
  select from meter ae join device ad on ad.maker_id = ae.maker_id and ad.id = ae.device_id
   where ae.maker_id = $1 and ae.contract_id = ${contract} and ad.site_id = $${site}))`;

/** Lists contracts, by default by number. @throws DomainError api.sort_unknown, platform.cursor_invalid */
export async function listContracts(tx: Transaction, filter: ContractFilter): Promise<Page<ContractSummary>> {
  const order = readListOrder(filter, CONTRACT_ORDERS, 'number', 'c.id');
  // The page is found first, so that the details are read for its contracts only.
  const rows: (ContractSummary & { readonly sortValue: string })[] = await tx.manager.query(
    `with page as materialized (
       select c.id from contract c
         join customer cu on cu.maker_id = c.maker_id and cu.id = c.customer_id
         join plan p on p.maker_id = c.maker_id and p.id = c.plan_id
        where c.maker_id = $1
          and ($2::uuid is null or c.customer_id = $2)
          and ($3::text is null or c.state = $3)
          and ($4::uuid is null or exists (select from contract_machine cm
                where cm.maker_id = c.maker_id and cm.contract_id = c.id and cm.machine_id = $4))
          and ${contains('$5', 'c.number', 'cu.name')} and ${order.after(6)}
          and ($9::uuid is null or c.customer_id = (select s.customer_id from site s where s.maker_id = $1 and s.id = $9))
          and ($9::uuid is null or ${isContractAtSite('c.id', 'c.zone', 9)})
        order by ${order.orderBy} limit $8)
     ${selectSummary(`${MACHINE_COUNT}, ${order.expression}::text as "sortValue"`)}
      where c.maker_id = $1 and c.id in (select id from page)
      order by ${order.orderBy}`,
    [
      tx.scope.makerId,
      filter.customerId ?? null,
      filter.state ?? null,
      filter.machineId ?? null,
      filter.search ?? null,
      ...order.parameters,
      filter.limit + 1,
      filter.siteId ?? null,
    ],
  );
  const { items, next } = toPage(rows, filter.limit, ({ sortValue, id }) => [sortValue, id]);
  return { items: items.map(({ sortValue: _key, ...contract }) => contract), next };
}

/** A contract with the fields that determine the days it bills here. */
export interface ContractInForce extends BillingMonths {
  readonly id: string;
  readonly number: string;
  readonly currency: string;
  readonly zone: string;
  readonly billedFrom: string | null;
  readonly endsOn: string | null;
}

/** Columns of the table `contract` for a `ContractInForce`. */
export const CONTRACT_IN_FORCE = `id, number, currency, zone, billing_calendar as "billingCalendar", starts_on::text as "startsOn",
  billed_from::text as "billedFrom", ends_on::text as "endsOn"`;

/** Returns contracts, active or ended, that bill here on some of the dates [from, to), ordered by number. */
export async function listContractsInForce(
  tx: Transaction,
  from: string,
  to: string,
): Promise<ContractInForce[]> {
  return tx.manager.query(
    `select ${CONTRACT_IN_FORCE}
       from contract
      where maker_id = $1 and state in ('active', 'ended') and coalesce(billed_from, starts_on) < $3
        and (ends_on is null or ends_on >= $2)
      order by number`,
    [tx.scope.makerId, from, to],
  );
}

/**
 * Loads the facts about devices for validation, by id. Omits devices of other makers.
 * @param machineIds ids of machines; their devices are included too
 */
export async function loadDeviceFacts(
  tx: Transaction,
  deviceIds: readonly string[],
  machineIds: readonly string[] = [],
): Promise<Map<string, DeviceFacts>> {
  const rows: (Omit<DeviceFacts, 'signals'> & { signals: SignalFacts[] })[] = await tx.manager.query(
    `select d.id, d.code, d.machine_id as "machineId", s.customer_id as "siteCustomerId",
            coalesce((select jsonb_agg(jsonb_build_object(
                'key', g.key, 'kind', g.kind, 'unit', g.unit, 'modulus', g.modulus::text) order by g.position, g.key)
              from signal g where g.maker_id = d.maker_id and (g.device_id = d.id or g.model_id = m.model_id)), '[]') as signals
       from device d
       left join machine m on m.maker_id = d.maker_id and m.id = d.machine_id
       left join site s on s.maker_id = d.maker_id and s.id = d.site_id
      where d.maker_id = $1 and (d.id = any($2) or d.machine_id = any($3))
      order by d.code`,
    [tx.scope.makerId, deviceIds, machineIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
