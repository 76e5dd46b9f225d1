import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RouteCase } from './route-case.js';
import { WORLD_DAY } from './world.js';

/** October 2026 in Warsaw, as in the world's usage. */
const FROM = Date.parse('2026-09-30T22:00:00Z');
const TO = Date.parse('2026-10-31T23:00:00Z');
const BASIS = JSON.stringify({
  zone: 'Europe/Warsaw',
  modulus: null,
  maxRatePerHour: null,
  maxGapMinutes: 1440,
  windows: [{ since: 0, from: FROM, to: TO }],
});

const SIMULATED = 'd9a1c1f0-6f0a-4b58-9a63-0c8a1e7f4b52';
const contract: RouteCase['path'] = (of) => ({ id: of.ids.contract! });
const exception: RouteCase['path'] = (of) => ({ id: of.ids.meter_exception! });
const line: RouteCase['path'] = (of) => ({ id: of.ids.invoice_line! });
const draft: RouteCase['path'] = (of) => ({ id: of.ids.draft! });
const approved: RouteCase['given'] = async (of, _maker, { sql }) => {
  await sql(`update invoice set state = 'approved', approved_at = now() where id = $1`, [of.ids.draft]);
};
const disputable: RouteCase['given'] = async (of, _maker, { sql }) => {
  await sql(`update contract set terms = '{"meter":{"dispute_days":3650}}' where id = $1`, [of.ids.contract]);
};
const amendmentDraft: RouteCase['path'] = (of) => ({
  contractId: of.ids.contract!,
  id: of.ids.amendment_draft!,
});
const LONGER = { effectiveOn: '2026-12-01', reason: 'Goes on', endsOn: '2031-12-31' };
const AVAILABILITY = {
  type: 'availability',
  key: 'availability',
  clause: '7.3',
  bands: [{ below: '98', percent: '10' }],
  chargeKeys: ['care'],
  machineIds: [],
};
const OPENING = {
  billedUntil: '2026-09-30',
  note: 'Billed by ACME',
  readings: [],
  amounts: [],
  balances: [],
};
/** Creates a contract without machines and without issued invoices. */
const unbilled: RouteCase['given'] = async (of, _maker, { sql }) => {
  of.ids.unbilled_contract = crypto.randomUUID();
  await sql(
    `insert into contract select (jsonb_populate_record(c, jsonb_build_object('id', $2::uuid, 'number', c.number || '-NEW'))).*
       from contract c where c.id = $1`,
    [of.ids.contract, of.ids.unbilled_contract],
  );
};
const unsigned: RouteCase['given'] = async (of, maker, tools) => {
  await unbilled(of, maker, tools);
  await tools.sql(`update contract set state = 'draft', billed_from = null where id = $1`, [
    of.ids.unbilled_contract,
  ]);
};
/** Creates a draft contract, and stores the hash of the terms to accept in `of.ids`. */
const offered: RouteCase['given'] = async (of, maker, tools) => {
  await unsigned(of, maker, tools);
  const { contentHash } = await tools.get(
    maker.staff.finance,
    `/contracts/${of.ids.unbilled_contract}/acceptances`,
  );
  of.ids.terms_hash = String(contentHash);
};
const unbilledContract: RouteCase['path'] = (of) => ({ contractId: of.ids.unbilled_contract! });
const takeoverDraft: RouteCase['given'] = async (of, maker, tools) => {
  await unbilled(of, maker, tools);
  await tools.sql(
    `insert into contract_takeover (maker_id, contract_id, content, drafted_at) values ($1, $2, $3, now())`,
    [maker.makerId, of.ids.unbilled_contract, JSON.stringify(OPENING)],
  );
};
const dispute: RouteCase['path'] = (of) => ({ id: of.ids.dispute! });
const derivable: RouteCase['given'] = async (of, _maker, { sql }) => {
  await sql(`update usage_period set basis = $1 where id = $2`, [BASIS, of.ids.usage_period]);
};

