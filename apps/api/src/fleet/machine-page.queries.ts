import type { MachineState } from '#equipment';
import {
  contains,
  forceGenericPlans,
  type ListOrder,
  type Page,
  preparedQuery,
  readListOrder,
  seesAllRows,
  textColumn,
  toPage,
  type Transaction,
} from '#platform';
import type { MachineQueryDto } from './fleet.dto.js';
import {
  type FleetParameters,
  fleetParameters,
  selectFleet,
  selectOthers,
  selectUrgent,
  selectWithoutState,
  withoutSigns,
  withoutStates,
} from './fleet.sql.js';

const SERIAL = textColumn('f.serial');
const MODEL = textColumn('f.model_code');
const SITE = textColumn(`lower(coalesce(f.city, '') || coalesce(f.site_name, ''))`);
const CUSTOMER = textColumn(`lower(coalesce(f.customer_name, ''))`);

/** Columns that don't depend on a machine's state. */
const STATELESS = { serial: SERIAL, model: MODEL, site: SITE, customer: CUSTOMER };

/** `attention` sorts by urgency. A rank is a single digit. */
const SORTABLE = {
  attention: textColumn(`(f.rank::text || ' ' || f.serial)`),
  serial: SERIAL,
  model: MODEL,
  site: SITE,
  customer: CUSTOMER,
  lastReadingAt: textColumn(
    `coalesce(to_char(f.last_reading_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), '')`,
  ),
};

const BY_ATTENTION: ReadonlySet<string> = new Set(['', 'attention', '-attention']);

/** Start of the sort value of a machine that needs no attention. */
const OTHER = '7 ';

/** States of machines that need attention. */
const URGENT_STATES: ReadonlySet<MachineState> = new Set(['fault', 'silent', 'service']);

/** Condition on `MACHINES` without filters. */
const ALL = 'm.archived_at is null';

/** Filters as a condition on `MACHINES`. The six parameters of `machineValuesOf` start at number `n`. */
const machineFilters = (n: number): string => `m.archived_at is null
        and ${contains(`$${n}`, 'm.serial', 'mo.code', 'mo.name', `coalesce(s.name, '')`, `coalesce(s.city, '')`, `coalesce(c.name, '')`)}
        and ($${n + 1}::uuid is null or coalesce(s.hub_id, c.hub_id) = $${n + 1}) and ($${n + 2}::uuid is null or m.model_id = $${n + 2})
        and ($${n + 3}::uuid is null or c.id = $${n + 3}) and ($${n + 4}::uuid is null or s.id = $${n + 4})
        and ($${n + 5}::text[] is null or m.lifecycle = any($${n + 5}))`;

/** Filters as a condition on `fleet f`. The two parameters of `stateValuesOf` start at number `n`. */
const stateFilters = (n: number): string =>
  `($${n}::text[] is null or f.state = any($${n})) and ($${n + 1}::boolean is null or (f.rank < 7) = $${n + 1})`;

const machineValuesOf = (query: MachineQueryDto): readonly unknown[] => {
  const { search, hubId, modelId, customerId, siteId, lifecycle } = query;
  return [search, hubId, modelId, customerId, siteId, lifecycle].map((value) => value ?? null);
};

const stateValuesOf = ({ state, needsAttention }: MachineQueryDto): readonly unknown[] => [
  state ?? null,
  needsAttention ?? null,
];

const filterValuesOf = (query: MachineQueryDto): readonly unknown[] => [
  ...machineValuesOf(query),
  ...stateValuesOf(query),
];

const hasFilters = (query: MachineQueryDto): boolean => filterValuesOf(query).some((value) => value !== null);

/** Whether all machines that match the filters need attention. */
const onlyUrgent = ({ state, needsAttention }: MachineQueryDto): boolean =>
  needsAttention === true || state?.every((one) => URGENT_STATES.has(one)) === true;

interface PageRow {
  readonly id: string;
  readonly sort_value: string;
}

interface UrgentRow extends PageRow {
  /** Whether the machine matches the filters by state and follows the cursor. */
  readonly is_listed: boolean;
}

/**
 * Returns the ids of a page of the fleet, by default the machines that need attention first. Derives the states of as
 * few machines as the order and the filters allow.
 * @throws DomainError api.sort_unknown, platform.cursor_invalid
 */
export async function findMachinePage(
  tx: Transaction,
  query: MachineQueryDto,
  usage: boolean,
): Promise<Page<string>> {
  const order = readListOrder(query, SORTABLE, 'attention', 'f.id');
  const facts = fleetParameters(tx.scope, tx.now, { usage });
  // A customer or technician sees few machines of a large fleet. Their devices are found through the machines, because
  // looking for urgent devices first would check the right to see each device of the maker.
  const rows = !needsStates(query)
    ? await listWithoutStates(tx, query, readListOrder(query, STATELESS, 'serial', 'f.id'), facts)
    : BY_ATTENTION.has(query.sort ?? '') && seesAllRows(tx.scope)
      ? await listByAttention(tx, query, order, facts)
      : await listSorted(tx, query, order, facts);
  const { items, next } = toPage(rows, query.limit, ({ sort_value, id }) => [sort_value, id]);
  return { items: items.map(({ id }) => id), next };
}

/**
 * Lists the machines that need attention, and the other machines. Machines that need attention are few and are all
 * read. The other machines are read in the order of an index, and only as far as the page requires.
 */
