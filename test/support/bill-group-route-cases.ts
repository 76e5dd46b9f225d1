import type { RouteCase } from './route-case.js';

const group: RouteCase['path'] = (of) => ({ id: of.ids.bill_group! });
const september: RouteCase['path'] = (of) => ({ id: of.ids.bill_group!, month: '2026-09' });
/** Puts the draft of September on the document of the billing group. */
const together: RouteCase['given'] = async (of, _maker, { sql }) => {
  await sql(`update invoice set bill_group_id = $1 where id = $2`, [of.ids.bill_group, of.ids.draft]);
};
const approvedTogether: RouteCase['given'] = async (of, maker, tools) => {
  await together(of, maker, tools);
  await tools.sql(`update invoice set state = 'approved', approved_at = now() where id = $1`, [of.ids.draft]);
};
/** Creates an issued document for August. */
const issuedTogether: RouteCase['given'] = async (of, _maker, { sql }) => {
  await sql(
    `insert into invoice select (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(),
       'period_from', '2026-08-01', 'period_to', '2026-09-01', 'number', i.number || '-G', 'sequence', i.sequence + 900,
       'bill_group_id', $1::text))).* from invoice i where i.id = $2`,
    [of.ids.bill_group, of.ids.invoice],
  );
};
const seen = (of: Parameters<NonNullable<RouteCase['shows']>>[0]) => ({
  invoices: [{ invoiceId: of.ids.draft!, version: 1, contentHash: 'd'.repeat(64) }],
});

/** Contracts that are billed on one document, and decisions about the document. */
export const BILL_GROUP_ROUTE_CASES: Readonly<Record<string, RouteCase>> = {
  'GET /bill-groups': { audience: 'customer', shows: (of) => of.ids.bill_group! },
  'GET /bill-groups/:id': { audience: 'customer', path: group, shows: (of) => of.ids.contract! },
  'POST /bill-groups': {
    audience: 'staff',
    as: 'finance',
    body: (of) => ({ name: 'All of it', contractIds: [of.ids.contract], from: '2027-01' }),
    shows: (of) => of.customerId,
  },
  'PATCH /bill-groups/:id': {
    audience: 'staff',
    as: 'finance',
    path: group,
    headers: { 'if-match': '"1"' },
    body: () => ({ whenHeld: 'go_on' }),
    shows: () => '"whenHeld":"go_on"',
  },
  'POST /bill-groups/:id/contracts': {
    audience: 'staff',
    as: 'finance',
    path: group,
    body: (of) => ({ contractId: of.ids.contract, from: '2027-01' }),
    shows: () => '"from":"2027-01"',
  },
  'POST /bill-groups/:id/contracts/:contractId/leave': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.ids.bill_group!, contractId: of.ids.contract! }),
    body: () => ({ from: '2025-03' }),
    shows: () => '"to":"2025-03"',
  },
  'GET /bill-groups/:id/documents/:month': {
    audience: 'customer',
    path: (of) => ({ id: of.ids.bill_group!, month: '2026-08' }),
    given: issuedTogether,
    shows: (of) => of.ids.contract!,
  },
  'POST /bill-groups/:id/documents/:month/approve': {
    audience: 'staff',
    as: 'finance',
    path: september,
    given: together,
    body: seen,
    shows: (of) => of.ids.draft!,
  },
  'POST /bill-groups/:id/documents/:month/reopen': {
    audience: 'staff',
    as: 'finance',
    path: september,
    given: approvedTogether,
    body: (of) => ({ invoices: [{ invoiceId: of.ids.draft!, version: 1 }], why: 'A second look' }),
    shows: (of) => of.ids.draft!,
  },
  'POST /bill-groups/:id/documents/:month/issue': {
    audience: 'staff',
    as: 'finance',
    path: september,
    given: approvedTogether,
    body: seen,
    shows: (of) => of.ids.draft!,
  },
};
