import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the letter that notifies a customer of an index adjustment: its bytes, which never change, and the time and the
 * recipient of its email.
 */
export class AddAmendmentLetters1764000006210 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table amendment_letter (
        maker_id uuid not null,
        amendment_id uuid not null,
        language text not null,
        pdf bytea not null,
        sha256 text not null,
        made_at timestamptz not null,
        mailed_to text,
        mailed_at timestamptz,
        constraint amendment_letter_pk primary key (maker_id, amendment_id),
        constraint amendment_letter_mailed_ck check ((mailed_to is null) = (mailed_at is null)),
        constraint amendment_letter_amendment_fk foreign key (maker_id, amendment_id)
          references contract_amendment (maker_id, id) on delete cascade
      )`);
    await query.query(`comment on column amendment_letter.sha256 is 'of its bytes, hex'`);
    // Users who can see the amendment can see its letter.
    await query.query(`
      select protect_tenant_table('amendment_letter', 'exists (
        select from contract_amendment a
         where a.maker_id = amendment_letter.maker_id and a.id = amendment_letter.amendment_id)')`);
    // A letter can be deleted only together with a discarded draft.
    await query.query(`revoke update, delete on amendment_letter from dutycycle_app`);
    await query.query(`grant update (mailed_to, mailed_at) on amendment_letter to dutycycle_app`);
    await query.query(`
      create function keep_amendment_letter() returns trigger language plpgsql as $$
      begin
        if (new.language, new.pdf, new.sha256, new.made_at) is distinct from (old.language, old.pdf, old.sha256, old.made_at) then
          raise exception 'A letter is never written anew' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$`);
    await query.query(`
      create trigger amendment_letter_keep before update on amendment_letter
         for each row execute function keep_amendment_letter()`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table amendment_letter`);
    await query.query(`drop function keep_amendment_letter`);
  }
}
