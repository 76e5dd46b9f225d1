import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds saved views of lists: personal views, and views that the maker's users share. */
export class AddSavedViews1764000008081 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table saved_view (
        maker_id uuid not null,
        id uuid not null,
        list text not null,
        name text not null,
        owner_id uuid not null,
        owner_id_name text,
        is_shared boolean not null,
        settings jsonb not null,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint saved_view_pk primary key (maker_id, id),
        constraint saved_view_list_ck check (list ~ '^[a-z][a-z-]{0,39}$'),
        constraint saved_view_name_ck check (length(name) between 1 and 60),
        constraint saved_view_owner_fk foreign key (owner_id) references user_account (id) on delete cascade
      )`);
    await query.query(
      `comment on column saved_view.settings is 'filters, sort order and layout of the list, as the portal stores them'`,
    );
    await query.query(`create index saved_view_list_ix on saved_view (maker_id, list)`);
    await query.query(`
      create trigger saved_view_owner_id_name before insert or update on saved_view
         for each row execute function note_name('owner_id', 'owner_id_name')`);
    // Users of a customer can have views, but only the maker's users share them.
    await query.query(
      `select protect_tenant_table('saved_view', 'owner_id = scope_user() or (is_shared and scope_is_maker())')`,
    );
    await query.query(`
      create table saved_view_default (
        maker_id uuid not null,
        user_id uuid not null,
        list text not null,
        view_id uuid not null,
        constraint saved_view_default_pk primary key (maker_id, user_id, list),
        constraint saved_view_default_view_fk foreign key (maker_id, view_id) references saved_view (maker_id, id) on delete cascade,
        constraint saved_view_default_user_fk foreign key (user_id) references user_account (id) on delete cascade
      )`);
    await query.query(`create index saved_view_default_view_ix on saved_view_default (maker_id, view_id)`);
    await query.query(`select protect_tenant_table('saved_view_default', 'user_id = scope_user()')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table saved_view_default, saved_view`);
  }
}
