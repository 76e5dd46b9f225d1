import { v7 as uuidv7 } from 'uuid';
import {
  deriveMachineState,
  MACHINE_LIFECYCLES,
  type MachineLifecycle,
  type MachineStateInput,
  type MachineState,
} from '#equipment';
import { FleetSummaryQueries } from '../../../apps/api/src/fleet/fleet-summary.queries.js';
import { MachineQueryDto, type MachineRowDto } from '../../../apps/api/src/fleet/fleet.dto.js';
import { MachineRowsQueries } from '../../../apps/api/src/fleet/machine-rows.queries.js';
import type { Scope } from '#platform';
import { NOW, RegistryFixture } from './registry-fixture.js';

const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);
const query = (over: Partial<MachineQueryDto> = {}): MachineQueryDto =>
  Object.assign(new MachineQueryDto(), { limit: 200 }, over);

async function listAll(
  rows: MachineRowsQueries,
  scope: Scope,
  over: Partial<MachineQueryDto> = {},
  maxPages = Infinity,
): Promise<MachineRowDto[]> {
  const found: MachineRowDto[] = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    pages += 1;
    const page = await rows.list(scope, query({ ...over, cursor }), true);
    found.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && pages < maxPages);
  return found;
}

/** Adds the machines and devices that a test needs, bypassing the services. */
class FleetBuilder {
  constructor(private readonly fixture: RegistryFixture) {}

  async add(
    serial: string,
    lifecycle: MachineLifecycle = 'in_service',
    siteId = this.fixture.a.ids.site!,
  ): Promise<{ id: string; deviceKey: number }> {
    const { owner, one } = this.fixture;
    const id = uuidv7();
    await owner.query(
      `insert into machine (maker_id, id, serial, model_id, owner, lifecycle, shipped_at) values ($1, $2, $3, $4, 'maker', $5, '2026-01-01')`,
      [one.makerId, id, serial, one.ids.equipment_model, lifecycle],
    );
    await owner.query(
      `insert into placement (maker_id, id, machine_id, site_id, customer_id, during)
       select $1, $2, $3, id, customer_id, '[2026-01-01,)' from site where id = $4`,
      [one.makerId, uuidv7(), id, siteId],
    );
    return { id, deviceKey: (await this.fixture.addDevice(id, serial)).deviceKey };
  }

  async alarm(machineId: string, severity: string, raisedAt = minutesAgo(29)): Promise<string> {
    const { owner, one } = this.fixture;
    const [id, ruleId] = [uuidv7(), uuidv7()];
    await owner.query(
      `insert into alarm_rule (maker_id, id, code, name_i18n, machine_id, signal_key, direction, on_limit, off_limit, severity, valid_from)
       values ($1, $2, 'A12', '{}', $3, 'pressure_bar', 'above', 8, 7, $4, '2026-01-01')`,
      [one.makerId, ruleId, machineId, severity],
    );
    await owner.query(
      `insert into alarm (maker_id, id, rule_id, machine_id, site_id, customer_id, code, severity, signal_key, condition_since, raised_at,
         raised_value, raised_device_key, raised_seq, peak_value, peak_at, recorded_at)
       select $1, $2, $3, $4, site_id, customer_id, 'A12', $5, 'pressure_bar', $6, $6, 8.4, 1, 1, 8.6, $6, $6
         from placement where machine_id = $4`,
      [one.makerId, id, ruleId, machineId, severity, raisedAt],
    );
    return id;
  }

  async ticket(machineId: string, state: 'new' | 'in_progress'): Promise<string> {
    const { owner, one } = this.fixture;
    const id = uuidv7();
    await owner.query(
      `insert into ticket (maker_id, id, number, kind, machine_id, site_id, customer_id, hub_id, title_code, severity, state,
         technician_id, technician_name, opened_at)
       select $1, $2, $3, 'fault', $4, site_id, customer_id, $5, 'x', 'warning', $6, $7, $8, $9 from placement where machine_id = $4`,
      [
        one.makerId,
        id,
        `TK-${id}`,
        machineId,
        one.ids.hub,
        state,
        state === 'new' ? null : one.ids.technician,
        state === 'new' ? null : 'Jan',
        minutesAgo(90),
      ],
    );
    return id;
  }

  private visits = 0;

