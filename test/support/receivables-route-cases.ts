import { Payer } from '../external/stripe/payer.js';
import type { RouteCase } from './route-case.js';
import { FAKE_ACCOUNTS, FAKE_KEYS } from './stripe-fake/server.js';

const payment: RouteCase['path'] = (of) => ({ id: of.ids.payment! });
const statementImport: RouteCase['path'] = (of) => ({ id: of.ids.statement_import! });
const invoice: RouteCase['path'] = (of) => ({ id: of.ids.invoice! });
const seller: RouteCase['query'] = (_, maker) => `legalEntityId=${maker.ids.legal_entity}&asOf=2026-12-31`;
/** Adds an open credit note of 0.10 PLN. */
const creditNote: RouteCase['given'] = async (of, maker, { sql }) => {
  await sql(
    `with note as (
       insert into invoice select (jsonb_populate_record(i, jsonb_build_object('id', $2::uuid, 'kind', 'credit_note',
         'document_type', 'credit_note', 'original_id', i.id, 'number', i.number || '-CN', 'sequence', i.sequence + 500))).*
         from invoice i where i.id = $1 returning *), entry as (
       insert into journal_entry (maker_id, id, legal_entity_id, invoice_id, posting_date, service_from, service_to, currency,
                                  books_currency, books_rate, posted_at)
       select maker_id, $2::uuid, legal_entity_id, id, issued_on, service_from, service_to, currency, currency, 1, issued_at
         from note returning maker_id, id)
     insert into journal_line (maker_id, entry_id, position, account, amount_minor, currency, books_amount_minor, revenue_class, behaviour)
     select maker_id, id, d.position, d.account, d.amount, 'PLN', d.amount, d.class, d.behaviour
       from entry cross join (values (1, 'receivable', -10, null, null), (2, 'revenue', 10, 'usage', 'variable'))
            as d (position, account, amount, class, behaviour)`,
    [of.ids.invoice, noteOf(of)],
  );
};
/**
 * The id of an added credit note, write-off or refund, which differs from the id of the invoice only in the last digit.
 */
const noteOf = (of: Parameters<NonNullable<RouteCase['path']>>[0]): string =>
  of.ids.invoice!.slice(0, -1) + (of.ids.invoice!.endsWith('0') ? '1' : '0');

/** Adds a write-off of 0.05 PLN, which awaits a decision. */
const pendingWriteOff: RouteCase['given'] = async (of, _maker, { sql }) => {
  await sql(
    `insert into write_off (maker_id, id, customer_id, document_id, currency, amount_minor, tax_minor, reason, note, requested_at)
     select maker_id, $2, customer_id, document_id, currency, 5, 0, 'uncollectable', 'Insolvent', '2026-11-20T08:00:00Z'
       from open_item where document_id = $1`,
    [of.ids.invoice, noteOf(of)],
  );
};
/** Adds a write-off of 0.05 PLN with its journal entry. */
const postedWriteOff: RouteCase['given'] = async (of, maker, tools) => {
  await pendingWriteOff(of, maker, tools);
  await tools.sql(
    `update write_off set decision = 'approve', decided_at = requested_at, decision_why = '', posting_date = '2026-11-20'
      where id = $1`,
    [noteOf(of)],
  );
  await tools.sql(
    `with entry as (
       insert into journal_entry (maker_id, id, legal_entity_id, source_kind, source_id, posting_date, currency,
                                  books_currency, books_rate, posted_at)
       select maker_id, $2::uuid, legal_entity_id, 'write_off', $2::uuid, '2026-11-20', currency, currency, 1,
              '2026-11-20T08:00:00Z' from open_item where document_id = $1
       returning maker_id, id)
     insert into journal_line (maker_id, entry_id, position, account, amount_minor, currency, books_amount_minor, item_id)
     select maker_id, id, d.position, d.account, d.amount, 'PLN', d.amount, d.item
       from entry cross join (values (1, 'bad_debt', 5, null), (2, 'receivable', -5, $1::uuid))
            as d (position, account, amount, item)`,
    [of.ids.invoice, noteOf(of)],
  );
};

