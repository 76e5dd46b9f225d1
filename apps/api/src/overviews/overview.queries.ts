import { isContractAtSite } from '#contracts';
import { MACHINE_STATES, type MachineState } from '#equipment';
import type { Permission } from '#organization';
import { isOwnTicket, loadOwnershipParameter } from '#service';
import type { Transaction } from '#platform';
import { FLEET_STATES, fleetParameters } from '../fleet/fleet.sql.js';
import { KIT_DAYS, toSum } from '../fleet/today.queries.js';
import { type DueDocument, summariseDue } from './due-documents.js';
import type { FeedSubject } from './feed.queries.js';
import type { OverviewDto, OverviewMoneyDto } from './overview.dto.js';

const DAY_MS = 86_400_000;

const OF_CONTRACT = `k.maker_id = $1 and k.customer_id = $2 and ($3::uuid is null or ${isContractAtSite('k.id', 'k.zone', 3)})`;
const OF_INVOICE = `i.maker_id = $1 and i.customer_id = $2 and ($3::uuid is null or ${isContractAtSite('i.contract_id', 'i.zone', 3)})`;

/** Returns the state of a customer or site. A part is null if the caller has no permission for it. */
export async function getOverview(
  tx: Transaction,
  subject: FeedSubject,
  permissions: ReadonlySet<Permission>,
): Promise<OverviewDto> {
  const ifMay = async <Part>(permission: Permission, part: () => Promise<Part>): Promise<Part | null> =>
    permissions.has(permission) ? part() : null;
  return {
    machines: await countMachines(tx, subject),
    openAlarms: await countAlarms(tx, subject),
    openTickets: await ifMay('tickets.read', () => countTickets(tx, subject)),
    contracts: await ifMay('contracts.read', () => countContracts(tx, subject)),
    kitsDue: await ifMay('parts.read', () => countKits(tx, subject)),
    openDisputes: await ifMay('invoices.read', () => countDisputes(tx, subject)),
    money: await ifMay('invoices.read', () => sumMoney(tx, subject)),
  };
}

/** Counts machines by state, as in the fleet. */
async function countMachines(
  tx: Transaction,
  { customerId, siteId }: FeedSubject,
): Promise<OverviewDto['machines']> {
  const rows: { state: MachineState; count: number }[] = await tx.manager.query(
    `with ${FLEET_STATES}
     select state, count(*)::int as count from fleet
      where archived_at is null and customer_id = $7 and ($8::uuid is null or site_id = $8) group by state`,
    [...fleetParameters(tx.scope, tx.now, { usage: false, unplaced: false }), customerId, siteId],
  );
  const countOf = (state: MachineState): number => rows.find((row) => row.state === state)?.count ?? 0;
  return {
    total: rows.reduce((sum, { count }) => sum + count, 0),
    states: Object.fromEntries(
      MACHINE_STATES.map((state) => [state, countOf(state)]),
    ) as unknown as OverviewDto['machines']['states'],
  };
}

async function countAlarms(
  tx: Transaction,
  { customerId, siteId }: FeedSubject,
): Promise<OverviewDto['openAlarms']> {
  const [counts]: OverviewDto['openAlarms'][] = await tx.manager.query(
    `select count(*) filter (where severity = 'critical')::int as critical,
            count(*) filter (where severity = 'warning')::int as warning,
            count(*) filter (where severity = 'info')::int as info
       from alarm
      where maker_id = $1 and customer_id = $2 and ($3::uuid is null or site_id = $3)
        and cleared_at is null and withdrawn_at is null`,
    [tx.scope.makerId, customerId, siteId],
  );
  return counts!;
}

async function countTickets(
  tx: Transaction,
  { customerId, siteId }: FeedSubject,
): Promise<OverviewDto['openTickets']> {
  const [counts]: NonNullable<OverviewDto['openTickets']>[] = await tx.manager.query(
    `select count(*)::int as total, count(*) filter (where t.state = 'new')::int as unassigned
       from ticket t
      where t.maker_id = $1 and t.customer_id = $2 and ($3::uuid is null or t.site_id = $3)
        and t.state not in ('closed', 'cancelled') and ${isOwnTicket(4)}`,
    [tx.scope.makerId, customerId, siteId, await loadOwnershipParameter(tx)],
  );
  return counts!;
}

