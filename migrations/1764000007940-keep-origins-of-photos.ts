import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the hash of a photo's original file, because the photo is stored without its metadata, and the time of the photo
 * according to the camera.
 */
export class KeepOriginsOfPhotos1764000007940 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table ticket_file add column original_sha256 text, add column captured_at text`);
    await query.query(`comment on column ticket_file.original_sha256 is
      'hex, of the bytes as they were sent; null for files from before, which are kept as they were sent'`);
    await query.query(`comment on column ticket_file.captured_at is
      'ISO 8601 in the camera''s local time, with an offset where the camera said one; null where it said nothing'`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table ticket_file drop column original_sha256, drop column captured_at`);
  }
}