/** Adds a refund of 0.05 PLN, which awaits a decision. */
const pendingRefund: RouteCase['given'] = async (of, _maker, { sql }) => {
  await sql(
    `insert into refund (maker_id, id, legal_entity_id, customer_id, payment_id, currency, amount_minor, payee_name,
                         payee_account, second_person_because, note, requested_at)
     select maker_id, $2, legal_entity_id, customer_id, id, currency, 5, payer_name, payer_account, '{new_account}',
            'Paid twice', '2026-11-20T08:00:00Z'
       from payment where id = $1`,
    [of.ids.payment, noteOf(of)],
  );
};
/** Adds a refund of 0.05 PLN with its journal entry. */
const postedRefund: RouteCase['given'] = async (of, maker, tools) => {
  await pendingRefund(of, maker, tools);
  await tools.sql(
    `update refund set decision = 'approve', decided_at = requested_at, decision_why = '', posting_date = '2026-11-20'
      where id = $1`,
    [noteOf(of)],
  );
  await tools.sql(
    `with entry as (
       insert into journal_entry (maker_id, id, legal_entity_id, source_kind, source_id, posting_date, currency,
                                  books_currency, books_rate, posted_at)
       select maker_id, $2::uuid, legal_entity_id, 'refund', $2::uuid, '2026-11-20', currency, currency, 1,
              '2026-11-20T08:00:00Z' from payment where id = $1
       returning maker_id, id)
     insert into journal_line (maker_id, entry_id, position, account, amount_minor, currency, books_amount_minor, payment_id)
     select maker_id, id, d.position, d.account, d.amount, 'PLN', d.amount, d.payment
       from entry cross join (values (1, 'unapplied_cash', 5, $1::uuid), (2, 'bank', -5, null))
            as d (position, account, amount, payment)`,
    [of.ids.payment, noteOf(of)],
  );
};

/** Adds a posted refund, and an approved account from which it can be transferred. */
const refundToTransfer: RouteCase['given'] = async (of, maker, tools) => {
  await postedRefund(of, maker, tools);
  await tools.sql(
    `insert into bank_account (maker_id, id, legal_entity_id, currency, account, state, proposed_at, decided_at)
     select maker_id, $2, id, 'PLN', 'PL61109010140000071219812874', 'approved', '2026-11-01T08:00:00Z', '2026-11-02T08:00:00Z'
       from legal_entity where id = $1`,
    [maker.ids.legal_entity, noteOf(of)],
  );
};