async function listByAttention(
  tx: Transaction,
  query: MachineQueryDto,
  order: ListOrder,
  facts: FleetParameters,
): Promise<PageRow[]> {
  const urgent = hasFilters(query)
    ? await runFiltered<UrgentRow>(tx, urgentText(order, machineFilters(7), stateFilters(13), 15), [
        ...facts,
        ...filterValuesOf(query),
        ...order.parameters,
      ])
    : await runUnfiltered<UrgentRow>(tx, urgentText(order, ALL, 'true', 7), [...facts, ...order.parameters]);
  const listed = urgent.filter(({ is_listed }) => is_listed);
  const isDescending = query.sort === '-attention';
  const [cursor] = order.parameters;
  const isAmongUrgent = typeof cursor === 'string' && !cursor.startsWith(OTHER);
  const isComplete = isDescending ? isAmongUrgent : listed.length > query.limit;
  if (isComplete || onlyUrgent(query)) return listed.slice(0, query.limit + 1);
  const serial = typeof cursor !== 'string' || isAmongUrgent ? null : cursor.slice(OTHER.length);
  const page = [urgent.map(({ id }) => id), serial, query.limit + 1];
  const others = hasFilters(query)
    ? await runFiltered<PageRow>(tx, othersText(isDescending, machineFilters(6), stateFilters(12), 14), [
        ...withoutSigns(facts),
        ...filterValuesOf(query),
        ...page,
      ])
    : await runUnfiltered<PageRow>(tx, othersText(isDescending, ALL, 'true', 6), [
        ...withoutSigns(facts),
        ...page,
      ]);
  return (isDescending ? [...others, ...listed] : [...listed, ...others]).slice(0, query.limit + 1);
}

/** @param cursor number of the first parameter of the cursor */
const urgentText = (order: ListOrder, machines: string, states: string, cursor: number): string => `
  with ${selectUrgent(machines)}
  select f.id, ${order.expression} as sort_value, coalesce(${states} and ${order.after(cursor)}, false) as is_listed
    from fleet f order by ${order.orderBy}`;

/**
 * Parameter `n` contains the ids of the machines that need attention. The next parameters contain the serial number of
 * the cursor and the limit. The serial number alone lets the index skip the machines before the cursor.
 */
const othersText = (isDescending: boolean, machines: string, states: string, n: number): string => `
  with ${selectOthers(`${machines} and ($${n + 1}::text is null or m.serial ${isDescending ? '<' : '>'} $${n + 1})`, `$${n}`)}
  select f.id, '${OTHER}' || f.serial as sort_value from fleet f
   where ${states} order by f.serial ${isDescending ? 'desc' : 'asc'} limit $${n + 2}`;

/** Whether the order or a filter depends on the machines' states. */
const needsStates = (query: MachineQueryDto): boolean =>
  !Object.hasOwn(STATELESS, (query.sort ?? '').replace(/^-/, '')) ||
  stateValuesOf(query).some((value) => value !== null);

/** Lists machines by a column that depends on their state. */
function listSorted(
  tx: Transaction,
  query: MachineQueryDto,
  order: ListOrder,
  facts: FleetParameters,
): Promise<PageRow[]> {
  const page = [...order.parameters, query.limit + 1];
  if (!hasFilters(query))
    return runUnfiltered(tx, sortedText(order, selectFleet(ALL), 'true', 7), [...facts, ...page]);
  const values = [...facts, ...filterValuesOf(query), ...page];
  const fleet =
    onlyUrgent(query) && seesAllRows(tx.scope)
      ? selectUrgent(machineFilters(7))
      : selectFleet(machineFilters(7));
  return runFiltered(tx, sortedText(order, fleet, stateFilters(13), 15), values);
}

/** Lists machines by a column that doesn't depend on their state. */
function listWithoutStates(
  tx: Transaction,
  query: MachineQueryDto,
  order: ListOrder,
  facts: FleetParameters,
): Promise<PageRow[]> {
  const values = withoutStates(facts);
  const page = [...order.parameters, query.limit + 1];
  return hasFilters(query)
    ? runFiltered(tx, sortedText(order, selectWithoutState(machineFilters(3)), 'true', 9), [
        ...values,
        ...machineValuesOf(query),
        ...page,
      ])
    : runUnfiltered(tx, sortedText(order, selectWithoutState(ALL), 'true', 3), [...values, ...page]);
}

/** @param cursor number of the first parameter of the cursor; the limit follows it */
const sortedText = (order: ListOrder, fleet: string, states: string, cursor: number): string => `
  with ${fleet}
  select f.id, ${order.expression} as sort_value from fleet f
   where ${states} and ${order.after(cursor)} order by ${order.orderBy} limit $${cursor + 2}`;

/** Runs a query with a generic plan, because planning takes longer than reading a small fleet. */
async function runUnfiltered<Row extends object>(
  tx: Transaction,
  text: string,
  parameters: readonly unknown[],
): Promise<Row[]> {
  await forceGenericPlans(tx);
  return preparedQuery<Row>(tx, text, parameters);
}

/** Runs a query with a plan for its filters. A generic plan would misjudge how many machines match. */
function runFiltered<Row>(tx: Transaction, text: string, parameters: readonly unknown[]): Promise<Row[]> {
  return tx.manager.query(text, [...parameters]);
}
