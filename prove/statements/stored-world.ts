import type { OpenItem } from '#receivables/domain';
import { BillingFixture } from '../../test/support/billing-fixture.js';
import type { MakerOfWorld } from '../../test/support/world.js';
import { copyRows, idOfCopy } from '../support/copied-rows.js';
import { OWN_ACCOUNT } from './render.js';

export interface StoredWorld {
  readonly fixture: BillingFixture;
  readonly maker: MakerOfWorld;
  /** Id of the stored document of each item. */
  readonly documentOf: ReadonlyMap<string, string>;
}

const IDS = `from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::bigint[], $7::date[], $8::bigint[])
     as d (id, customer, buyer, number, minor, due, sequence)`;

/** Stores open items as issued invoices of the accounts' seller, with their postings. */
export async function storeItems(items: readonly OpenItem[]): Promise<StoredWorld> {
  const fixture = await BillingFixture.open('2027-01-10T08:00:00Z');
  const maker = await fixture.makeMaker('statements');
  const { ids } = maker.customers[0];
  await fixture.insert('bank_account', maker, {
    legal_entity_id: maker.ids['legal_entity'],
    account: OWN_ACCOUNT,
    state: 'approved',
    proposed_at: '2027-01-01T08:00:00Z',
    decided_at: '2027-01-01T08:00:00Z',
  });
  const customers = new Map<string, { readonly id: string; readonly buyer: string; readonly name: string }>();
  for (const { customerId, customerName } of items)
    if (!customers.has(customerId)) {
      const number = customers.size + 1;
      customers.set(customerId, {
        id: idOfCopy(21, number),
        buyer: idOfCopy(22, number),
        name: customerName ?? customerId,
      });
    }
  const all = [...customers.values()];
  const columns = [all.map(({ id }) => id), all.map(({ buyer }) => buyer), all.map(({ name }) => name)];
  const copies = `unnest($2::uuid[], $3::uuid[], $4::text[]) as d (id, buyer, name)`;
  await fixture.sql(
    copyRows('customer', `'id', d.id, 'code', d.id, 'name', d.name`, { copies: `${copies}` }),
    [ids['customer'], ...columns],
  );
  await fixture.sql(
    copyRows('customer_entity', `'id', d.buyer, 'customer_id', d.id, 'name', d.name`, {
      copies: `${copies}`,
    }),
    [ids['buyer'], ...columns],
  );
  const documentOf = new Map(items.map(({ id }, at) => [id, idOfCopy(23, at + 1)]));
  const values = [
    items.map(({ id }) => documentOf.get(id)),
    items.map(({ customerId }) => customers.get(customerId)!.id),
    items.map(({ customerId }) => customers.get(customerId)!.buyer),
    items.map(({ number }) => number),
    items.map(({ openAmount }) => openAmount.replace('.', '')),
    items.map(({ dueOn }) => dueOn),
    items.map((_, at) => String(at + 1_000)),
  ];
  // The rules about issuing don't matter here, and their triggers would take most of the time.
  await fixture.sql(`set session_replication_role = replica`);
  await fixture.sql(
    `insert into invoice overriding user value
     select (jsonb_populate_record(i, jsonb_build_object('id', d.id, 'customer_id', d.customer, 'buyer_id', d.buyer,
              'number', d.number, 'currency', 'PLN', 'net_minor', d.minor, 'tax_minor', 0, 'gross_minor', d.minor,
              'total_minor', d.minor, 'due_on', d.due, 'sequence', d.sequence, 'contract_id', d.id))).*
       from invoice i cross join (select * ${IDS}) d where i.id = $1`,
    [ids['invoice'], ...values],
  );
  await fixture.sql(
    `insert into journal_entry (maker_id, id, legal_entity_id, invoice_id, source_id, posting_date, service_from, service_to,
                                currency, books_currency, books_rate, posted_at)
     select i.maker_id, d.id, i.legal_entity_id, d.id, d.id, i.issued_on, i.service_from, i.service_to, 'PLN', 'PLN', 1, now()
       from invoice i cross join (select * ${IDS}) d where i.id = $1`,
    [ids['invoice'], ...values],
  );
  await fixture.sql(
    `insert into open_item (maker_id, document_id, legal_entity_id, customer_id, buyer_id, number, document_type, currency,
                            issued_on, due_on, total_minor, open_minor, books_open_minor)
     select i.maker_id, d.id, i.legal_entity_id, d.customer, d.buyer, d.number, 'invoice', 'PLN', i.issued_on, d.due, d.minor,
            d.minor, d.minor
       from invoice i cross join (select * ${IDS}) d where i.id = $1`,
    [ids['invoice'], ...values],
  );
  await fixture.sql(`set session_replication_role = origin`);
  for (const table of ['customer', 'customer_entity', 'invoice', 'journal_entry', 'open_item'])
    await fixture.sql(`analyze ${table}`);
  return { fixture, maker, documentOf };
}
