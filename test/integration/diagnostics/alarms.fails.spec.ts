import { AlarmEvaluation, AlarmRules, Alarms, AlarmsQueries, type NewAlarmRule } from '#diagnostics';
import { DomainError, type Scope } from '#platform';
import { Workshop } from '../../support/workshop.js';

describe('alarms reject', () => {
  let workshop: Workshop;
  let rules: AlarmRules;
  let alarms: Alarms;

  beforeAll(async () => {
    workshop = await Workshop.open();
    rules = workshop.get(AlarmRules);
    alarms = workshop.get(Alarms);
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
    ...over,
  });

  async function rejectionOf(work: Promise<unknown>): Promise<[string, ...string[]]> {
    const error = await work.then(
      () => new Error('nothing was rejected'),
      (reason: unknown) => reason,
    );
    if (!(error instanceof DomainError)) throw error;
    return [error.code, ...error.fields.map(({ pointer, code }) => `${pointer} ${code}`)];
  }

  const NOBODY = '00000000-0000-7000-8000-000000000000';

  it.each<[string, Partial<NewAlarmRule>, string[]]>([
    [
      'limits in the wrong order',
      { offLimit: '9' },
      ['diagnostics.rule_invalid', '/offLimit diagnostics.off_limit_beyond_on_limit'],
    ],
    [
      'a signal that the machines do not have',
      { signalKey: 'vibration' },
      ['diagnostics.rule_invalid', '/signalKey diagnostics.signal_unknown'],
    ],
    [
      'a rule without a model or machine',
      { modelId: null },
      ['diagnostics.rule_invalid', '/modelId diagnostics.rule_target_ambiguous'],
    ],
    [
      'a rule for a model and a machine',
      { machineId: NOBODY },
      ['diagnostics.rule_invalid', '/modelId diagnostics.rule_target_ambiguous'],
    ],
    ['an unknown model', { modelId: NOBODY }, ['equipment.model_not_found']],
    ['an unknown machine', { modelId: null, machineId: NOBODY }, ['equipment.machine_not_found']],
  ])('%s', async (_what, over, expected) => {
    expect(await rejectionOf(rules.create(workshop.system, rule(over)))).toEqual(expected);
  });

  it("another maker's model, as if it did not exist", async () => {
    const { other } = workshop;
    expect(
      await rejectionOf(rules.create(workshop.system, rule({ modelId: other.ids.equipment_model }))),
    ).toEqual(['equipment.model_not_found']);
    expect(await rejectionOf(rules.get(workshop.system, other.ids.alarm_rule!))).toEqual([
      'diagnostics.rule_not_found',
    ]);
    expect(
      await rejectionOf(rules.change(workshop.system, other.ids.alarm_rule!, 1, { severity: 'info' })),
    ).toEqual(['diagnostics.rule_not_found']);
  });

  it('an edit of an object that someone else has changed', async () => {
    const made = await rules.create(workshop.system, rule());
    await rules.change(workshop.system, made.id, 1, { severity: 'critical' });
    expect(await rejectionOf(rules.change(workshop.system, made.id, 1, { severity: 'info' }))).toEqual([
      'platform.version_mismatch',
    ]);
    expect((await rules.get(workshop.system, made.id)).severity).toBe('critical');
  });

  it('acknowledgement by unauthorized users', async () => {
    const [a, b] = workshop.one.customers;
    const strangers: [string, Scope][] = [
      ['the other customer', workshop.scopeOf(b.people.customer_admin, b)],
      ['the other maker', workshop.scopeOf(workshop.other.staff.admin, undefined, workshop.other)],
    ];
    for (const [who, scope] of strangers) {
      expect([who, await rejectionOf(alarms.acknowledge(scope, a.ids.alarm!))]).toEqual([
        who,
        ['diagnostics.alarm_not_found'],
      ]);
      expect(await rejectionOf(workshop.get(AlarmsQueries).get(scope, a.ids.alarm!))).toEqual([
        'diagnostics.alarm_not_found',
      ]);
    }
  });

  it('acknowledgement after they are withdrawn', async () => {
    const [a] = workshop.one.customers;
    await workshop.owner.query(`update alarm set withdrawn_at = now() where id = $1`, [a.ids.alarm]);
    expect(await rejectionOf(alarms.acknowledge(workshop.system, a.ids.alarm!))).toEqual([
      'diagnostics.alarm_not_found',
    ]);
  });

  it('a second open alarm of a rule and machine, even in the database', async () => {
    const [, b] = workshop.one.customers;
    const copy = workshop.owner.query(
      `insert into alarm select maker_id, gen_random_uuid(), rule_id, machine_id, site_id, customer_id, code, severity, signal_key,
              condition_since, raised_at, raised_value, raised_device_key, raised_seq, peak_value, peak_at, cleared_at,
              acknowledged_at, acknowledged_by, withdrawn_at, recorded_at, version from alarm where id = $1`,
      [b.ids.alarm],
    );
    await expect(copy).rejects.toMatchObject({ constraint: 'alarm_one_open_uq' });
  });

  it("evaluating one maker's machines in another's scope", async () => {
    const machine = await workshop.addMachine('RIG-FOREIGN');
    await rules.create(workshop.system, rule({ code: 'P-2', validFrom: new Date('2026-10-01') }));
    await workshop.send('RIG-FOREIGN', [[0, 9, 90]]);
    const foreign = workshop.scopeOf(workshop.other.staff.admin, undefined, workshop.other);
    await workshop.get(AlarmEvaluation).evaluatePending(foreign);
    const { rows } = await workshop.owner.query(`select 1 from alarm where machine_id = $1`, [machine.id]);
    expect(rows).toEqual([]);
  });

  it('stopping at a machine that fails: the others are evaluated, and the failed one is retried later', async () => {
    const sound = await workshop.addMachine('RIG-SOUND');
    const broken = await workshop.addMachine('RIG-BROKEN');
    await workshop.send('RIG-SOUND', [[0, 9, 90]]);
    await workshop.send('RIG-BROKEN', [[0, 9, 90]]);
    await workshop.owner.query(
      `alter table alarm add constraint broken_ck check (machine_id <> '${broken.id}') not valid`,
    );
    const evaluation = new AlarmEvaluation(workshop.unitOfWork);
    try {
      expect(await evaluation.evaluatePending(workshop.system)).toMatchObject({ failed: 1 });
    } finally {
      await workshop.owner.query(`alter table alarm drop constraint broken_ck`);
    }
    const { items } = await workshop
      .get(AlarmsQueries)
      .list(workshop.system, { machineId: sound.id, limit: 10 });
    expect(items.length).toBeGreaterThan(0);
    // The evaluator waits before the retry. Another evaluator processes the readings immediately.
    expect(await evaluation.evaluatePending(workshop.system)).toEqual({ evaluated: 0, failed: 0 });
    expect(await new AlarmEvaluation(workshop.unitOfWork).evaluatePending(workshop.system)).toEqual({
      evaluated: 1,
      failed: 0,
    });
  });
});