  async technicianOnSite(machineId: string): Promise<void> {
    const { owner, one } = this.fixture;
    const ticketId = await this.ticket(machineId, 'in_progress');
    this.visits += 1;
    // A person can't have overlapping visits, so each visit gets another time. The time itself is irrelevant.
    const from = new Date(Date.UTC(2027, 0, 1) + this.visits * 3_600_000);
    await owner.query(
      `insert into visit (maker_id, id, ticket_id, technician_id, technician_name, during, state)
       values ($1, $2, $3, $4, 'Jan', tstzrange($5, $5::timestamptz + interval '1 hour'), 'on_site')`,
      [one.makerId, uuidv7(), ticketId, one.ids.technician, from],
    );
  }
}

describe("the fleet's states", () => {
  let fixture: RegistryFixture;
  let rows: MachineRowsQueries;

  beforeAll(async () => {
    fixture = await RegistryFixture.open();
    rows = new MachineRowsQueries(fixture.unitOfWork);
  });

  afterAll(() => fixture?.close());

  it('equal the result of deriveMachineState for every combination of inputs', async () => {
    const fleet = new FleetBuilder(fixture);
    const expected = new Map<string, MachineState>();
    for (const lifecycle of MACHINE_LIFECYCLES) {
      for (const lastSeen of ['never', 'long ago', 'declared silent', 'just now'] as const) {
        for (const reportedState of ['load', 'FAULT', 'remote_hold', 'dancing', null]) {
          for (const [hasCriticalAlarm, hasTechnicianOnSite] of [
            [false, false],
            [true, false],
            [false, true],
          ] as const) {
            const serial = [lifecycle, lastSeen, reportedState, hasCriticalAlarm, hasTechnicianOnSite].join(
              ' ',
            );
            const { id, deviceKey } = await fleet.add(serial.replaceAll(' ', '.').slice(0, 64), lifecycle);
            if (hasCriticalAlarm) await fleet.alarm(id, 'critical');
            if (hasTechnicianOnSite) await fleet.technicianOnSite(id);
            const hasReported = lastSeen !== 'never';
            if (hasReported) {
              await fixture.setStatus(deviceKey, {
                lastReadingAt: minutesAgo(lastSeen === 'long ago' ? 16 : 1),
                values: reportedState === null ? {} : { state: { v: reportedState, t: 1 } },
                silentSince: lastSeen === 'declared silent' ? minutesAgo(1) : undefined,
              });
            }
            const signs: MachineStateInput = {
              lifecycle,
              isHeard: hasReported,
              isSilent: lastSeen === 'long ago' || lastSeen === 'declared silent',
              reportedState: hasReported ? reportedState : null,
              hasCriticalAlarm,
              hasTechnicianOnSite,
            };
            expected.set(id, deriveMachineState(signs));
          }
        }
      }
    }
    expect(expected.size).toBe(360);
    const found = new Map((await listAll(rows, fixture.engineer)).map(({ id, state }) => [id, state]));
    const wrong = [...expected].filter(([id, state]) => found.get(id) !== state);
    expect(wrong).toEqual([]);
    // Every state must occur, so that the test covers all of them.
    expect(new Set(expected.values())).toEqual(
      new Set(['fault', 'silent', 'service', 'load', 'off', 'unknown']),
    );
  });

  // The lists find machines in different ways: machines that need attention by the reasons for it, other machines by an
  // index, and a customer's machines by the customer's permissions. The machines are those of the previous test.
  describe('are listed in one order', () => {
    /** Small enough for many pages, and no divisor of the number of machines. */
    const PAGE = 29;
    let whole: MachineRowDto[];
    const idsOf = (found: readonly MachineRowDto[]) => found.map(({ id }) => id);

    beforeAll(async () => {
      whole = await listAll(rows, fixture.engineer);
    });

    it('in pages of 1', async () => {
      const found = await listAll(rows, fixture.engineer, { limit: 1 }, 40);
      expect(idsOf(found)).toEqual(idsOf(whole.slice(0, 40)));
    });

    it.each([PAGE, 100])('in pages of %i', async (limit) => {
      const found = await listAll(rows, fixture.engineer, { limit });
      expect(idsOf(found)).toEqual(idsOf(whole));
    });

    it.each([PAGE, 200])('in reverse, in pages of %i', async (limit) => {
      const found = await listAll(rows, fixture.engineer, { limit, sort: '-attention' });
      expect(idsOf(found)).toEqual(idsOf(whole).reverse());
    });

    it.each([
      ['fault'],
      ['silent'],
      ['service'],
      ['load'],
      ['off'],
      ['unknown'],
      ['silent', 'load'],
    ] as const)('if filtered by %s', async (...states) => {
      const expected = idsOf(whole.filter(({ state }) => states.some((one) => one === state)));
      expect(expected.length).toBeGreaterThan(0);
      for (const limit of [PAGE, 200])
        expect(idsOf(await listAll(rows, fixture.engineer, { limit, state: [...states] }))).toEqual(expected);
    });

    it('if filtered by their need for attention', async () => {
      const urgent = idsOf(await listAll(rows, fixture.engineer, { limit: PAGE, needsAttention: true }));
      const others = idsOf(await listAll(rows, fixture.engineer, { limit: PAGE, needsAttention: false }));
      expect([...urgent, ...others]).toEqual(idsOf(whole));
      expect(Math.min(urgent.length, others.length)).toBeGreaterThan(0);
    });

    it('if sorted by serial number and filtered by state', async () => {
      const found = await listAll(rows, fixture.engineer, { limit: PAGE, state: ['silent'], sort: 'serial' });
      const silent = whole.filter(({ state }) => state === 'silent').map(({ serial }) => serial);
      expect(found.map(({ serial }) => serial)).toEqual(silent.sort());
    });

    it('for their customer', async () => {
      const own = await listAll(rows, fixture.asCustomer(fixture.a), { limit: PAGE });
      const expected = whole.filter(({ customer }) => customer?.id === fixture.a.customerId);
      expect(idsOf(own)).toEqual(idsOf(expected));
      expect(own.length).toBeGreaterThan(300);
    });
  });
});

