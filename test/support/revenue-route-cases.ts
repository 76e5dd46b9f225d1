import { createHash } from 'node:crypto';
import type { RouteCase } from './route-case.js';

const contract: RouteCase['path'] = (of) => ({ id: of.ids.contract! });
const cost: RouteCase['path'] = (of) => ({ id: of.ids.contract_cost! });
const OCTOBER = () => 'from=2026-10&to=2026-10';
const FIRST = { 'if-match': '"1"' };

/** Returns a file with one cost of the customer's contract, identified by its note. */
const file = (note: string, isReviewed: boolean): FormData => {
  const text = `contract;kind;month;amount;note\nK-a;parts;2026-10;12.50;${note}\n`;
  const data = new FormData();
  if (isReviewed) data.append('sha256', createHash('sha256').update(text).digest('hex'));
  data.append('file', new Blob([text], { type: 'text/csv' }), 'costs.csv');
  return data;
};

/** Returns an index clause with a fixed yearly increase and the given changes. */
const clause = (more: object): object => ({
  from: '2099-01-01',
  weights: [],
  fixedPercentPerYear: '3',
  cap: null,
  floor: null,
  noticeDays: 30,
  lateNotice: 'postponed',
  charges: null,
  indexLagMonths: 1,
  baseMonth: null,
  factorDecimals: null,
  priceDecimals: null,
  ...more,
});

const withClause =
  (more: object): RouteCase['given'] =>
  async (of, _maker, { sql }) => {
    await sql(`update contract set index_clause = $2 where id = $1`, [
      of.ids.contract,
      JSON.stringify(clause(more)),
    ]);
  };

/** Creates a contract with a fixed price increase that hasn't been applied yet. */
const withStep: RouteCase['given'] = async (of, maker, given) => {
  await withClause({})!(of, maker, given);
  await given.sql(`delete from contract_amendment where contract_id = $1 and step_on is not null`, [
    of.ids.contract,
  ]);
};

/** Costs and margins are visible only to the maker, whichever customer they belong to. */
export const REVENUE_ROUTE_CASES: Readonly<Record<string, RouteCase>> = {
  'GET /contracts/:id/costs': {
    audience: 'staff',
    as: 'finance',
    path: contract,
    shows: (of) => of.ids.contract_cost!,
  },
  'POST /contracts/:id/costs': {
    audience: 'staff',
    as: 'finance',
    path: contract,
    body: (of) => ({
      kind: 'labour_travel',
      month: '2026-10',
      amount: '250.00',
      currency: 'PLN',
      machineId: of.ids.machine,
    }),
    shows: (of) => of.ids.contract!,
  },
  'PATCH /costs/:id': {
    audience: 'staff',
    as: 'finance',
    path: cost,
    headers: FIRST,
    body: () => ({ amount: '400.00' }),
    shows: (of) => of.ids.contract_cost!,
  },
  'DELETE /costs/:id': { audience: 'staff', as: 'finance', path: cost, headers: FIRST },
  'POST /cost-imports/preview': {
    audience: 'self',
    as: 'finance',
    body: () => file('looked at', false),
    shows: () => '"valid":1',
  },
  'POST /cost-imports': {
    audience: 'self',
    as: 'finance',
    body: () => file('imported', true),
    shows: () => '"created":1',
  },
  'GET /cost-imports/template': { audience: 'self', as: 'finance', shows: () => 'labour_travel' },
  'GET /revenue': {
    audience: 'staff',
    as: 'finance',
    query: () => 'from=2026-09&to=2026-10',
    shows: () => '"revenueClass"',
  },
  'GET /revenue/documents': {
    audience: 'staff',
    as: 'finance',
    query: OCTOBER,
    shows: (of) => of.ids.invoice!,
  },
  'GET /revenue/unbilled': {
    audience: 'staff',
    as: 'finance',
    query: () => 'month=2026-08',
    shows: (of) => of.ids.contract!,
  },
  'GET /revenue/recurring': {
    audience: 'staff',
    as: 'finance',
    query: () => 'month=2026-10',
    shows: (of) => of.ids.contract!,
  },
  'GET /revenue/margins': {
    audience: 'staff',
    as: 'finance',
    query: () => 'from=2026-10&to=2026-10&by=machine',
    shows: (of) => of.ids.machine!,
  },
  'GET /revenue/export': {
    audience: 'staff',
    as: 'finance',
    query: OCTOBER,
    shows: () => '390.00',
  },
  'GET /price-indexes': {
    audience: 'staff',
    as: 'finance',
    shows: (_of, maker) => maker.ids.price_index!,
  },
  'POST /price-indexes': {
    audience: 'self',
    as: 'finance',
    body: () => ({ series: 'steel', month: '2026-10', value: '197.5', source: 'GUS' }),
    shows: () => '"value":"197.5"',
  },
  'GET /contracts/:id/escalation': {
    audience: 'staff',
    as: 'finance',
    path: contract,
    given: withClause({ weights: [{ key: 'wages', weight: '1' }], fixedPercentPerYear: null }),
    shows: () => '"noticeBy":"2098-12-02"',
  },
  'POST /contracts/:id/escalation/preview': {
    audience: 'staff',
    as: 'finance',
    path: contract,
    body: () => ({ indexClause: clause({ from: '2098-01-01' }) }),
    shows: () => '"on":"2098-01-01"',
  },
  'POST /contracts/:id/escalation': {
    audience: 'staff',
    as: 'finance',
    path: contract,
    given: withStep,
    body: () => ({ stepOn: '2099-01-01' }),
    shows: () => '"stepOn":"2099-01-01"',
  },
  'GET /index-steps': {
    audience: 'staff',
    as: 'finance',
    query: () => 'days=731',
    given: withClause({ from: '2020-01-01', noticeDays: 0 }),
    shows: (of) => of.ids.contract!,
  },
  'POST /index-steps': {
    audience: 'staff',
    as: 'finance',
    given: withStep,
    body: (of) => ({ items: [{ contractId: of.ids.contract, stepOn: '2099-01-01' }] }),
    shows: () => '"fault":null',
  },
  'GET /contracts/:id/revenue': {
    audience: 'staff',
    as: 'finance',
    path: contract,
    query: OCTOBER,
    shows: () => '"cost":"390.00"',
  },
};
