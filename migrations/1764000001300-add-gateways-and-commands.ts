import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds devices behind gateways, attributes that devices report and receive, and commands to devices. */
export class AddGatewaysAndCommands1764000001300 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table device
        add column gateway_id uuid,
        add column creates_devices boolean not null default false,
        add constraint device_gateway_fk foreign key (maker_id, gateway_id) references device (maker_id, id),
        add constraint device_creates_devices_ck check (not creates_devices or kind = 'gateway'),
        drop constraint device_place_ck,
        add constraint device_place_ck check (num_nonnulls(machine_id, site_id) = 1
          or (gateway_id is not null and num_nonnulls(machine_id, site_id) = 0))`);
    await query.query(`
      create table gateway_device (
        maker_id uuid not null,
        gateway_id uuid not null,
        name text not null,
        device_id uuid,
        first_seen_at timestamptz not null,
        last_seen_at timestamptz not null,
        ignored_at timestamptz,
        constraint gateway_device_pk primary key (maker_id, gateway_id, name),
        constraint gateway_device_gateway_fk foreign key (maker_id, gateway_id) references device (maker_id, id),
        constraint gateway_device_device_fk foreign key (maker_id, device_id) references device (maker_id, id)
      )`);
    await query.query(`create index gateway_device_device_ix on gateway_device (maker_id, device_id)`);
    await query.query(`select protect_tenant_table('gateway_device')`);
    await query.query(`
      create table device_attribute (
        maker_id uuid not null,
        device_id uuid not null,
        scope text not null,
        name text not null,
        value jsonb not null,
        changed_at timestamptz not null,
        constraint device_attribute_pk primary key (maker_id, device_id, scope, name),
        constraint device_attribute_scope_ck check (scope in ('client', 'shared')),
        constraint device_attribute_device_fk foreign key (maker_id, device_id) references device (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('device_attribute')`);
    await query.query(`
      create table device_command (
        maker_id uuid not null,
        id uuid not null,
        number integer generated always as identity,
        device_id uuid not null,
        method text not null,
        params jsonb,
        wants_answer boolean not null,
        reason text not null,
        state text not null,
        created_at timestamptz not null,
        created_by uuid,
        expires_at timestamptz not null,
        sent_at timestamptz,
        delivered_at timestamptz,
        ended_at timestamptz,
        answer jsonb,
        constraint device_command_pk primary key (maker_id, id),
        constraint device_command_number_uq unique (maker_id, number),
        constraint device_command_state_ck check (state in ('QUEUED', 'SENT', 'DELIVERED', 'SUCCESSFUL', 'TIMEOUT', 'EXPIRED', 'FAILED')),
        constraint device_command_ended_ck check ((ended_at is null) = (state in ('QUEUED', 'SENT', 'DELIVERED'))),
        constraint device_command_device_fk foreign key (maker_id, device_id) references device (maker_id, id)
      )`);
    await query.query(
      `create index device_command_device_ix on device_command (maker_id, device_id, created_at desc)`,
    );
    await query.query(
      `create index device_command_open_ix on device_command (expires_at) where ended_at is null`,
    );
    await query.query(`select protect_tenant_table('device_command')`);
    await query.query(`grant select on gateway_device to dutycycle_ingest`);
    await query.query(`grant select, insert, update on device_attribute to dutycycle_ingest`);
    await query.query(`grant select, update on device_command to dutycycle_ingest`);

    // Ingest must not write the registry. With this function, it records a name that a gateway uses, and gets the
    // device to which the name is assigned. For an unknown name, the function creates a device if the gateway allows
    // this. It never assigns a name to another device because the name equals the code of that device.
    await query.query(`
      create function speak_for_device(of_maker uuid, of_gateway uuid, said_name text, wanted_code text,
          new_device uuid, new_audit uuid, at timestamptz)
        returns integer language plpgsql security definer set search_path = public, pg_temp as
      $$ declare
        link gateway_device%rowtype;
        key integer;
      begin
        select * into link from gateway_device
         where maker_id = of_maker and gateway_id = of_gateway and name = said_name;
        if not found then
          if (select count(*) from gateway_device where maker_id = of_maker and gateway_id = of_gateway) >= 1000 then return null; end if;
          insert into gateway_device (maker_id, gateway_id, name, first_seen_at, last_seen_at)
            values (of_maker, of_gateway, said_name, at, at)
            on conflict on constraint gateway_device_pk do update set last_seen_at = excluded.last_seen_at
            returning * into link;
        else
          update gateway_device set last_seen_at = greatest(last_seen_at, at)
           where maker_id = of_maker and gateway_id = of_gateway and name = said_name;
        end if;
        if link.device_id is null and link.ignored_at is null and wanted_code is not null and exists (
            select from device where maker_id = of_maker and id = of_gateway and creates_devices and archived_at is null) then
          insert into device (maker_id, id, code, kind, gateway_id)
            values (of_maker, new_device, wanted_code, 'controller', of_gateway)
            on conflict on constraint device_code_uq do nothing;
          if found then
            link.device_id := new_device;
            update gateway_device set device_id = new_device
             where maker_id = of_maker and gateway_id = of_gateway and name = said_name;
            insert into audit_entry (maker_id, id, at, actor_kind, action, entity, entity_id, after)
              values (of_maker, new_audit, at, 'device', 'equipment.device_created', 'device', new_device,
                jsonb_build_object('code', wanted_code, 'kind', 'controller', 'gatewayId', of_gateway, 'name', said_name));
          end if;
        end if;
        select device_key into key from device
         where maker_id = of_maker and id = link.device_id and archived_at is null;
        return key;
      end $$`);
    await query.query(
      `revoke all on function speak_for_device(uuid, uuid, text, text, uuid, uuid, timestamptz) from public`,
    );
    await query.query(
      `grant execute on function speak_for_device(uuid, uuid, text, text, uuid, uuid, timestamptz) to dutycycle_ingest`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop function speak_for_device(uuid, uuid, text, text, uuid, uuid, timestamptz)`);
    await query.query(`drop table device_command, device_attribute, gateway_device`);
    await query.query(`
      alter table device
        drop constraint device_place_ck,
        add constraint device_place_ck check (num_nonnulls(machine_id, site_id) = 1),
        drop constraint device_creates_devices_ck,
        drop column creates_devices,
        drop column gateway_id`);
  }
}