describe('the fleet', () => {
  let fixture: RegistryFixture;
  let rows: MachineRowsQueries;
  let fleet: FleetBuilder;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    fixture = await RegistryFixture.open();
    rows = new MachineRowsQueries(fixture.unitOfWork);
    fleet = new FleetBuilder(fixture);
    const running = async (serial: string, siteId?: string, state = 'load', minutes = 1): Promise<string> => {
      const { id, deviceKey } = await fleet.add(serial, 'in_service', siteId);
      await fixture.setStatus(deviceKey, {
        lastReadingAt: minutesAgo(minutes),
        values: { state: { v: state, t: 5 }, pressure_bar: { v: 7.31, t: 5 } },
      });
      ids[serial] = id;
      return id;
    };
    await running('W-well');
    await running('V-idle', fixture.b.ids.site, 'idle');
    await fleet.alarm(await running('M-critical'), 'critical');
    await fleet.alarm(await running('M-warning'), 'warning');
    await fleet.alarm(await running('M-info'), 'info');
    await running('M-silent', undefined, 'load', 1850);
    await fleet.ticket(await running('M-ticket'), 'new');
    await fleet.technicianOnSite(await running('M-visit'));
    const due = await running('M-kit');
    await fixture.owner.query(
      `insert into kit_delivery (maker_id, id, number, machine_id, kit_id, customer_id, site_id, depot_id, due_hours, hours_now, predicted_on, state, forecast_at)
       values ($1, $2, 'KD-9', $3, $4, $5, $6, $7, 4000, 3988.5, '2026-10-22', 'forecast', now())`,
      [
        fixture.one.makerId,
        uuidv7(),
        due,
        fixture.one.ids.kit,
        fixture.a.customerId,
        fixture.a.ids.site,
        fixture.one.ids.depot,
      ],
    );
    // In the data of `createMaker`, usage of the station meter at customer a is on hold.
    await fixture.owner.query(
      `update usage_period set state = 'held', quantity = null, held_quantity = 378, reasons = $2
        where maker_id = $1 and customer_id = $3`,
      [
        fixture.one.makerId,
        JSON.stringify([{ code: 'counter_fell', holds: true, from: '2026-10-11T00:00:00.000Z', to: null }]),
        fixture.a.customerId,
      ],
    );
  });

  afterAll(() => fixture?.close());

  const serials = async (over: Partial<MachineQueryDto> = {}, scope = fixture.engineer) =>
    (await rows.list(scope, query(over), true)).items.map(({ serial }) => serial);
  const row = async (serial: string, scope = fixture.engineer, usage = true) =>
    (await rows.list(scope, query({ search: serial }), usage)).items[0]!;

  it('is sorted by need for attention, then by serial', async () => {
    const own = (await serials()).filter((serial) => !serial.startsWith('PUMP'));
    // The usage on hold at the station meter is shown at the first machine of its site.
    expect(own).toEqual([
      'M-critical',
      'M-warning',
      'M-silent',
      'M-ticket',
      'M-kit',
      'M-visit',
      'M-info',
      'V-idle',
      'W-well',
    ]);
  });

  it('reports why a machine needs attention', async () => {
    expect((await row('M-critical')).attention).toMatchObject([
      {
        kind: 'alarm',
        code: 'alarm_raised',
        params: { alarm: 'A12', severity: 'critical', signalKey: 'pressure_bar', value: '8.6', unit: 'bar' },
      },
      {
        kind: 'held',
        code: 'usage_held',
        params: { quantity: '378', unit: 'm3', contract: 'K-a', reason: 'counter_fell' },
        since: new Date('2026-10-11T00:00:00Z'),
      },
    ]);
    expect((await row('M-silent')).attention).toMatchObject([{ kind: 'silent', since: minutesAgo(1850) }]);
    expect((await row('M-ticket')).attention).toMatchObject([
      { kind: 'ticket', code: 'ticket_unassigned', since: minutesAgo(90) },
    ]);
    expect((await row('M-kit')).attention).toMatchObject([
      {
        kind: 'kit',
        code: 'kit_due',
        params: { kit: 'KIT-2000', predictedOn: '2026-10-22', hoursLeft: '11.5' },
      },
    ]);
    expect((await row('M-visit')).attention).toMatchObject([
      { kind: 'ticket', code: 'technician_on_site', params: { technician: 'Jan' } },
    ]);
    expect((await row('M-info')).attention).toEqual([]);
    expect((await row('W-well')).attention).toEqual([]);
  });

  it('hides usage on hold from users without permission to see invoices', async () => {
    expect((await row('M-critical', fixture.engineer, false)).attention.map(({ kind }) => kind)).toEqual([
      'alarm',
    ]);
  });

  it('shows values, alarms, tickets and the next kit', async () => {
    expect(await row('M-kit')).toMatchObject({
      values: { pressure_bar: 7.31, state: 'load' },
      site: { id: fixture.a.ids.site, name: 'Plant a', zone: 'Europe/Warsaw' },
      customer: { id: fixture.a.customerId },
      hubId: fixture.one.ids.hub,
      nextKit: { code: 'KIT-2000', predictedOn: '2026-10-22', hoursLeft: '11.5' },
      openTickets: 0,
    });
    expect(await row('M-warning')).toMatchObject({
      openAlarms: [{ code: 'A12', severity: 'warning' }],
      openTickets: 0,
    });
    expect(await row('M-ticket')).toMatchObject({ openTickets: 1 });
  });

  it.each<[string, Partial<MachineQueryDto>, string[]]>([
    ['part of a serial number, ignoring case', { search: 'm-cri' }, ['M-critical']],
    ['a character that is a wildcard in SQL', { search: 'M_critical' }, []],
    ['states', { state: ['silent', 'service'], sort: 'serial' }, ['M-silent', 'M-visit']],
    [
      'machines that need no attention',
      { needsAttention: false, search: '-', sort: '-serial' },
      ['W-well', 'V-idle', 'M-info'],
    ],
    ['a stage', { lifecycle: ['sold'] }, []],
  ])('is filtered by %s', async (_what, over, expected) => {
    const found = await serials(over);
    expect(found.filter((serial) => expected.includes(serial) || !serial.startsWith('PUMP'))).toEqual(
      expected,
    );
  });

  it('is filtered by site, customer, hub and model', async () => {
    expect(await serials({ siteId: fixture.b.ids.site, sort: 'serial' })).toEqual(['PUMP-b-one', 'V-idle']);
    expect(await serials({ customerId: fixture.b.customerId, sort: 'serial' })).toEqual([
      'PUMP-b-one',
      'V-idle',
    ]);
    expect(await serials({ hubId: fixture.one.ids.other_hub, sort: 'serial' })).toEqual([
      'PUMP-b-one',
      'V-idle',
    ]);
    expect((await serials({ hubId: fixture.one.ids.hub })).length).toBe((await serials()).length - 2);
    expect(await serials({ modelId: fixture.other.ids.equipment_model })).toEqual([]);
  });

  it.each(['attention', 'serial', '-serial', 'model', 'site', 'customer', 'lastReadingAt', '-lastReadingAt'])(
    'gives the same rows page by page as in one request, sorted by %s',
    async (sort) => {
      const atOnce = await serials({ sort });
      expect((await listAll(rows, fixture.engineer, { sort, limit: 3 })).map(({ serial }) => serial)).toEqual(
        atOnce,
      );
      expect(atOnce.length).toBeGreaterThan(10);
    },
  );

  it('shows a customer only its own', async () => {
    expect(await serials({ sort: 'serial' }, fixture.asCustomer(fixture.b))).toEqual([
      'PUMP-b-one',
      'V-idle',
    ]);
    const elsewhere = fixture.scopeOf(fixture.other.staff.admin, undefined, fixture.other);
    expect((await serials({ sort: 'serial' }, elsewhere)).every((serial) => serial.endsWith('other'))).toBe(
      true,
    );
  });

  it('is summarized by state, hub and site', async () => {
    const summary = await new FleetSummaryQueries(fixture.unitOfWork).get(fixture.engineer, true);
    expect(summary.total).toBe(11);
    // The two pumps that `createMaker` stored reported last a few days ago.
    expect(summary.states).toEqual({ fault: 0, silent: 3, service: 1, load: 6, idle: 1, off: 0, unknown: 0 });
    expect(summary.hubs).toMatchObject([
      {
        hub: { id: fixture.one.ids.other_hub },
        machines: 2,
        sites: [{ site: { id: fixture.b.ids.site }, machines: 2, worst: 'critical' }],
      },
      {
        hub: { id: fixture.one.ids.hub },
        machines: 9,
        sites: [{ site: { id: fixture.a.ids.site }, machines: 9, worst: 'critical' }],
      },
    ]);
    expect(summary.heardLast2Min).toBe(8);
    expect(summary.worstGap!.serial).toMatch(/^PUMP/);
    const own = await new FleetSummaryQueries(fixture.unitOfWork).get(fixture.asCustomer(fixture.b), true);
    expect(own).toMatchObject({
      total: 2,
      hubs: [{ machines: 2, sites: [{ site: { id: fixture.b.ids.site } }] }],
    });
  });
});

