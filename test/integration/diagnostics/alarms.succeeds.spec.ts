import { AlarmEvaluation, AlarmRules, Alarms, AlarmsQueries, type NewAlarmRule } from '#diagnostics';
import { Clock } from '#platform';
import { evaluateFresh } from '../../../libs/diagnostics/src/fresh-evaluation.js';
import { BEGINNING, NOW, Workshop, type Row, type WorkMachine } from '../../support/workshop.js';

const at = (second: number) => new Date(BEGINNING + second * 1000);

/**
 * Data of a rig for one hour: pressure sometimes exceeds its limit, and temperature rises once for a long time. The
 * values are the same in each run.
 */
function hour(seed: number): Row[] {
  let state = seed;
  const random = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  return Array.from({ length: 360 }, (_, i): Row => {
    const pressure = 6 + 3 * Math.sin(i / 17) + random();
    const temperature = i > 120 && i < 260 ? 104 + random() : 90 + random() * 8;
    return [
      i * 10,
      i % 50 === 7 ? null : Math.round(pressure * 100) / 100,
      Math.round(temperature * 10) / 10,
    ];
  });
}

/** Returns the alarm intervals by the definition of a rule, calculated only from the rows. */
function expected(
  rows: readonly Row[],
  value: (row: Row) => number | null,
  on: number,
  off: number,
  delaySeconds: number,
) {
  const listAlarms: [number, number | null][] = [];
  let since: number | null = null;
  let open = false;
  for (const row of [...rows].sort((a, b) => a[0] - b[0])) {
    const sample = value(row);
    if (sample === null) continue;
    if (open) {
      if (sample <= off) {
        listAlarms.at(-1)![1] = row[0];
        open = false;
        since = null;
      }
    } else if (sample <= on) since = null;
    else {
      since ??= row[0];
      if (row[0] - since >= delaySeconds) {
        open = true;
        listAlarms.push([row[0], null]);
      }
    }
  }
  return listAlarms;
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const copy = [...items];
  let state = seed;
  for (let i = copy.length - 1; i > 0; i--) {
    state = (state * 1103515245 + 12345) % 2147483648;
    const j = state % (i + 1);
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}

describe('alarms', () => {
  let workshop: Workshop;
  let evaluation: AlarmEvaluation;
  let rules: AlarmRules;
  let queries: AlarmsQueries;
  let pressureRule: string;
  let temperatureRule: string;

  beforeAll(async () => {
    workshop = await Workshop.open();
    evaluation = workshop.get(AlarmEvaluation);
    rules = workshop.get(AlarmRules);
    queries = workshop.get(AlarmsQueries);
    pressureRule = (await rules.create(workshop.system, rule({ code: 'P-HIGH' }))).id;
    temperatureRule = (
      await rules.create(
        workshop.system,
        rule({
          code: 'T-HIGH',
          signalKey: 'temperature',
          onLimit: '100',
          offLimit: '95',
          onDelaySeconds: 600,
          severity: 'critical',
          opensTicket: true,
        }),
      )
    ).id;
    await evaluation.evaluatePending(workshop.system);
  });

  afterAll(() => workshop?.close());

  const rule = (over: Partial<NewAlarmRule> = {}): NewAlarmRule => ({
    code: 'P-HIGH',
    nameI18n: { en: 'High pressure' },
    modelId: workshop.model,
    signalKey: 'pressure',
    direction: 'above',
    onLimit: '8.5',
    offLimit: '7',
    severity: 'warning',
    validFrom: new Date('2026-10-01T00:00:00Z'),
    ...over,
  });

  /** Returns `[raised, cleared]` of the alarms of one rule, in seconds. */
  async function listAlarms(machine: WorkMachine, ruleId: string): Promise<[number, number | null][]> {
    const { items } = await queries.list(workshop.system, {
      state: 'all',
      machineId: machine.id,
      limit: 200,
    });
    return items
      .filter((alarm) => alarm.ruleId === ruleId)
      .map((alarm): [number, number | null] => [
        (alarm.raisedAt.getTime() - BEGINNING) / 1000,
        alarm.clearedAt && (alarm.clearedAt.getTime() - BEGINNING) / 1000,
      ])
      .sort((a, b) => a[0] - b[0]);
  }

  const expectedPressure = (rows: readonly Row[]) => expected(rows, (row) => row[1], 8.5, 7, 0);
  const expectedTemperature = (rows: readonly Row[]) => expected(rows, (row) => row[2], 100, 95, 600);

  it('follow the definition for any order and repetition of readings', async () => {
    const rows = hour(1);
    const deliveries: [string, Row[][]][] = [
      ['RIG-WHOLE', [rows]],
      ['RIG-ORDERED', [rows.slice(0, 90), rows.slice(90, 200), rows.slice(200)]],
      ['RIG-BACKWARDS', [rows.slice(200), rows.slice(90, 200), rows.slice(0, 90)]],
      ['RIG-SHUFFLED', [0, 1, 2, 3, 4, 5].map((part) => shuffled(rows, 7).slice(part * 60, part * 60 + 60))],
      ['RIG-TWICE', [rows.slice(0, 200), rows.slice(100, 360), rows]],
    ];
    expect(expectedPressure(rows).length).toBeGreaterThan(3);
    expect(expectedTemperature(rows)).toHaveLength(1);
    for (const [serial, parts] of deliveries) {
      const machine = await workshop.addMachine(serial);
      let stored = 0;
      for (const part of parts) {
        stored += (await workshop.send(serial, part)).stored;
        await evaluation.evaluatePending(workshop.system);
      }
      expect(stored).toBe(rows.length);
      expect({
        serial,
        pressure: await listAlarms(machine, pressureRule),
        temperature: await listAlarms(machine, temperatureRule),
      }).toEqual({
        serial,
        pressure: expectedPressure(rows),
        temperature: expectedTemperature(rows),
      });
    }
  });

  it("contain their start, the reading that raised them, the peak, and the machine's placement", async () => {
    const machine = await workshop.addMachine('RIG-FACTS', workshop.one.customers[1]);
    await workshop.send('RIG-FACTS', [
      [0, 5, 99],
      [10, 5, 101],
      [620, 5, 103.5],
      [700, 5, 108],
      [710, 5, 107],
      [800, 5, 95],
    ]);
    await evaluation.evaluatePending(workshop.system);
    const { items } = await queries.list(workshop.system, { state: 'all', machineId: machine.id, limit: 10 });
    expect(items).toEqual([
      expect.objectContaining({
        code: 'T-HIGH',
        name: { en: 'High pressure' },
        severity: 'critical',
        signalKey: 'temperature',
        unit: 'Cel',
        onLimit: '100',
        offLimit: '95',
        conditionSince: at(10),
        raisedAt: at(620),
        raisedValue: '103.5',
        peakValue: '108',
        peakAt: at(700),
        clearedAt: at(800),
        acknowledgedAt: null,
        machine: { id: machine.id, serial: 'RIG-FACTS' },
        customer: { id: workshop.one.customers[1].customerId, name: 'Customer b of one' },
      }),
    ]);
  });

  it('keep their id and acknowledgement when a late reading moves their start or end, and are withdrawn if no period remains', async () => {
    const machine = await workshop.addMachine('RIG-LATE');
    await workshop.send('RIG-LATE', [
      [0, 6, 90],
      [100, 9, 90],
      [200, 9.5, 90],
      [300, 6, 90],
    ]);
    await evaluation.evaluatePending(workshop.system);
    const [alarm] = (await queries.list(workshop.system, { state: 'all', machineId: machine.id, limit: 10 }))
      .items;
    const engineer = workshop.scopeOf(workshop.one.staff.engineer);
    await workshop.get(Alarms).acknowledge(engineer, alarm!.id);

    await workshop.send('RIG-LATE', [
      [50, 8.8, 90],
      [250, 6.5, 90],
    ]);
    const before = (await workshop.events()).length;
    await evaluation.evaluatePending(workshop.system);
    const [moved] = (await queries.list(workshop.system, { state: 'all', machineId: machine.id, limit: 10 }))
      .items;
    expect(moved).toMatchObject({
      id: alarm!.id,
      conditionSince: at(50),
      raisedAt: at(50),
      clearedAt: at(250),
      acknowledgedBy: 'engineer',
    });
    expect((await workshop.events(before)).map(({ name }) => name)).toEqual([
      'diagnostics.alarm_changed',
      'diagnostics.readings_came_late',
    ]);
    expect(
      (await workshop.owner.query(`select count(*)::int as n from alarm where machine_id = $1`, [machine.id]))
        .rows,
    ).toEqual([{ n: 1 }]);
  });

  it('are withdrawn when readings no longer support them, and raised again when other readings do', async () => {
    const machine = await workshop.addMachine('RIG-GONE');
    await workshop.send('RIG-GONE', [
      [0, 6, 101],
      [600, 6, 101],
    ]);
    await evaluation.evaluatePending(workshop.system);
    expect(await listAlarms(machine, temperatureRule)).toEqual([[600, null]]);

    const before = (await workshop.events()).length;
    await workshop.send('RIG-GONE', [[300, 6, 99]]);
    await evaluation.evaluatePending(workshop.system);
    expect(await listAlarms(machine, temperatureRule)).toEqual([]);
    expect((await workshop.events(before)).map(({ name }) => name)).toEqual(['diagnostics.alarm_withdrawn']);

    await workshop.send('RIG-GONE', [
      [1200, 6, 101],
      [1300, 6, 90],
    ]);
    await evaluation.evaluatePending(workshop.system);
    expect(await listAlarms(machine, temperatureRule)).toEqual([[1200, 1300]]);
  });

  it('are open only once per rule and machine, and emit each event once', async () => {
    const machine = await workshop.addMachine('RIG-STEPS');
    const before = (await workshop.events()).length;
    for (const row of [
      [0, 9, 90],
      [10, 9.1, 90],
      [20, 6, 90],
      [30, 9, 90],
    ] as Row[]) {
      await workshop.send('RIG-STEPS', [row]);
      await evaluation.evaluatePending(workshop.system);
    }
    expect(await listAlarms(machine, pressureRule)).toEqual([
      [0, 20],
      [30, null],
    ]);
    expect((await workshop.events(before)).map(({ name }) => name)).toEqual([
      'diagnostics.alarm_raised',
      'diagnostics.alarm_changed',
      'diagnostics.alarm_cleared',
      'diagnostics.alarm_raised',
    ]);
  });

  it('merge readings of all devices of a machine into one order', async () => {
    const machine = await workshop.addMachine('RIG-TWO');
    await workshop.addDevice(machine.id, 'RIG-TWO-GATEWAY');
    await workshop.send('RIG-TWO', [
      [0, 6, 101],
      [400, 6, 101],
      [800, 6, 101],
    ]);
    await workshop.send('RIG-TWO-GATEWAY', [
      [300, 6, 101],
      [500, 6, 97],
      [700, 6, 101],
    ]);
    await evaluation.evaluatePending(workshop.system);
    expect(await listAlarms(machine, temperatureRule)).toEqual([]);
    await workshop.send('RIG-TWO-GATEWAY', [[1300, 6, 101]]);
    await evaluation.evaluatePending(workshop.system);
    expect(await listAlarms(machine, temperatureRule)).toEqual([[1300, null]]);
  });

  it('process all readings, even if there are more than one batch', async () => {
    const machine = await workshop.addMachine('RIG-MANY');
    const rows = Array.from({ length: 11_000 }, (_, i): Row => [i, i % 1000 < 5 ? 9 : 6, 90]);
    await workshop.send('RIG-MANY', rows);
    await evaluation.evaluatePending(workshop.system);
    expect(await listAlarms(machine, pressureRule)).toEqual(expectedPressure(rows));
  });

  describe('of an edited rule', () => {
    it('leave the past unchanged, even for late readings', async () => {
      const own = await workshop.addMachine('RIG-EDIT');
      const made = await rules.create(
        workshop.system,
        rule({ code: 'P-EDIT', modelId: null, machineId: own.id, onLimit: '8', offLimit: '8' }),
      );
      await workshop.send('RIG-EDIT', [
        [0, 8.2, 90],
        [100, 7, 90],
      ]);
      await evaluation.evaluatePending(workshop.system);
      expect(await listAlarms(own, made.id)).toEqual([[0, 100]]);

      const changed = await rules.change(workshop.system, made.id, made.version, {
        onLimit: '12',
        offLimit: '11',
      });
      expect(changed).toMatchObject({ version: 2, onLimit: '12' });
      expect(changed.validFrom.getTime()).toBeGreaterThanOrEqual(NOW.getTime());
      await workshop.send('RIG-EDIT', [
        [200, 8.3, 90],
        [300, 7, 90],
      ]);
      await evaluation.evaluatePending(workshop.system);
      expect(await listAlarms(own, made.id)).toEqual([
        [0, 100],
        [200, 300],
      ]);
    });

    it('are cleared when the rule is disabled, without a later reading', async () => {
      const own = await workshop.addMachine('RIG-OFF');
      const made = await rules.create(
        workshop.system,
        rule({ code: 'P-OFF', modelId: null, machineId: own.id, onLimit: '8', offLimit: '8' }),
      );
      await workshop.send('RIG-OFF', [[0, 8.2, 90]]);
      await evaluation.evaluatePending(workshop.system);
      const off = await rules.change(workshop.system, made.id, 1, { enabled: false });
      await evaluation.evaluatePending(workshop.system);
      expect(await listAlarms(own, made.id)).toEqual([[0, (off.validFrom.getTime() - BEGINNING) / 1000]]);
    });

    it('evaluate data that was stored before the rule was created, from its start', async () => {
      const own = await workshop.addMachine('RIG-PAST');
      await workshop.send('RIG-PAST', [
        [0, 4, 90],
        [100, 4, 90],
        [200, 6, 90],
      ]);
      await evaluation.evaluatePending(workshop.system);
      const made = await rules.create(
        workshop.system,
        rule({
          code: 'P-LOW',
          modelId: null,
          machineId: own.id,
          direction: 'below',
          onLimit: '5',
          offLimit: '5.5',
          validFrom: at(50),
        }),
      );
      await evaluation.evaluatePending(workshop.system);
      expect(await listAlarms(own, made.id)).toEqual([[100, 200]]);
    });
  });

  it('are the same after a crash at any statement, because each machine is evaluated in one transaction', async () => {
    const rows = hour(3);
    const machine = await workshop.addMachine('RIG-CRASH');
    await workshop.send('RIG-CRASH', shuffled(rows, 5).slice(0, 200));
    await evaluation.evaluatePending(workshop.system);
    await workshop.send('RIG-CRASH', rows);
    for (let statement = 1; ; statement++) {
      const { survived } = await evaluateWithCrash(statement);
      if (survived) break;
      expect(statement).toBeLessThan(200);
    }
    expect(await listAlarms(machine, pressureRule)).toEqual(expectedPressure(rows));
    expect(await listAlarms(machine, temperatureRule)).toEqual(expectedTemperature(rows));
    const { rows: events } = await workshop.owner.query<{ n: number }>(
      `select count(*)::int as n from outbox_event e join alarm a on a.id = (e.payload ->> 'alarmId')::uuid
        where a.machine_id = $1 and e.name = 'diagnostics.alarm_raised'`,
      [machine.id],
    );
    const { rows: alarms } = await workshop.owner.query<{ n: number }>(
      `select count(*)::int as n from alarm where machine_id = $1`,
      [machine.id],
    );
    expect(events).toEqual(alarms);
  });

  /**
   * Makes the nth write of an evaluation fail, with a trigger. `survived` is true if the evaluation completed.
   */
  async function evaluateWithCrash(write: number): Promise<{ survived: boolean }> {
    await workshop.owner.query(`create sequence if not exists crash_at`);
    await workshop.owner.query(`alter sequence crash_at restart`);
    await workshop.owner.query(`grant usage on sequence crash_at to dutycycle_app`);
    await workshop.owner.query(
      `create or replace function crash_now() returns trigger language plpgsql as $$ begin
         if nextval('crash_at') = ${write} then raise exception 'crash'; end if;
         return coalesce(new, old);
       end $$`,
    );
    const tables = ['alarm', 'alarm_checkpoint', 'evaluation_request', 'outbox_event'];
    for (const table of tables) {
      await workshop.owner.query(
        `create or replace trigger crash before insert or update or delete on ${table} for each row execute function crash_now()`,
      );
    }
    const result = await new AlarmEvaluation(workshop.unitOfWork)
      .evaluatePending(workshop.system)
      .catch(() => ({ failed: 1 }));
    const { rows } = await workshop.owner.query<{ last: string }>(`select last_value as last from crash_at`);
    for (const table of tables) await workshop.owner.query(`drop trigger crash on ${table}`);
    return { survived: result.failed === 0 && Number(rows[0]!.last) < write };
  }

  it('are visible to the customer at their time, and to no other customer', async () => {
    const [a, b] = workshop.one.customers;
    const machine = await workshop.addMachine('RIG-MOVED', a);
    await workshop.owner.query(
      `update placement set during = tstzrange(lower(during), $2) where machine_id = $1`,
      [machine.id, at(1000)],
    );
    await workshop.owner.query(
      `insert into placement (maker_id, id, machine_id, site_id, customer_id, during) values ($1, gen_random_uuid(), $2, $3, $4, tstzrange($5, null))`,
      [workshop.one.makerId, machine.id, b.ids.site, b.customerId, at(1000)],
    );
    await workshop.send('RIG-MOVED', [
      [0, 9, 90],
      [100, 6, 90],
      [2000, 9, 90],
      [2100, 6, 90],
    ]);
    await evaluation.evaluatePending(workshop.system);
    const seen = async (scope: Parameters<AlarmsQueries['list']>[0]) =>
      (await queries.list(scope, { state: 'all', machineId: machine.id, limit: 10 })).items.map(
        ({ raisedAt }) => (raisedAt.getTime() - BEGINNING) / 1000,
      );
    expect(await seen(workshop.scopeOf(a.people.customer_viewer, a))).toEqual([0]);
    expect(await seen(workshop.scopeOf(b.people.customer_admin, b))).toEqual([2000]);
    expect(await seen(workshop.scopeOf(workshop.one.staff.planner))).toEqual([2000, 0]);
    expect(await seen(workshop.scopeOf(workshop.other.staff.admin, undefined, workshop.other))).toEqual([]);
  });

  it('are returned in pages, newest first', async () => {
    const first = await queries.list(workshop.system, { state: 'cleared', limit: 3 });
    const second = await queries.list(workshop.system, { state: 'cleared', limit: 3, cursor: first.next! });
    const both = await queries.list(workshop.system, { state: 'cleared', limit: 6 });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(both.items.map(({ id }) => id));
  });

  describe('from a reading that is ahead of time', () => {
    /** Seconds after the beginning. */
    const now = (NOW.getTime() - BEGINNING) / 1000;
    let passed = 0;
    beforeEach(() => {
      passed = 0;
      vi.spyOn(workshop.get(Clock), 'now').mockImplementation(() => new Date(NOW.getTime() + passed * 1000));
    });
    afterEach(() => vi.restoreAllMocks());

    const evaluate = async (serial: string, ...rows: Row[]): Promise<void> => {
      if (rows.length > 0) await workshop.send(serial, rows);
      await evaluation.evaluatePending(workshop.system);
    };

    it('are raised at the time of the reading, in chronological order', async () => {
      const machine = await workshop.addMachine('RIG-AHEAD');
      await evaluate('RIG-AHEAD', [now - 10, 6, 90], [now + 300, 9, 90]);
      await evaluate('RIG-AHEAD', [now, 6, 90]);
      expect(await listAlarms(machine, pressureRule)).toEqual([]);
      passed = 200;
      await evaluate('RIG-AHEAD', [now + 100, 6, 90], [now + 200, 6, 90]);
      expect(await listAlarms(machine, pressureRule)).toEqual([]);
      // Time passes without a new reading.
      passed = 300;
      await evaluate('RIG-AHEAD');
      expect(await listAlarms(machine, pressureRule)).toEqual([[now + 300, null]]);
      passed = 310;
      await evaluate('RIG-AHEAD', [now + 310, 6, 90]);
      expect(await listAlarms(machine, pressureRule)).toEqual([[now + 300, now + 310]]);
    });

    it('are raised immediately if the clock of the device is always ahead', async () => {
      const machine = await workshop.addMachine('RIG-FAST');
      await evaluate('RIG-FAST', [now - 10, 6, 90]);
      await workshop.owner.query(`update device_status set clock_skew_ms = 300000 where device_key = $1`, [
        machine.deviceKey,
      ]);
      await evaluate('RIG-FAST', [now + 300, 9, 90]);
      expect(await listAlarms(machine, pressureRule)).toEqual([[now + 300, null]]);
    });
  });

  it('are derived immediately from readings in order, and requested for late or first readings', async () => {
    const machine = await workshop.addMachine('RIG-FRESH');
    const evaluate = async (...rows: Row[]) => {
      await workshop.send('RIG-FRESH', rows);
      const evaluatedCount = await workshop.unitOfWork.run(workshop.system, evaluateFresh);
      const { rows: requests } = await workshop.owner.query<{ from: Date }>(
        `select evaluate_from as "from" from evaluation_request where machine_id = $1`,
        [machine.id],
      );
      await evaluation.evaluatePending(workshop.system);
      return {
        judged: evaluatedCount,
        requested: requests.map(({ from }) => (from.getTime() - BEGINNING) / 1000),
      };
    };
    await evaluation.evaluatePending(workshop.system);
    expect(await evaluate([0, 6, 90])).toEqual({ judged: 0, requested: [0] });
    expect(await evaluate([10, 9, 90])).toEqual({ judged: 1, requested: [] });
    expect(await listAlarms(machine, pressureRule)).toEqual([[10, null]]);
    expect(await evaluate([30, 6, 90], [20, 9, 90])).toEqual({ judged: 1, requested: [] });
    expect(await listAlarms(machine, pressureRule)).toEqual([[10, 30]]);
    expect(await evaluate([15, 6, 90])).toEqual({ judged: 0, requested: [15] });
    expect(await listAlarms(machine, pressureRule)).toEqual([
      [10, 15],
      [20, 30],
    ]);
  });

  it('are derived for 200 machines at once, second by second', async () => {
    const machines: string[] = [];
    for (let i = 0; i < 200; i++) machines.push((await workshop.addMachine(`FAST-${i}`)).serial);
    const second = async (s: number) => {
      for (const serial of machines) await workshop.send(serial, [[s, 6 + (s % 2), 90]]);
    };
    await second(0);
    await evaluation.evaluatePending(workshop.system);
    for (let s = 1; s <= 5; s++) {
      await second(s);
      expect(await evaluation.evaluatePending(workshop.system)).toEqual({ evaluated: 200, failed: 0 });
    }
  });
});