/** Contracts, usage, drafts and proofs. */
export const BILLING_ROUTE_CASES: Readonly<Record<string, RouteCase>> = {
  'GET /plans': { audience: 'everyone', shows: (_of, maker) => maker.ids.plan! },
  'POST /plans': {
    audience: 'self',
    body: () => ({ code: 'NEW', name: { en: 'New' }, structure: 'per_unit' }),
    shows: () => 'per_unit',
  },
  'PATCH /plans/:id': {
    audience: 'everyone',
    as: 'finance',
    path: (_of, maker) => ({ id: maker.ids.plan! }),
    headers: { 'if-match': '"1"' },
    body: () => ({ structure: 'per_unit', archived: true }),
    shows: (_of, maker) => maker.ids.plan!,
  },
  'GET /customers/:id/buyers': {
    audience: 'customer',
    path: (of) => ({ id: of.customerId }),
    shows: (of) => of.ids.buyer!,
  },
  'POST /customers/:id/buyers': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.customerId }),
    body: () => ({ name: 'Second company', country: 'DE' }),
    shows: (of) => of.customerId,
  },
  'PATCH /buyers/:id': {
    audience: 'customer',
    as: 'finance',
    path: (of) => ({ id: of.ids.buyer! }),
    headers: { 'if-match': '"1"' },
    body: () => ({ invoiceEmail: 'accounts@customer.example' }),
    shows: (of) => of.ids.buyer!,
  },
  'GET /buyers/:id/orders': {
    audience: 'customer',
    path: (of) => ({ id: of.ids.buyer! }),
    shows: (of) => of.ids.order!,
  },
  'POST /buyers/:id/orders': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.ids.buyer! }),
    body: () => ({ number: '4500012345', validFrom: '2026-11-01' }),
    shows: (of) => of.ids.buyer!,
  },
  'PATCH /orders/:id': {
    audience: 'customer',
    as: 'finance',
    path: (of) => ({ id: of.ids.order! }),
    headers: { 'if-match': '"1"' },
    body: () => ({ reference: 'cost centre 7' }),
    shows: (of) => of.ids.order!,
  },
  'GET /contracts': { audience: 'customer', shows: (of) => of.ids.contract! },
  'GET /contracts/:id': { audience: 'customer', path: contract, shows: (of) => of.ids.meter! },
  'POST /contracts': {
    audience: 'staff',
    as: 'finance',
    body: (of, maker) => ({
      number: 'K-new',
      customerId: of.customerId,
      legalEntityId: maker.ids.legal_entity,
      planId: maker.ids.plan,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn: '2026-11-01',
      machines: [{ machineId: of.ids.machine, from: '2026-11-01' }],
    }),
    shows: (of) => of.customerId,
  },
  'PATCH /contracts/:id': {
    audience: 'customer',
    as: 'finance',
    path: contract,
    headers: { 'if-match': '"1"' },
    body: () => ({ terms: { note: 'as agreed' } }),
    shows: (of) => of.ids.contract!,
  },
  'DELETE /contracts/:id': {
    audience: 'staff',
    as: 'finance',
    given: unsigned,
    path: (of) => ({ id: of.ids.unbilled_contract! }),
    headers: { 'if-match': '"1"' },
  },
  'GET /contracts/:id/exit': {
    audience: 'customer',
    path: contract,
    shows: () => '"monthlyPayment":{"amount":"4900.00"',
  },
  'GET /contracts/:contractId/acceptances': {
    audience: 'customer',
    path: (of) => ({ contractId: of.ids.contract! }),
    shows: (of) => `Somebody of ${of.customerId}`,
  },
  'POST /contracts/:contractId/acceptances': {
    audience: 'customer',
    as: 'customer_admin',
    given: offered,
    path: unbilledContract,
    body: (of) => ({
      acceptedBy: 'Marek Kowalski',
      contentHash: of.ids.terms_hash!,
      comment: 'Please start on a Monday',
    }),
    shows: () => '"comment":"Please start on a Monday"',
  },
  'POST /contracts/:contractId/acceptances/paper': {
    audience: 'staff',
    as: 'finance',
    given: offered,
    path: unbilledContract,
    body: (of) => ({
      acceptedBy: 'Marek Kowalski',
      acceptedOn: '2026-01-01',
      reference: 'Folder 7',
      contentHash: of.ids.terms_hash!,
    }),
    shows: () => '"way":"paper"',
  },
  'GET /contracts/:contractId/downtime': {
    audience: 'customer',
    path: (of) => ({ contractId: of.ids.contract! }),
    shows: (of) => `Stood at ${of.customerId}`,
  },
  'GET /contracts/:contractId/downtime/seen': {
    audience: 'customer',
    given: async (of, _maker, { sql }) => {
      await sql(`update contract set performance = $2 where id = $1`, [
        of.ids.contract,
        JSON.stringify([AVAILABILITY]),
      ]);
      await sql(
        `update device_status set last_values = last_values || '{"state":{}}'
          where device_key = (select device_key from device where id = $1)`,
        [of.ids.device],
      );
    },
    path: (of) => ({ contractId: of.ids.contract! }),
    query: () => `month=${WORLD_DAY.slice(0, 7)}`,
    shows: (of) => of.ids.machine!,
  },
  'POST /contracts/:contractId/downtime': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ contractId: of.ids.contract! }),
    body: (of) => ({
      machineId: of.ids.machine!,
      cause: 'supplier',
      from: '2026-02-03T04:00:00Z',
      to: '2026-02-03T09:00:00Z',
      reason: 'Valve replaced',
    }),
    shows: () => 'Valve replaced',
  },
  'POST /contracts/:contractId/downtime/:id/withdrawal': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ contractId: of.ids.contract!, id: of.ids.contract_downtime! }),
    body: () => ({ reason: 'Another machine' }),
    shows: () => 'Another machine',
  },
  'GET /contracts/:contractId/amendments': {
    audience: 'customer',
    path: (of) => ({ contractId: of.ids.amended_contract! }),
    shows: (of) => of.ids.amendment!,
  },
  'GET /contracts/:contractId/amendments/:id': {
    audience: 'customer',
    path: (of) => ({ contractId: of.ids.amended_contract!, id: of.ids.amendment! }),
    shows: (of) => of.ids.amendment!,
  },
  'GET /contracts/:contractId/amendments/:id/letter': {
    audience: 'customer',
    path: (of) => ({ contractId: of.ids.amended_contract!, id: of.ids.amendment! }),
    shows: (of) => `%PDF of ${of.customerId}`,
  },
  'POST /contracts/:contractId/amendments': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ contractId: of.ids.contract! }),
    body: () => LONGER,
    shows: () => '"state":"draft"',
  },
  'PATCH /contracts/:contractId/amendments/:id': {
    audience: 'staff',
    as: 'finance',
    path: amendmentDraft,
    headers: { 'if-match': '"1"' },
    body: () => LONGER,
    shows: (of) => of.ids.amendment_draft!,
  },
  'DELETE /contracts/:contractId/amendments/:id': {
    audience: 'staff',
    as: 'finance',
    path: amendmentDraft,
    headers: { 'if-match': '"1"' },
  },
  'POST /contracts/:contractId/amendments/:id/sign': {
    audience: 'staff',
    as: 'finance',
    // The accepted content must have the hash that was returned to its author.
    given: async (of, maker, { post }) => {
      const path = `/contracts/${of.ids.contract}/amendments`;
      const { id, contentHash } = await post(maker.staff.finance, path, LONGER);
      of.ids.amendment_draft = String(id);
      of.ids.amendment_hash = String(contentHash);
    },
    path: amendmentDraft,
    headers: { 'if-match': '"1"' },
    body: (of) => ({
      acceptedBy: 'Somebody',
      acceptedOn: '2026-01-01',
      contentHash: of.ids.amendment_hash!,
    }),
    shows: () => '"state":"signed"',
  },
  'POST /contracts/:contractId/amendments/preview': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ contractId: of.ids.contract! }),
    body: () => LONGER,
    shows: () => '"months":[',
  },
  'GET /contracts/:contractId/amendments/:id/preview': {
    audience: 'staff',
    as: 'finance',
    path: amendmentDraft,
    shows: () => '"months":[',
  },
  'GET /contracts/:contractId/takeover': {
    audience: 'customer',
    path: (of) => ({ contractId: of.ids.amended_contract! }),
    shows: () => '"billedFrom":"2025-04-01"',
  },
  'GET /contracts/:contractId/prepaid': {
    audience: 'customer',
    given: async (of, maker, tools) => {
      await unsigned(of, maker, tools);
      await tools.sql(
        `insert into charge (maker_id, id, contract_id, key, position, due, due_on, counts_by, pricing, prepaid)
           values ($1, gen_random_uuid(), $2, 'voucher', 9, 'once', '2026-02-01', 'month', $3, $4)`,
        [
          maker.makerId,
          of.ids.unbilled_contract,
          '{"model": "flat", "amount": "900"}',
          '{"chargeKey": "air", "quantity": "111.5", "expiresOn": null, "expiresAfterMonths": null}',
        ],
      );
    },
    path: unbilledContract,
    shows: () => '"left":"111.5"',
  },
  'GET /contracts/:contractId/takeover/asked': {
    audience: 'staff',
    as: 'finance',
    given: unbilled,
    path: unbilledContract,
    query: () => 'billedUntil=2026-09-30',
    shows: () => '"billedFrom":"2026-10-01"',
  },
  'PUT /contracts/:contractId/takeover': {
    audience: 'staff',
    as: 'finance',
    given: unbilled,
    path: unbilledContract,
    body: () => OPENING,
    shows: () => '"state":"draft"',
  },
  'DELETE /contracts/:contractId/takeover': {
    audience: 'staff',
    as: 'finance',
    given: takeoverDraft,
    path: unbilledContract,
    headers: { 'if-match': '"1"' },
  },
  'POST /contracts/:contractId/takeover/preview': {
    audience: 'staff',
    as: 'finance',
    given: unbilled,
    path: unbilledContract,
    body: () => OPENING,
    shows: () => '"months":[',
  },
  'POST /contracts/:contractId/takeover/approve': {
    audience: 'staff',
    as: 'finance',
    given: takeoverDraft,
    path: unbilledContract,
    headers: { 'if-match': '"1"' },
    body: () => ({ why: 'As the papers say' }),
    shows: () => '"state":"approved"',
  },
  'POST /contracts/check': {
    audience: 'staff',
    as: 'finance',
    body: (of) => ({
      customerId: of.customerId,
      startsOn: '2025-02-01',
      machines: [{ machineId: of.ids.machine!, from: '2025-02-01' }],
    }),
    shows: () => '"code":"contracts.machine_in_other_contract"',
  },
  'POST /contracts/preview': {
    audience: 'self',
    as: 'finance',
    body: () => ({ start: '2024-03-11', fees: [{ key: 'base', amount: '100' }], currency: 'EUR' }),
    shows: () => '"amount":"67.74"',
  },
  'POST /terms/preview': {
    audience: 'self',
    as: 'finance',
    body: () => ({
      currency: 'EUR',
      term: { type: 'deposit', amount: '500' },
      facts: { deductions: ['120'] },
    }),
    shows: () => '"refund":"380.00"',
  },
  'POST /metering/preview': {
    audience: 'self',
    as: 'finance',
    body: () => ({
      meter: { method: 'counter' },
      period: { from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z' },
      readings: [
        { at: '2026-10-01T00:00:00Z', value: '5' },
        { at: '2026-11-01T00:00:00Z', value: '12' },
      ],
    }),
    shows: () => '"quantity":"7"',
  },
  'GET /meter-events': {
    audience: 'customer',
    query: (of) => `contractId=${of.ids.contract}`,
    shows: (of) => of.ids.meter_event!,
    // Technicians have permission to read events of a machine, but not of a contract.
    technicians: 'none',
  },
  'POST /meter-events': {
    audience: 'staff',
    as: 'finance',
    body: (of) => ({
      kind: 'certificate',
      deviceId: of.ids.site_device,
      firstDay: '2026-10-01',
      lastDay: '2028-09-30',
      number: 'PTB 4711',
      tolerancePercent: '0.5',
      issuedBy: 'PTB',
      reason: 'Calibrated',
    }),
    shows: () => '"id"',
  },
  'POST /meter-events/:id/withdrawal': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.ids.meter_event! }),
    body: () => ({ reason: 'Another machine was meant' }),
  },
  'GET /meter-exceptions': {
    audience: 'customer',
    query: (of) => `customerId=${of.customerId}`,
    shows: (of) => of.ids.meter_exception!,
  },
  'GET /meter-exceptions/:id': {
    audience: 'customer',
    path: exception,
    shows: (of) => of.ids.contract!,
  },
  'GET /meter-exceptions/:id/counter': {
    audience: 'customer',
    path: exception,
    shows: () => '"value":"1010"',
  },
  'POST /meter-exceptions/:id/preview': {
    audience: 'staff',
    as: 'finance',
    path: exception,
    body: () => ({ choice: 'accept' }),
    shows: () => '"month":"2026-10"',
  },
  'POST /meter-exceptions/:id/decisions': {
    audience: 'staff',
    as: 'finance',
    path: exception,
    body: () => ({ choice: 'ignore', reason: 'The plant was closed', expected: null }),
    shows: () => '"id"',
  },
  'POST /meter-decisions/:id/verdict': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.ids.meter_decision! }),
    body: () => ({ verdict: 'confirmed' }),
  },
  'GET /meter-decisions/limits': {
    audience: 'staff',
    withheld: 'forbidden',
    as: 'finance',
    shows: () => '"unit":"m3"',
  },
  'PUT /meter-decisions/limits': {
    audience: 'self',
    body: () => ({ limits: [{ unit: 'm3', quantity: '500' }] }),
  },
  'GET /contracts/:id/usage': {
    audience: 'customer',
    path: contract,
    query: () => 'from=2026-10&to=2026-10',
    shows: (of) => of.ids.usage_period!,
  },
  'GET /contracts/:id/cost-so-far': { audience: 'customer', path: contract, shows: (of) => of.ids.meter! },
  'GET /tax-rules': { audience: 'staff', as: 'finance', shows: (_of, maker) => maker.ids.tax_rule_goods! },
  'POST /tax-rules': {
    audience: 'staff',
    as: 'finance',
    body: (_of, maker) => ({
      legalEntityId: maker.ids.legal_entity,
      buyerCountry: '*',
      supply: 'service',
      category: 'reverse_charge',
      percent: '0',
      reason: 'art. 28b',
      validFrom: '2026-01-01',
    }),
    shows: (_of, maker) => maker.ids.legal_entity!,
  },
  'PATCH /tax-rules/:id': {
    audience: 'staff',
    as: 'finance',
    path: (_of, maker) => ({ id: maker.ids.tax_rule_goods! }),
    headers: { 'if-match': '"1"' },
    body: () => ({ validTo: '2030-01-01' }),
    shows: (_of, maker) => maker.ids.tax_rule_goods!,
  },
  'GET /accounting-periods': {
    audience: 'staff',
    as: 'finance',
    shows: (_of, maker) => maker.ids.legal_entity!,
  },
  'POST /accounting-periods': {
    audience: 'staff',
    as: 'finance',
    body: (_of, maker) => ({
      legalEntityId: maker.ids.legal_entity,
      month: '2020-02',
      state: 'closed',
      why: 'Audited',
    }),
    shows: () => '"month":"2020-02"',
  },
  'GET /bank-accounts': { audience: 'staff', as: 'finance', shows: (_of, maker) => maker.ids.bank_account! },
  'POST /bank-accounts': {
    audience: 'staff',
    as: 'finance',
    body: (_of, maker) => ({
      legalEntityId: maker.ids.legal_entity,
      account: 'PL61 1090 1014 0000 0712 1981 2874',
      bank: 'Bank Example',
      bic: 'WBKPPLPP',
    }),
    shows: (_of, maker) => maker.ids.legal_entity!,
  },
  'POST /bank-accounts/:id/decision': {
    audience: 'staff',
    as: 'finance',
    path: (_of, maker) => ({ id: maker.ids.bank_account! }),
    body: () => ({ decision: 'approve', why: 'Compared with the bank’s letter' }),
    shows: () => '"state":"approved"',
  },
  'GET /ledger-accounts': {
    audience: 'staff',
    as: 'finance',
    shows: (_of, maker) => maker.ids.ledger_account!,
  },
  'POST /ledger-accounts': {
    audience: 'staff',
    as: 'finance',
    body: (_of, maker) => ({
      legalEntityId: maker.ids.legal_entity,
      account: 'revenue',
      revenueClass: 'usage',
      number: '701-2',
      name: 'Usage fees',
    }),
    shows: (_of, maker) => maker.ids.legal_entity!,
  },
  'PATCH /ledger-accounts/:id': {
    audience: 'staff',
    as: 'finance',
    path: (_of, maker) => ({ id: maker.ids.ledger_account! }),
    headers: { 'if-match': '"1"' },
    body: () => ({ number: '200-1', name: 'Customers' }),
    shows: (_of, maker) => maker.ids.ledger_account!,
  },
  'DELETE /ledger-accounts/:id': {
    audience: 'staff',
    as: 'finance',
    path: (_of, maker) => ({ id: maker.ids.ledger_account! }),
    headers: { 'if-match': '"1"' },
  },
  'GET /fx-rates': { audience: 'staff', as: 'finance', shows: (_of, maker) => maker.ids.fx_rate! },
  'POST /fx-rates': {
    audience: 'self',
    as: 'finance',
    body: () => ({ fromCurrency: 'EUR', toCurrency: 'PLN', day: '2026-11-02', rate: '4.26', source: 'NBP' }),
    shows: () => '"rate":"4.26"',
  },
  'POST /invoices/:id/approve': {
    audience: 'staff',
    as: 'finance',
    path: draft,
    body: () => ({ version: 1, contentHash: 'd'.repeat(64) }),
    shows: (of) => of.ids.draft!,
  },
  'POST /invoices/:id/reopen': {
    audience: 'staff',
    as: 'finance',
    path: draft,
    given: approved,
    body: () => ({ version: 1, why: 'A second look' }),
    shows: (of) => of.ids.draft!,
  },
  'GET /invoices/:id/issue-preview': {
    audience: 'staff',
    as: 'finance',
    path: draft,
    shows: () => '"number":"PL-',
  },
  'POST /invoices/:id/issue': {
    audience: 'staff',
    as: 'finance',
    path: draft,
    given: approved,
    body: () => ({ version: 1, contentHash: 'd'.repeat(64) }),
    shows: (of) => of.ids.draft!,
  },
  'POST /invoices/:id/credit-notes/preview': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.ids.invoice! }),
    body: () => ({ all: true }),
    shows: () => '"amount":"0.81"',
  },
  'POST /invoices/:id/credit-notes': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.ids.invoice! }),
    body: () => ({ all: true, reason: 'Wrong counter' }),
    shows: (of) => of.ids.invoice!,
  },
  'POST /invoices/:id/corrections': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.ids.invoice! }),
    shows: (of) => of.ids.invoice!,
  },
  'GET /contracts/:id/decisions': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.ids.contract! }),
    shows: (of) => of.ids.contract_decision!,
  },
  'GET /invoices/:id/decisions': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.ids.invoice! }),
    shows: (of) => of.ids.money_decision!,
  },
  'GET /invoices/:id/journal': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.ids.invoice! }),
    shows: () => '"account":"receivable"',
  },
  'GET /disputes': { audience: 'customer', shows: (of) => of.ids.dispute! },
  'GET /disputes/:id': { audience: 'customer', path: dispute, shows: (of) => of.ids.dispute_note! },
  'GET /invoices/:id/disputes': {
    audience: 'customer',
    path: (of) => ({ id: of.ids.invoice! }),
    shows: (of) => of.ids.dispute!,
  },
  'POST /invoices/:id/disputes': {
    audience: 'customer',
    as: 'finance',
    path: (of) => ({ id: of.ids.invoice! }),
    given: disputable,
    body: () => ({ subject: 'service', claim: 'Nobody came' }),
    shows: (of) => of.ids.invoice!,
  },
  'POST /disputes/:id/notes': {
    audience: 'customer',
    as: 'finance',
    path: dispute,
    body: () => ({ text: 'We look at it' }),
    shows: (of) => of.ids.dispute_note!,
  },
  'POST /disputes/:id/meter-tests': {
    audience: 'staff',
    as: 'finance',
    path: dispute,
    body: () => ({
      testedOn: '2026-11-10',
      errorPercent: '3.4',
      tolerancePercent: '2',
      requestedBy: 'customer',
      reference: 'Laboratory 7',
    }),
    shows: (of) => of.ids.dispute!,
  },
  'POST /disputes/:id/withdraw': {
    audience: 'customer',
    as: 'finance',
    path: dispute,
    given: async (of, _maker, { sql }) => {
      await sql(`update dispute set opened_side = 'maker' where id = $1`, [of.ids.dispute]);
    },
    body: () => ({ why: 'Counted again' }),
    shows: (of) => of.ids.dispute!,
  },
  'POST /disputes/:id/settle': {
    audience: 'staff',
    as: 'finance',
    path: dispute,
    body: () => ({ net: '0.20', answer: 'We agree' }),
    shows: (of) => of.ids.dispute!,
  },
  'POST /disputes/:id/reject': {
    audience: 'staff',
    as: 'finance',
    path: dispute,
    body: () => ({ answer: 'The readings are complete' }),
    shows: (of) => of.ids.dispute!,
  },
  'GET /invoices': { audience: 'customer', shows: (of) => of.ids.invoice! },
  'GET /invoices/summary': { audience: 'customer', shows: () => '"documents":' },
  'GET /invoices/:id': {
    audience: 'customer',
    path: (of) => ({ id: of.ids.invoice! }),
    shows: (of) => of.ids.invoice_line!,
  },
  'POST /invoices/preview': {
    audience: 'self',
    as: 'finance',
    body: () => ({
      currency: 'EUR',
      lines: [{ net: '160', percent: '25' }],
      creditNotes: [{ fraction: '29/30' }],
    }),
    shows: () => '"total":"193.34"',
  },
  'POST /pricing/preview': {
    audience: 'self',
    as: 'finance',
    body: () => ({
      currency: 'EUR',
      charges: [{ key: 'air', model: 'unit', unitPrice: '0.0198', minQuantity: '120000' }],
      runs: [{ final: true, usage: [{ charge: 'air', quantity: '84200' }] }],
    }),
    shows: () => '"total":"2376.00"',
  },
  'GET /contracts/:id/usage-alerts': { audience: 'customer', path: contract, shows: () => '"items":[' },
  'PUT /contracts/:id/usage-alerts/:measure': {
    audience: 'customer',
    path: (of) => ({ id: of.ids.contract!, measure: 'amount' }),
    body: () => ({ percents: [80, 50], budget: '4000' }),
    shows: () => '"percents":[50,80]',
  },
  'DELETE /contracts/:id/usage-alerts/:measure': {
    audience: 'customer',
    path: (of) => ({ id: of.ids.contract!, measure: 'allowance' }),
    given: async (of, maker, { sql }) => {
      for (const [person, side] of [
        [maker.staff.admin, 'maker'],
        [of.people.customer_admin, 'customer'],
      ] as const)
        await sql(
          `insert into usage_alert (maker_id, id, contract_id, customer_id, user_id, side, measure, percents, created_at)
           values ($1, gen_random_uuid(), $2, $3, $4, $5, 'allowance', '{80}', now())`,
          [maker.makerId, of.ids.contract, of.customerId, person.userId, side],
        );
    },
  },
  'POST /pricing/simulation': {
    audience: 'self',
    as: 'finance',
    body: () => ({
      currency: 'EUR',
      zone: 'Europe/Warsaw',
      counters: [{ id: SIMULATED, name: 'FM-1', unit: 'm3' }],
      months: [{ month: '2026-10', usage: [{ counterId: SIMULATED, quantity: '10' }] }],
      plans: [{ name: 'A', charges: [{ pricing: { model: 'unit', unitPrice: '1.5' } }] }],
    }),
    shows: () => '"total":{"amount":"15.00"',
  },
  'GET /devices/:id/counter-months': {
    audience: 'staff',
    path: (of) => ({ id: of.ids.site_device! }),
    query: () => 'signalKey=air_m3_total&zone=Europe/Warsaw&until=2026-10&months=1',
    shows: () => '"month":"2026-10"',
  },
  'GET /invoices/:id/audit': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.ids.invoice! }),
    shows: (of) => of.ids.audit_finding!,
  },
  'POST /invoices/drafts': {
    audience: 'staff',
    as: 'finance',
    body: (of) => ({ contractId: of.ids.contract, month: '2026-09' }),
    shows: (of) => of.ids.contract!,
  },
  'GET /billing-runs': { audience: 'staff', as: 'finance', shows: (_of, maker) => maker.ids.billing_run! },
  'POST /billing-runs': {
    audience: 'self',
    as: 'finance',
    body: () => ({ month: '2026-10' }),
    shows: () => '"month":"2026-10"',
  },
  'GET /billing-runs/:id': {
    audience: 'staff',
    as: 'finance',
    path: (_of, maker) => ({ id: maker.ids.billing_run! }),
    shows: (_of, maker) => maker.ids.billing_run!,
  },
  'GET /billing-runs/:id/results': {
    audience: 'staff',
    as: 'finance',
    path: (_of, maker) => ({ id: maker.ids.billing_run! }),
    shows: (of) => of.ids.contract!,
  },
  'POST /bulk-decisions/preview': {
    audience: 'staff',
    as: 'finance',
    body: (of) => ({ action: 'approve', selection: { ids: [of.ids.draft!] } }),
    shows: () => '"ready":1',
  },
  'POST /bulk-decisions': {
    audience: 'staff',
    as: 'finance',
    body: (of) => ({
      action: 'approve',
      selection: { ids: [of.ids.draft!] },
      fingerprint: createHash('sha256')
        .update(`${of.ids.draft!} 1 ${'d'.repeat(64)}\n`)
        .digest('hex'),
    }),
    shows: () => '"action":"approve"',
  },
  'GET /bulk-decisions': {
    audience: 'staff',
    as: 'finance',
    shows: (_of, maker) => maker.ids.bulk_decision!,
  },
  'GET /bulk-decisions/:id': {
    audience: 'staff',
    as: 'finance',
    path: (_of, maker) => ({ id: maker.ids.bulk_decision! }),
    shows: (_of, maker) => maker.ids.bulk_decision!,
  },
  'GET /bulk-decisions/:id/items': {
    audience: 'staff',
    as: 'finance',
    path: (_of, maker) => ({ id: maker.ids.bulk_decision! }),
    shows: (of) => of.ids.draft!,
  },
  'GET /jobs': {
    audience: 'staff',
    withheld: 'empty',
    as: 'finance',
    given: async (_of, maker, { sql }) => {
      await sql(`update job_progress set state = 'running' where id = $1`, [maker.ids.job_progress]);
    },
    shows: (_of, maker) => maker.ids.job_progress!,
  },
  'GET /jobs/:id': {
    audience: 'staff',
    as: 'finance',
    path: (_of, maker) => ({ id: maker.ids.job_progress! }),
    shows: (_of, maker) => maker.ids.job_progress!,
  },
  'GET /invoices/:id/pdf': {
    audience: 'customer',
    path: (of) => ({ id: of.ids.invoice! }),
    shows: () => '%PDF-1.7',
  },
  'GET /invoices/:id/mailing': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.ids.invoice! }),
    shows: (of) => of.ids.document_mail!,
  },
  'POST /invoices/:id/mails': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.ids.invoice! }),
    given: async (of, _maker, { sql }) => {
      await sql(`update contact set receives_invoices = true, email = 'contact@example.com' where id = $1`, [
        of.ids.contact,
      ]);
    },
    body: () => ({ again: true }),
    shows: () => 'contact@example.com',
  },
  'POST /invoices/:id/openings': {
    audience: 'customer',
    path: (of) => ({ id: of.ids.invoice! }),
    body: () => ({ via: 'portal' }),
  },
  'GET /invoices/:id/proof-pack': {
    audience: 'customer',
    path: (of) => ({ id: of.ids.invoice! }),
    shows: () => '"pack":null',
  },
  'POST /invoices/:id/proof-pack': {
    audience: 'customer',
    as: 'finance',
    path: (of) => ({ id: of.ids.invoice! }),
    shows: (of) => of.ids.invoice!,
  },
  'GET /proof-packs': { audience: 'customer', shows: (of) => of.ids.proof_pack! },
  'GET /proof-packs/:id': {
    audience: 'customer',
    path: (of) => ({ id: of.ids.proof_pack! }),
    shows: (of) => of.ids.invoice!,
  },
  'GET /proof-packs/:id/file': {
    audience: 'customer',
    path: (of) => ({ id: of.ids.proof_pack! }),
    given: async (of, maker, { home }) => {
      const id = of.ids.pack_file!;
      const path = join(home, 'files', maker.makerId, id.slice(-2), id);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, 'packed');
    },
    shows: () => 'packed',
  },
  'GET /invoice-lines/:id/proof': {
    audience: 'customer',
    path: line,
    given: derivable,
    shows: (of) => of.ids.invoice!,
  },
  'GET /invoice-lines/:id/proof/days/:day': {
    audience: 'customer',
    path: (of) => ({ id: of.ids.invoice_line!, day: WORLD_DAY }),
    given: derivable,
    shows: () => '"toValue":"1025"',
  },
  'GET /invoice-lines/:id/proof/readings': {
    audience: 'customer',
    path: line,
    given: derivable,
    shows: () => '"value":"1025"',
  },
};
