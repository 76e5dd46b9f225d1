import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Numbers of a legal entity at its tax consultant, which files for DATEV contain. */
export class AddDatevSettings1764000008174 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table datev_settings (
        maker_id uuid not null,
        legal_entity_id uuid not null,
        consultant_number integer not null,
        client_number integer not null,
        account_length integer not null,
        changed_at timestamptz not null,
        constraint datev_settings_pk primary key (maker_id, legal_entity_id),
        constraint datev_settings_legal_entity_fk foreign key (maker_id, legal_entity_id) references legal_entity (maker_id, id),
        constraint datev_settings_consultant_ck check (consultant_number between 1001 and 9999999),
        constraint datev_settings_client_ck check (client_number between 1 and 99999),
        constraint datev_settings_length_ck check (account_length between 4 and 8)
      )`);
    await query.query(`select protect_tenant_table('datev_settings')`);
    await query.query(`revoke delete on datev_settings from dutycycle_app`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table datev_settings`);
  }
}