/** Adds a mandate of the customer that has not ended, and an account to which money in euros can be collected. */
const activeMandate: RouteCase['given'] = async (of, maker, { sql }) => {
  await sql(
    `insert into mandate (maker_id, id, legal_entity_id, customer_id, reference, scheme, creditor_id, payer_name, account,
                          signed_on, registered_at)
     select maker_id, $2, legal_entity_id, customer_id, 'Added', scheme, creditor_id, payer_name, account, current_date,
            '2026-01-01T08:00:00Z'
       from mandate where id = $1`,
    [of.ids.mandate, noteOf(of)],
  );
  await sql(
    `insert into bank_account (maker_id, id, legal_entity_id, currency, account, state, proposed_at, decided_at)
     select maker_id, $2, id, 'EUR', 'PL61109010140000071219812874', 'approved', '2026-11-01T08:00:00Z', '2026-11-02T08:00:00Z'
       from legal_entity where id = $1`,
    [maker.ids.legal_entity, noteOf(of)],
  );
};
/** Adds an open invoice of 0.10 EUR, which the mandate collects. */
const itemToCollect: RouteCase['given'] = async (of, maker, tools) => {
  await activeMandate(of, maker, tools);
  await tools.sql(
    `with document as (
       insert into invoice select (jsonb_populate_record(i, jsonb_build_object('id', $2::uuid, 'currency', 'EUR',
         'period_from', '2025-05-01', 'period_to', '2025-06-01', 'number', i.number || '-EUR', 'sequence', i.sequence + 600))).*
         from invoice i where i.id = $1 returning *), entry as (
       insert into journal_entry (maker_id, id, legal_entity_id, invoice_id, posting_date, service_from, service_to, currency,
                                  books_currency, books_rate, posted_at)
       select maker_id, $2::uuid, legal_entity_id, id, issued_on, service_from, service_to, currency, 'PLN', 4, issued_at
         from document returning maker_id, id)
     insert into journal_line (maker_id, entry_id, position, account, amount_minor, currency, books_amount_minor, revenue_class, behaviour)
     select maker_id, id, d.position, d.account, d.amount, 'EUR', 4 * d.amount, d.class, d.behaviour
       from entry cross join (values (1, 'receivable', 10, null, null), (2, 'revenue', -10, 'usage', 'variable'))
            as d (position, account, amount, class, behaviour)`,
    [of.ids.invoice, noteOf(of)],
  );
};
/** Adds a debit of the invoice that the bank has not returned. */
const openDebit: RouteCase['given'] = async (of, _maker, { sql }) => {
  await sql(
    `insert into debit (maker_id, id, debit_file_id, mandate_id, customer_id, document_id, amount_minor)
     select maker_id, $2, debit_file_id, mandate_id, customer_id, document_id, amount_minor from debit where id = $1`,
    [of.ids.debit, noteOf(of)],
  );
};
/** A day on which the bank can collect. */
const nextMonth = (): string => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
const customer: RouteCase['path'] = (of) => ({ id: of.customerId });
/** Connects the maker to an account of the fake, which another maker's case may have used before. */
const connectedToFake: RouteCase['given'] = async (_of, maker, { sql }) => {
  const [account] = FAKE_ACCOUNTS.connected;
  await sql(`update stripe_account set account_id = 'acct_' || md5(maker_id::text) where account_id = $1`, [
    account,
  ]);
  await sql('update stripe_account set account_id = $1 where maker_id = $2', [account, maker.makerId]);
  await sql('delete from stripe_customer where maker_id = $1', [maker.makerId]);
};
/** Ids of saved cards, by customer. */
const savedMethods = new Map<string, string>();
/** Saves a card on the fake's page. */
const withSavedMethod: RouteCase['given'] = async (of, maker, tools) => {
  await connectedToFake(of, maker, tools);
  const path = `/customers/${of.customerId}/payment-methods`;
  const { url } = await tools.post(maker.staff.admin, path, {});
  await (await Payer.open(String(url))).enter('4242424242424242');
  const { items } = await tools.get(maker.staff.admin, path);
  savedMethods.set(of.customerId, (items as { id: string }[])[0]!.id);
};
/** Makes the second level of the customer's invoice due: it is overdue and not disputed, and no money is unallocated. */
const reminderDue: RouteCase['given'] = async (of, _maker, { sql }) => {
  await sql(`update payment set unapplied_minor = 0, books_unapplied_minor = 0 where customer_id = $1`, [
    of.customerId,
  ]);
  await sql(`update open_item set due_on = '2026-10-01' where document_id = $1`, [of.ids.invoice]);
  await sql(
    `update dispute set state = 'withdrawn', decided_at = opened_at where invoice_id = $1 and state = 'open'`,
    [of.ids.invoice],
  );
  await sql(`update customer_entity set invoice_email = 'invoices@example.com' where id = $1`, [
    of.ids.buyer,
  ]);
};
const reminderLetter: RouteCase['path'] = (of) => ({ id: of.ids.reminder_letter! });

