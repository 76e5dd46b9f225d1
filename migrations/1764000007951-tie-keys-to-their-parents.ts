import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Records the key with which a key was created, so that both are revoked together. */
export class TieKeysToTheirParents1764000007951 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table api_key
        add column parent_key_id uuid,
        add constraint api_key_parent_fk foreign key (maker_id, parent_key_id) references api_key (maker_id, id)`);
    await query.query(
      `create index api_key_parent_ix on api_key (maker_id, parent_key_id) where parent_key_id is not null`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table api_key drop column parent_key_id`);
  }
}