describe('the state strip of the last day', () => {
  let fixture: RegistryFixture;
  let rows: MachineRowsQueries;

  const hoursAgo = (hours: number): Date => minutesAgo(hours * 60);
  const near = (at: Date): number => Math.round((NOW.getTime() - at.getTime()) / 3_600_000);

  beforeAll(async () => {
    fixture = await RegistryFixture.open();
    rows = new MachineRowsQueries(fixture.unitOfWork);
    const { deviceKey } = await new FleetBuilder(fixture).add('DUTY-1');
    const readings: [Date, string | null][] = [];
    for (let minute = 26 * 60; minute >= 0; minute -= 1) {
      const hours = minute / 60;
      if (hours <= 12 && hours > 9) continue;
      // A device reports its state only with every second message.
      const state = hours > 18 ? 'load' : hours > 12 ? 'idle' : hours > 4 ? 'load' : 'off';
      readings.push([minutesAgo(minute + 0.5), minute % 2 === 0 ? state : null]);
    }
    await fixture.addReadings(deviceKey, readings);
    await fixture.setStatus(deviceKey, {
      lastReadingAt: minutesAgo(0.5),
      values: { state: { v: 'off', t: 1 } },
    });
  });

  afterAll(() => fixture?.close());

  const strip = async (scope: Scope) => {
    const page = await rows.list(scope, query({ search: 'DUTY-1', include: ['duty'] }), false);
    return page.items[0]?.duty?.map(({ from, to, state }) => `${near(from)}-${near(to)} ${state}`);
  };

  it('shows states and gaps, merged if adjacent', async () => {
    expect(await strip(fixture.engineer)).toEqual([
      '24-18 load',
      '18-12 idle',
      '12-9 silent',
      '9-4 load',
      '4-0 off',
    ]);
    expect(await strip(fixture.asCustomer(fixture.a))).toEqual(await strip(fixture.engineer));
  });

  it('is returned only on request and only to authorized users', async () => {
    const page = await rows.list(fixture.engineer, query({ search: 'DUTY-1' }), false);
    expect(page.items[0]).not.toHaveProperty('duty');
    expect(await strip(fixture.asCustomer(fixture.b))).toBeUndefined();
    expect(await strip(fixture.scopeOf(fixture.other.staff.admin, undefined, fixture.other))).toBeUndefined();
  });

  it('is unknown for a machine that never reported, and silent for one that stopped reporting', async () => {
    const fleet = new FleetBuilder(fixture);
    await fleet.add('NEVER-1');
    const { deviceKey } = await fleet.add('STOPPED-1');
    await fixture.addReadings(deviceKey, [[hoursAgo(40), 'load']]);
    await fixture.setStatus(deviceKey, {
      lastReadingAt: hoursAgo(40),
      values: { state: { v: 'load', t: 1 } },
    });
    const states = async (search: string) =>
      (await rows.list(fixture.engineer, query({ search, include: ['duty'] }), false)).items[0]!.duty!.map(
        ({ state }) => state,
      );
    expect(await states('NEVER-1')).toEqual(['unknown']);
    expect(await states('STOPPED-1')).toEqual(['silent']);
  });
});
