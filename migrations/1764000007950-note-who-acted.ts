import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Stores the names of the people in audit entries and decisions about money, so that renaming a person later does not
 * change past entries. The database fills the columns itself, so that no writer can omit or invent a name. Existing
 * entries get the current names.
 */
export class NoteWhoActed1764000007950 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(
      `alter table audit_entry add column actor_name text, add column actor_role text, add column actor_key_name text`,
    );
    await query.query(
      `alter table money_decision add column user_name text, add column user_role text, add column user_key_name text,
         add column second_user_name text`,
    );
    await query.query(
      `update audit_entry e set actor_name = u.name from user_account u where u.id = e.actor_user_id`,
    );
    await query.query(`alter table money_decision disable trigger money_decision_keep`);
    await query.query(
      `update money_decision d set user_name = u.name from user_account u where u.id = d.user_id`,
    );
    await query.query(
      `update money_decision d set second_user_name = u.name from user_account u where u.id = d.second_user_id`,
    );
    await query.query(`alter table money_decision enable trigger money_decision_keep`);

    // A customer's user also writes entries, but sees neither keys nor other people, so the function needs the rights
    // of its owner.
    await query.query(`
      create function current_actor(maker uuid, acting_user uuid, out name text, out role text, out key_name text)
      language sql stable security definer set search_path = public, pg_temp as $$
        select u.name, m.role, k.name
          from user_account u
          left join membership m on m.maker_id = maker and m.user_id = u.id
               and m.id = nullif(current_setting('app.membership_id', true), '')::uuid
          left join api_key k on k.maker_id = maker and k.membership_id = m.id
               and k.id = nullif(current_setting('app.api_key_id', true), '')::uuid
         where u.id = acting_user
      $$`);
    await query.query(`revoke all on function current_actor(uuid, uuid) from public`);
    await query.query(`
      create function note_actor() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        select name, role, key_name into new.actor_name, new.actor_role, new.actor_key_name
          from current_actor(new.maker_id, new.actor_user_id);
        return new;
      end $$`);
    await query.query(`
      create function note_decider() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        select name, role, key_name into new.user_name, new.user_role, new.user_key_name
          from current_actor(new.maker_id, new.user_id);
        select name into new.second_user_name from user_account where id = new.second_user_id;
        return new;
      end $$`);
    await query.query(`revoke all on function note_actor(), note_decider() from public`);
    await query.query(
      `create trigger audit_entry_actor before insert on audit_entry for each row execute function note_actor()`,
    );
    await query.query(
      `create trigger money_decision_actor before insert on money_decision for each row execute function note_decider()`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop trigger money_decision_actor on money_decision`);
    await query.query(`drop trigger audit_entry_actor on audit_entry`);
    await query.query(`drop function note_decider(), note_actor(), current_actor(uuid, uuid)`);
    await query.query(
      `alter table money_decision drop column user_name, drop column user_role, drop column user_key_name,
         drop column second_user_name`,
    );
    await query.query(
      `alter table audit_entry drop column actor_name, drop column actor_role, drop column actor_key_name`,
    );
  }
}
