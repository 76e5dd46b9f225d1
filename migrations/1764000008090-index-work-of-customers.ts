import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indexes for the objects of a customer or a site, in the order in which their pages list them. */
const INDEXES: Readonly<Record<string, string>> = {
  placement_customer_ix: 'placement (maker_id, customer_id)',
  placement_site_ix: 'placement (maker_id, site_id)',
  alarm_customer_ix: 'alarm (maker_id, customer_id, raised_at, id)',
  alarm_site_ix: 'alarm (maker_id, site_id, raised_at, id)',
  ticket_customer_ix: 'ticket (maker_id, customer_id, opened_at, id)',
  ticket_site_ix: 'ticket (maker_id, site_id, opened_at, id)',
  kit_delivery_customer_ix: 'kit_delivery (maker_id, customer_id, site_id)',
  invoice_customer_ix: 'invoice (maker_id, customer_id, period_from)',
  invoice_customer_issued_ix: 'invoice (maker_id, customer_id, issued_at, id) where issued_at is not null',
  dispute_customer_ix: 'dispute (maker_id, customer_id, opened_at)',
};

export class IndexWorkOfCustomers1764000008090 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    for (const [name, columns] of Object.entries(INDEXES))
      await query.query(`create index ${name} on ${columns}`);
  }

  async down(query: QueryRunner): Promise<void> {
    for (const name of Object.keys(INDEXES)) await query.query(`drop index ${name}`);
  }
}
