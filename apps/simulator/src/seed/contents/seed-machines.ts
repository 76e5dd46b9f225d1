import { createHash } from 'node:crypto';
import { atLocalTime, moveDay } from '../../domain/world-dates.js';
import { selectComponents } from '../../domain/contents/machine-components.js';
import { selectInstrumentSignals, toCatalogueSignal } from '../../domain/contents/signal-catalogue.js';
import type { DemoMachine } from '../demo-data.store.js';
import { demoId } from '../demo-ids.js';
import { devicePasswordPurpose, deviceUsername } from '../device-secrets.js';
import { insertRows, type Row } from '../rows.writer.js';
import { customerOf, siteZone, type Seeding } from '../seeding.js';
import { toSignalRow } from './seed-models.js';

const DAY_MS = 86_400_000;
/** Time from shipment to commissioning. */
const SHIPPED_BEFORE_MS = 45 * DAY_MS;
/**
 * Seconds without readings after which a device is considered not reporting. Devices on a customer's network can lose
 * the connection for hours, and then deliver buffered readings.
 */
const SILENT_AFTER_SECONDS = { sim: 900, lan: 4 * 3600 };

/** Seeds machines with components and placements, and the devices that report for them and for the stations. */
export async function seedMachines(seeding: Seeding): Promise<void> {
  const { manager, data, makerId } = seeding;
  const commissioned = new Map(
    data.machines.map((machine) => [machine.id, commissionedAt(seeding, machine)]),
  );
  const at = (machine: DemoMachine) => commissioned.get(machine.id)!;

  await insertRows(
    manager,
    'machine',
    data.machines.map((machine) => ({
      maker_id: makerId,
      id: demoId('machine', machine.serial),
      serial: machine.serial,
      model_id: demoId('model', machine.model),
      owner: machine.owner,
      lifecycle: 'in_service',
      shipped_at: toIso(at(machine) - SHIPPED_BEFORE_MS),
      commissioned_at: toIso(at(machine)),
      connection: machine.connection === 'customer LAN' ? 'customer LAN' : 'maker SIM',
      attributes: {
        demoId: machine.id,
        controllerFirmware: machine.controller_fw,
        gatewayFirmware: machine.gateway_fw,
      },
      version: 1,
    })),
  );
  await insertRows(
    manager,
    'placement',
    data.machines.map((machine) => ({
      maker_id: makerId,
      id: demoId('placement', machine.serial),
      machine_id: demoId('machine', machine.serial),
      site_id: demoId('site', machine.customer),
      customer_id: demoId('customer', machine.customer),
      during: `["${toIso(at(machine))}",)`,
    })),
  );
  await insertRows(
    manager,
    'machine_transition',
    data.machines.flatMap((machine) => toTransitions(makerId, machine, at(machine))),
  );
  await insertRows(
    manager,
    'component',
    data.machines.flatMap((machine) =>
      selectComponents(machine, data.parts, data.bom).map((component) => ({
        maker_id: makerId,
        id: demoId('component', machine.serial, component.partNumber),
        machine_id: demoId('machine', machine.serial),
        assembly: component.assembly,
        part_number: component.partNumber,
        name: component.name,
        serial: '',
        lot: component.lot,
        installed_at: toIso(at(machine)),
        version: 1,
      })),
    ),
  );
  await seedDevices(seeding);
}

async function seedDevices({ manager, data, makerId, dates, deriveSecret }: Seeding): Promise<void> {
  const meters = data.machines.filter((machine) => machine.billing_flow_meter !== null);
  await insertRows(
    manager,
    'device',
    data.machines.map((machine) => ({
      maker_id: makerId,
      id: demoId('device', machine.serial),
      code: machine.serial,
      kind: 'controller',
      machine_id: demoId('machine', machine.serial),
      silent_after_seconds:
        machine.connection === 'customer LAN' ? SILENT_AFTER_SECONDS.lan : SILENT_AFTER_SECONDS.sim,
      version: 1,
    })),
  );
  await insertRows(
    manager,
    'device',
    meters.map((machine) => ({
      maker_id: makerId,
      id: demoId('device', machine.billing_flow_meter!),
      code: machine.billing_flow_meter,
      kind: 'instrument',
      site_id: demoId('site', machine.customer),
      silent_after_seconds: SILENT_AFTER_SECONDS.sim,
      version: 1,
    })),
  );
  const instrumentSignals = selectInstrumentSignals(data.signals.map(toCatalogueSignal));
  await insertRows(
    manager,
    'signal',
    meters.flatMap(({ billing_flow_meter: code }) =>
      instrumentSignals.map((signal, position) => ({
        ...toSignalRow(makerId, demoId('signal', code!, signal.key), signal, position),
        device_id: demoId('device', code!),
      })),
    ),
  );
  const codes = [
    ...data.machines.map(({ serial }) => serial),
    ...meters.map((machine) => machine.billing_flow_meter!),
  ];
  await insertRows(
    manager,
    'device_credential',
    codes.map((code) => ({
      maker_id: makerId,
      id: demoId('device-credential', code),
      device_id: demoId('device', code),
      username: deviceUsername(code),
      secret_hash: createHash('sha256')
        .update(deriveSecret(devicePasswordPurpose(code)))
        .digest('hex'),
      created_at: toIso(dates.firstStartMs),
    })),
  );
}

/** Returns 08:00 local time on the machine's commissioning day, moved with the demo, in epoch milliseconds. */
function commissionedAt({ data, dates }: Seeding, machine: DemoMachine): number {
  return atLocalTime(
    moveDay(dates, machine.commissioned),
    '08:00',
    siteZone(customerOf(data, machine.customer)),
  );
}

function toTransitions(makerId: string, machine: DemoMachine, at: number): Row[] {
  const steps = [
    { from: null, to: 'shipped', at: at - SHIPPED_BEFORE_MS },
    { from: 'shipped', to: 'commissioned', at },
    { from: 'commissioned', to: 'in_service', at: at + 4 * 3_600_000 },
  ];
  return steps.map((step) => ({
    maker_id: makerId,
    id: demoId('machine-transition', machine.serial, step.to),
    machine_id: demoId('machine', machine.serial),
    from_state: step.from,
    to_state: step.to,
    occurred_at: toIso(step.at),
    recorded_at: toIso(step.at),
    reason: '',
  }));
}

function toIso(ms: number): string {
  return new Date(ms).toISOString();
}
