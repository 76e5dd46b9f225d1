import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds partners: dealers, service companies and plant groups with users who can access several customers. */
export class AddPartners1764000000920 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table partner (
        maker_id uuid not null,
        id uuid not null,
        code text not null,
        name text not null,
        archived_at timestamptz,
        version integer not null default 1,
        constraint partner_pk primary key (maker_id, id),
        constraint partner_code_uq unique (maker_id, code),
        constraint partner_maker_fk foreign key (maker_id) references maker (id)
      )`);
    await query.query(`select protect_tenant_table('partner')`);
    await query.query(`
      alter table membership
        add column partner_id uuid,
        add constraint membership_partner_fk foreign key (maker_id, partner_id) references partner (maker_id, id),
        add constraint membership_partner_ck check (partner_id is null or role in ('customer_admin', 'customer_viewer'))`);
    await query.query(`
      alter table customer
        add column partner_id uuid,
        add constraint customer_partner_fk foreign key (maker_id, partner_id) references partner (maker_id, id)`);
    await query.query(`create index customer_partner_ix on customer (maker_id, partner_id)`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table customer drop column partner_id`);
    await query.query(`alter table membership drop column partner_id`);
    await query.query(`drop table partner`);
  }
}