async function countContracts(
  tx: Transaction,
  { customerId, siteId }: FeedSubject,
): Promise<OverviewDto['contracts']> {
  const [counts]: NonNullable<OverviewDto['contracts']>[] = await tx.manager.query(
    `select count(*) filter (where k.state = 'draft')::int as draft,
            count(*) filter (where k.state = 'active')::int as active,
            count(*) filter (where k.state = 'ended')::int as ended
       from contract k where ${OF_CONTRACT}`,
    [tx.scope.makerId, customerId, siteId],
  );
  return counts!;
}

/** Counts kits that have not been sent and are due within the same number of days as on the Today page. */
async function countKits(tx: Transaction, { customerId, siteId }: FeedSubject): Promise<number> {
  const dueBefore = new Date(tx.now.getTime() + KIT_DAYS * DAY_MS).toISOString().slice(0, 10);
  const [counted]: { count: number }[] = await tx.manager.query(
    `select count(*)::int as count from kit_delivery v
      where v.maker_id = $1 and v.customer_id = $2 and ($3::uuid is null or v.site_id = $3)
        and v.state in ('forecast', 'reserved') and v.predicted_on <= $4::date`,
    [tx.scope.makerId, customerId, siteId, dueBefore],
  );
  return counted!.count;
}

async function countDisputes(tx: Transaction, { customerId, siteId }: FeedSubject): Promise<number> {
  const [counted]: { count: number }[] = await tx.manager.query(
    `select count(*)::int as count from dispute d join invoice i on i.maker_id = d.maker_id and i.id = d.invoice_id
      where d.maker_id = $1 and d.customer_id = $2 and d.state = 'open' and ${OF_INVOICE}`,
    [tx.scope.makerId, customerId, siteId],
  );
  return counted!.count;
}

async function sumMoney(tx: Transaction, subject: FeedSubject): Promise<OverviewMoneyDto> {
  const drafts = await sumDrafts(tx, subject);
  return {
    unbilled: drafts.map(({ currency, unbilledMinor }) => toSum(currency, unbilledMinor)),
    held: drafts
      .map(({ currency, heldMinor }) => toSum(currency, heldMinor))
      .filter(({ amountMinor }) => amountMinor !== '0'),
    ...summariseDue(await listDue(tx, subject)),
  };
}

interface DraftSum {
  readonly currency: string;
  readonly unbilledMinor: string;
  readonly heldMinor: string;
}

/**
 * Returns the net totals of invoices that are not issued, by currency, like `loadDraftTotals` of `#invoicing` for the
 * maker. A test compares both.
 */
async function sumDrafts(tx: Transaction, { customerId, siteId }: FeedSubject): Promise<DraftSum[]> {
  return tx.manager.query(
    `select currency, sum(net)::text as "unbilledMinor",
            coalesce(sum(net) filter (where held_lines > 0 or state = 'held'), 0)::text as "heldMinor"
       from (select i.currency, i.held_lines, i.state, case i.kind when 'credit_note' then -i.net_minor else i.net_minor end as net
               from invoice i where ${OF_INVOICE} and i.number is null) draft
      group by currency order by currency`,
    [tx.scope.makerId, customerId, siteId],
  );
}

/**
 * Lists issued documents that are due today or later, according to the seller's time zone. The document of a billing
 * group is one row, with the amounts of the subject's contracts and the open amount of the whole document.
 */
async function listDue(tx: Transaction, { customerId, siteId }: FeedSubject): Promise<DueDocument[]> {
  return tx.manager.query(
    `select coalesce(i.lead_id, i.id) as id, min(i.number) as number, min(i.due_on)::text as "dueOn", i.currency,
            case when min(i.bill_group_id::text) is not null then
              json_build_object('id', min(i.bill_group_id::text), 'month', to_char(min(i.period_from), 'YYYY-MM')) end as "group",
            sum(i.gross_minor)::text as "grossMinor", sum(i.deposit_minor)::text as "depositMinor",
            trim_scale(max(i.payable_increment))::text as "payableIncrement", o.open_minor::text as "openMinor"
       from invoice i
       join legal_entity le on le.maker_id = i.maker_id and le.id = i.legal_entity_id
       join open_item o on o.maker_id = i.maker_id and o.document_id = coalesce(i.lead_id, i.id)
      where ${OF_INVOICE} and i.state = 'issued' and i.document_type <> 'credit_note' and i.kind <> 'credit_note'
        and i.due_on >= ($4::timestamptz at time zone le.zone)::date
      group by coalesce(i.lead_id, i.id), i.currency, o.open_minor`,
    [tx.scope.makerId, customerId, siteId, tx.now],
  );
}