/** Open items, payments and reports on them. */
export const RECEIVABLES_ROUTE_CASES: Readonly<Record<string, RouteCase>> = {
  'GET /open-items': { audience: 'customer', shows: (of) => of.ids.invoice! },
  'GET /open-items/:id': { audience: 'customer', path: invoice, shows: (of) => of.ids.allocation! },
  'POST /open-items/:id/set-off': {
    audience: 'staff',
    as: 'finance',
    given: creditNote,
    path: (of) => ({ id: noteOf(of) }),
    body: (of) => ({ documentId: of.ids.invoice }),
    shows: () => '"amount":"0.10"',
  },
  'GET /open-items/:id/card-payments': {
    audience: 'customer',
    path: invoice,
    shows: (of) => of.ids.payment_attempt!,
  },
  'POST /open-items/:id/charges': {
    audience: 'staff',
    as: 'finance',
    given: withSavedMethod,
    path: invoice,
    body: () => ({}),
    shows: () => '"state":"succeeded"',
  },
  'POST /open-items/:id/payment-pages': {
    audience: 'customer',
    given: connectedToFake,
    path: invoice,
    body: () => ({ language: 'pl' }),
    shows: () => '"url":"http',
  },
  'GET /customers/:id/payment-methods': {
    audience: 'customer',
    given: withSavedMethod,
    path: customer,
    shows: () => '"lastDigits":"4242"',
  },
  'POST /customers/:id/payment-methods': {
    audience: 'customer',
    given: connectedToFake,
    path: customer,
    body: () => ({ language: 'pl' }),
    shows: () => '"url":"http',
  },
  'DELETE /customers/:id/payment-methods/:methodId': {
    audience: 'customer',
    given: withSavedMethod,
    path: (of) => ({ id: of.customerId, methodId: savedMethods.get(of.customerId) ?? 'pm_of_nobody' }),
  },
  'PUT /customers/:id/automatic-payment': {
    audience: 'customer',
    given: withSavedMethod,
    path: customer,
    body: (of) => ({ methodId: savedMethods.get(of.customerId) ?? 'pm_of_nobody' }),
  },
  'DELETE /customers/:id/automatic-payment': { audience: 'customer', path: customer },
  'GET /stripe-account': {
    audience: 'staff',
    as: 'finance',
    shows: (_of, maker) => `acct_${maker.makerId.replaceAll('-', '')}`,
  },
  'PUT /stripe-account': {
    audience: 'self',
    as: 'finance',
    body: () => ({ key: FAKE_KEYS.own }),
    shows: () => '"kind":"own_key"',
  },
  'PATCH /stripe-account': {
    audience: 'self',
    as: 'finance',
    body: () => ({ retryDays: [2, 4] }),
    shows: () => '"retryDays":[2,4]',
  },
  'DELETE /stripe-account': { audience: 'self', as: 'finance' },
  'POST /open-items/:id/write-offs': {
    audience: 'staff',
    as: 'finance',
    path: invoice,
    body: () => ({ amount: '0.10', reason: 'small_difference', note: 'The bank rounded the payment' }),
    shows: () => '"state":"posted"',
  },
  'GET /write-offs': { audience: 'staff', as: 'finance', shows: (of) => of.ids.write_off! },
  'POST /write-offs/:id/decision': {
    audience: 'staff',
    as: 'finance',
    given: pendingWriteOff,
    path: (of) => ({ id: noteOf(of) }),
    body: () => ({ decision: 'approve', why: 'The insolvency was announced' }),
    shows: () => '"state":"posted"',
  },
  'POST /write-offs/:id/undo': {
    audience: 'staff',
    as: 'finance',
    given: postedWriteOff,
    path: (of) => ({ id: noteOf(of) }),
    body: () => ({ why: 'The customer paid' }),
    shows: () => '"undoneWhy":"The customer paid"',
  },
  'POST /open-items/:id/refunds': {
    audience: 'staff',
    as: 'finance',
    given: creditNote,
    path: (of) => ({ id: noteOf(of) }),
    body: () => ({ amount: '0.05', note: 'The customer asked for the money' }),
    shows: () => '"state":"posted"',
  },
  'POST /payments/:id/refunds': {
    audience: 'staff',
    as: 'finance',
    path: payment,
    body: () => ({ amount: '0.10', note: 'Paid twice' }),
    shows: () => '"state":"posted"',
  },
  'GET /refunds': { audience: 'staff', as: 'finance', shows: (of) => of.ids.refund! },
  'POST /refunds/:id/decision': {
    audience: 'staff',
    as: 'finance',
    given: pendingRefund,
    path: (of) => ({ id: noteOf(of) }),
    body: () => ({ decision: 'approve', why: 'The account is the one in the contract' }),
    shows: () => '"state":"posted"',
  },
  'POST /refunds/:id/undo': {
    audience: 'staff',
    as: 'finance',
    given: postedRefund,
    path: (of) => ({ id: noteOf(of) }),
    body: () => ({ why: 'The bank returned the money' }),
    shows: () => '"undoneWhy":"The bank returned the money"',
  },
  'GET /reminder-policies': {
    audience: 'staff',
    as: 'finance',
    shows: (_of, maker) => maker.ids.legal_entity!,
  },
  'PUT /legal-entities/:id/reminder-policies/:country': {
    audience: 'staff',
    as: 'finance',
    path: (_of, maker) => ({ id: maker.ids.legal_entity!, country: 'other' }),
    body: () => ({
      levels: [
        { days: -3, text: 'notice', hasClaims: false },
        { days: 7, text: 'reminder', hasClaims: true },
      ],
      pauseDays: 7,
      minimums: { EUR: '10.00' },
      lumpSums: { EUR: '40.00' },
      interest: { ground: 'agreed', baseRate: null, points: '8', dayCount: 'actual/365' },
    }),
    shows: () => '"country":"other"',
  },
  'DELETE /legal-entities/:id/reminder-policies/:country': {
    audience: 'staff',
    as: 'finance',
    path: (_of, maker) => ({ id: maker.ids.legal_entity!, country: 'PL' }),
  },
  'GET /reminder-base-rates': {
    audience: 'staff',
    as: 'finance',
    shows: () => '"percent":"5.75"',
  },
  'POST /reminder-base-rates': {
    audience: 'self',
    as: 'finance',
    body: () => ({
      name: 'ECB main refinancing rate',
      validFrom: '2026-07-01',
      percent: '2.15',
      source: 'European Central Bank',
    }),
    shows: () => 'ECB main refinancing rate',
  },
  'GET /reminder-runs/preview': {
    audience: 'staff',
    as: 'finance',
    given: reminderDue,
    query: (_of, maker) => `legalEntityId=${maker.ids.legal_entity}`,
    shows: (of) => of.ids.invoice!,
  },
  'POST /reminder-runs': {
    audience: 'staff',
    as: 'finance',
    given: reminderDue,
    body: (of, maker) => ({ legalEntityId: maker.ids.legal_entity, buyerIds: [of.ids.buyer] }),
    shows: () => '"letters":1',
  },
  'GET /reminder-letters': { audience: 'staff', as: 'finance', shows: (of) => of.ids.reminder_letter! },
  'GET /reminder-letters/:id': {
    audience: 'staff',
    as: 'finance',
    path: reminderLetter,
    shows: (of) => of.ids.reminder!,
  },
  'GET /reminder-letters/:id/pdf': {
    audience: 'staff',
    as: 'finance',
    path: reminderLetter,
    shows: () => '%PDF',
  },
  'GET /reminder-claims': { audience: 'staff', as: 'finance', shows: (of) => of.ids.invoice! },
  'GET /payment-promises': { audience: 'staff', as: 'finance', shows: (of) => of.ids.payment_promise! },
  'POST /open-items/:id/promises': {
    audience: 'staff',
    as: 'finance',
    path: invoice,
    body: () => ({ amount: '0.10', promisedOn: '2099-01-31', note: 'Will pay after the audit' }),
    shows: () => '"state":"pending"',
  },
  'POST /payment-promises/:id/withdraw': {
    audience: 'staff',
    as: 'finance',
    given: async (of, _maker, { sql }) => {
      await sql(
        `insert into payment_promise (maker_id, id, customer_id, document_id, currency, amount_minor, open_before_minor,
                                      promised_on, note, recorded_at)
         select maker_id, $2, customer_id, document_id, currency, 5, open_minor, '2099-01-31', '', now()
           from open_item where document_id = $1`,
        [of.ids.invoice, noteOf(of)],
      );
    },
    path: (of) => ({ id: noteOf(of) }),
    shows: () => '"state":"withdrawn"',
  },
  'GET /customers/:id/collection-notes': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.customerId }),
    shows: (of) => of.ids.collection_note!,
  },
  'POST /customers/:id/collection-notes': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.customerId }),
    body: () => ({ text: 'Their accountant is back on Monday' }),
    shows: () => 'back on Monday',
  },
  'GET /receivables/calls': {
    audience: 'staff',
    as: 'finance',
    given: async (of, maker, tools) => {
      await reminderDue(of, maker, tools);
      await tools.sql(`update customer_entity set invoice_email = '' where id = $1`, [of.ids.buyer]);
    },
    query: (_of, maker) => `legalEntityId=${maker.ids.legal_entity}`,
    shows: () => '"no_address"',
  },
  'GET /payment-files': { audience: 'staff', as: 'finance', shows: (of) => of.ids.payment_file! },
  'GET /payment-files/pending': {
    audience: 'staff',
    as: 'finance',
    given: postedRefund,
    shows: () => '"refundCount":1',
  },
  'GET /payment-files/:id': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.ids.payment_file! }),
    shows: (of) => of.ids.refund!,
  },
  'GET /payment-files/:id/content': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.ids.payment_file! }),
    shows: () => '<Document>',
  },
  'POST /payment-files': {
    audience: 'staff',
    as: 'finance',
    given: refundToTransfer,
    body: (_, maker) => ({ legalEntityId: maker.ids.legal_entity, currency: 'PLN' }),
    shows: () => '"refundCount":1',
  },
  'GET /debit-creditors': {
    audience: 'staff',
    as: 'finance',
    shows: (_of, maker) => maker.ids.legal_entity!,
  },
  'PUT /debit-creditors/:legalEntityId': {
    audience: 'staff',
    as: 'finance',
    path: (_of, maker) => ({ legalEntityId: maker.ids.legal_entity! }),
    body: () => ({ creditorId: 'DE98ZZZ09999999999', noticeDays: 5 }),
    shows: () => '"noticeDays":5',
  },
  'GET /mandates': {
    audience: 'staff',
    as: 'finance',
    query: (of) => `customerId=${of.customerId}`,
    shows: (of) => of.ids.mandate!,
  },
  'POST /mandates': {
    audience: 'staff',
    as: 'finance',
    body: (of, maker) => ({
      legalEntityId: maker.ids.legal_entity,
      customerId: of.customerId,
      reference: 'M-17',
      scheme: 'core',
      payerName: 'Nordwerk GmbH',
      account: 'DE89370400440532013000',
      signedOn: '2026-01-15',
    }),
    shows: () => '"reference":"M-17"',
  },
  'POST /mandates/:id/end': {
    audience: 'staff',
    as: 'finance',
    given: activeMandate,
    path: (of) => ({ id: noteOf(of) }),
    body: () => ({ why: 'Revoked by the customer' }),
    shows: () => '"endWhy":"Revoked by the customer"',
  },
  'GET /debit-files': { audience: 'staff', as: 'finance', shows: (of) => of.ids.debit_file! },
  'GET /debit-files/preview': {
    audience: 'staff',
    as: 'finance',
    given: itemToCollect,
    query: (_, maker) => `legalEntityId=${maker.ids.legal_entity}&collectOn=${nextMonth()}`,
    shows: (of) => noteOf(of),
  },
  'POST /debit-files': {
    audience: 'staff',
    as: 'finance',
    given: itemToCollect,
    body: (_, maker) => ({ legalEntityId: maker.ids.legal_entity, collectOn: nextMonth() }),
    shows: () => '"debitCount":1',
  },
  'GET /debit-files/:id': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.ids.debit_file! }),
    shows: (of) => of.ids.debit!,
  },
  'GET /debit-files/:id/content': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.ids.debit_file! }),
    shows: () => '<Document>',
  },
  'POST /debits/:id/return': {
    audience: 'staff',
    as: 'finance',
    given: openDebit,
    path: (of) => ({ id: noteOf(of) }),
    body: () => ({ reason: 'MD06' }),
    shows: () => '"returnReason":"MD06"',
  },
  'GET /payments': { audience: 'customer', shows: (of) => of.ids.payment! },
  'GET /payments/:id': { audience: 'customer', path: payment, shows: (of) => of.ids.allocation! },
  'POST /payments': {
    audience: 'staff',
    as: 'finance',
    body: (of, maker) => ({
      legalEntityId: maker.ids.legal_entity,
      customerId: of.customerId,
      method: 'transfer',
      currency: 'PLN',
      amount: '250.00',
      receivedOn: '2026-11-20',
      reference: 'Invoices of October',
    }),
    shows: () => '"unapplied":{"amount":"250.00"',
  },
  'POST /payments/:id/allocations': {
    audience: 'staff',
    as: 'finance',
    path: payment,
    body: (of) => ({ allocations: [{ documentId: of.ids.invoice, amount: '0.20' }] }),
    shows: () => '"unapplied":{"amount":"0.49"',
  },
  'POST /allocations/:id/undo': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.ids.allocation! }),
    body: () => ({ why: 'The payment was for another invoice' }),
    shows: () => '"undoneWhy":"The payment was for another invoice"',
  },
  'GET /receivables/ageing': { audience: 'staff', as: 'finance', shows: (of) => of.customerId },
  'GET /receivables/trial-balance': {
    audience: 'staff',
    as: 'finance',
    query: seller,
    shows: () => '"account":"receivable"',
  },
  'GET /receivables/journal/export': {
    audience: 'staff',
    as: 'finance',
    query: (_, maker) => `legalEntityId=${maker.ids.legal_entity}&from=2026-11-01&to=2026-11-30`,
    shows: () => ';receivable;',
  },
  'GET /receivables/journal/datev': {
    audience: 'staff',
    as: 'finance',
    given: async (_of, maker, { sql }) => {
      await sql('delete from ledger_account where maker_id = $1', [maker.makerId]);
      await sql(
        `insert into ledger_account (maker_id, id, legal_entity_id, account, number, name, changed_at)
         select $1, gen_random_uuid(), $2, account, '1' || lpad(row_number() over ()::text, 3, '0'), account, now()
           from (select distinct account from journal_line) used`,
        [maker.makerId, maker.ids.legal_entity],
      );
    },
    query: (_, maker) => `legalEntityId=${maker.ids.legal_entity}&from=2026-11-01&to=2026-11-30`,
    shows: () => '"EXTF";700;21;"Buchungsstapel";13;',
  },
  'GET /accounting-periods/:legalEntityId/:month': {
    audience: 'staff',
    as: 'finance',
    path: (_of, maker) => ({ legalEntityId: maker.ids.legal_entity!, month: '2020-03' }),
    shows: (_of, maker) => maker.ids.legal_entity!,
  },
  'GET /accounting-periods/:legalEntityId/:month/revaluation': {
    audience: 'staff',
    as: 'finance',
    path: (_of, maker) => ({ legalEntityId: maker.ids.legal_entity!, month: '2020-03' }),
    shows: () => '"postingDate":"2020-03-31"',
  },
  'POST /accounting-periods/:legalEntityId/:month/revaluation': {
    audience: 'staff',
    as: 'finance',
    path: (_of, maker) => ({ legalEntityId: maker.ids.legal_entity!, month: '2020-03' }),
    shows: () => '"state":"posted"',
  },
  'GET /accounting-periods/:legalEntityId/:month/revenue-release': {
    audience: 'staff',
    as: 'finance',
    path: (_of, maker) => ({ legalEntityId: maker.ids.legal_entity!, month: '2020-03' }),
    shows: () => '"released":{"amount":"0.02"',
  },
  'POST /accounting-periods/:legalEntityId/:month/revenue-release': {
    audience: 'staff',
    as: 'finance',
    path: (_of, maker) => ({ legalEntityId: maker.ids.legal_entity!, month: '2020-03' }),
    shows: () => '"released":{"amount":"0.02"',
  },
  'GET /deferral-settings': {
    audience: 'staff',
    as: 'finance',
    shows: (_of, maker) => maker.ids.legal_entity!,
  },
  'PUT /deferral-settings/:legalEntityId': {
    audience: 'staff',
    as: 'finance',
    path: (_of, maker) => ({ legalEntityId: maker.ids.legal_entity! }),
    body: () => ({ startsOn: '2027-01-01' }),
    shows: () => '"startsOn":"2027-01-01"',
  },
  'GET /datev-settings': {
    audience: 'staff',
    as: 'finance',
    shows: (_of, maker) => maker.ids.legal_entity!,
  },
  'PUT /datev-settings/:legalEntityId': {
    audience: 'staff',
    as: 'finance',
    path: (_of, maker) => ({ legalEntityId: maker.ids.legal_entity! }),
    body: () => ({ consultantNumber: 29098, clientNumber: 55003, accountLength: 4 }),
    shows: () => '"consultantNumber":29098',
  },
  'GET /receivables/tax-summary': {
    audience: 'staff',
    as: 'finance',
    query: (_, maker) => `legalEntityId=${maker.ids.legal_entity}&from=2026-11-01&to=2026-11-30`,
    shows: () => '"tax":{"amount":"0.30"',
  },
  'GET /customers/:id/account-statement': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.customerId }),
    query: () => 'currency=PLN&from=2026-11-01&to=2026-12-31',
    shows: (of) => of.ids.payment!,
  },
  'GET /statement-imports': {
    audience: 'staff',
    as: 'finance',
    shows: (of) => of.ids.statement_import!,
  },
  'POST /statement-imports': {
    audience: 'self',
    as: 'finance',
    query: () => 'name=statement.sta',
    headers: { 'content-type': 'application/octet-stream' },
    body: () => new Blob([':20:STARTUMSE'], { type: 'application/octet-stream' }),
    shows: () => '"name":"statement.sta"',
  },
  'GET /statement-imports/column-maps': {
    audience: 'staff',
    as: 'finance',
    given: async (of, _maker, { sql }) => {
      await sql(
        `update statement_import set state = 'done', options = $2::jsonb
          where id = $1`,
        [
          of.ids.statement_import,
          JSON.stringify({
            columnMapName: 'Export of the bank',
            columnMap: {
              columns: { bookingDate: 1, amount: 2, text: [3] },
              delimiter: ';',
              decimal: ',',
              dateFormat: 'dd.MM.yyyy',
              skippedRows: 0,
              hasHeaders: false,
              account: 'PL61109010140000071219812874',
              currency: 'PLN',
            },
          }),
        ],
      );
    },
    shows: () => 'Export of the bank',
  },
  'GET /statement-imports/:id': {
    audience: 'staff',
    as: 'finance',
    path: statementImport,
    shows: (of) => of.ids.statement_import!,
  },
  'GET /statement-imports/:id/lines': {
    audience: 'staff',
    as: 'finance',
    path: statementImport,
    shows: (of) => of.ids.payment!,
  },
  'POST /statement-imports/:id/read': {
    audience: 'staff',
    as: 'finance',
    path: statementImport,
    body: () => ({ encoding: 'windows-1250' }),
    shows: () => '"state":"reading"',
  },
  'POST /statement-imports/:id/start': {
    audience: 'staff',
    as: 'finance',
    path: statementImport,
    shows: () => '"state":"importing"',
  },
};
