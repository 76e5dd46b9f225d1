import { AlarmEvaluation, AlarmRules, AlarmsQueries } from '#diagnostics';
import {
  AlarmTickets,
  CandidatesQueries,
  TechniciansQueries,
  TicketFiles,
  Tickets,
  TicketsQueries,
  VisitsQueries,
} from '#service';
import { BEGINNING, NOW, Workshop } from '../../support/workshop.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const CLOSING = {
  symptom: 'high_temperature',
  cause: 'stuck_valve',
  remedy: 'part_replaced',
  note: 'Valve changed',
} as const;

describe('tickets', () => {
  let workshop: Workshop;
  let tickets: Tickets;
  let queries: TicketsQueries;
  let alarmTickets: AlarmTickets;

  beforeAll(async () => {
    workshop = await Workshop.open();
    tickets = workshop.get(Tickets);
    queries = workshop.get(TicketsQueries);
    alarmTickets = workshop.get(AlarmTickets);
    await workshop.get(AlarmRules).create(workshop.system, {
      code: 'A12',
      nameI18n: { en: 'High discharge temperature' },
      modelId: workshop.model,
      signalKey: 'temperature',
      direction: 'above',
      onLimit: '100',
      offLimit: '95',
      severity: 'critical',
      opensTicket: true,
      requiredCertificates: { PL: 'SEP E1', ID: 'K3' },
      requiredParts: [{ partNumber: 'OF-1', quantity: 2 }],
      validFrom: new Date('2026-10-01T00:00:00Z'),
    });
  });

  afterAll(() => workshop?.close());

  const manager = () => workshop.scopeOf(workshop.one.staff.manager);
  const technician = () => workshop.scopeOf(workshop.one.staff.technician);
  const marek = () =>
    workshop.scopeOf(workshop.one.customers[0].people.customer_admin, workshop.one.customers[0]);

  async function alarmOf(
    serial: string,
    rows: [number, number | null, number | null][],
  ): Promise<{ machineId: string; alarmId: string }> {
    const machine = await workshop.addMachine(serial);
    await workshop.send(serial, rows);
    await workshop.get(AlarmEvaluation).evaluatePending(workshop.system);
    const { items } = await workshop
      .get(AlarmsQueries)
      .list(workshop.system, { state: 'all', machineId: machine.id, limit: 5 });
    return { machineId: machine.id, alarmId: items[0]!.id };
  }

  const event = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

  it('are opened once for an alarm, with its curve, requirements and placement', async () => {
    const { machineId, alarmId } = await alarmOf('RIG-1', [
      [0, 6, 90],
      [30, 6, 92],
      [60, 6, 101],
      [120, 6, 108],
      [180, 6, 104],
    ]);
    const id = (await alarmTickets.openTicketForAlarm(workshop.system, { eventId: event(1), alarmId }))!;
    expect(await alarmTickets.openTicketForAlarm(workshop.system, { eventId: event(1), alarmId })).toBe(id);
    expect(await alarmTickets.openTicketForAlarm(workshop.system, { eventId: event(2), alarmId })).toBe(id);

    const ticket = await queries.get(manager(), id);
    const [a] = workshop.one.customers;
    expect(ticket).toMatchObject({
      number: 'TK-3001',
      kind: 'fault',
      state: 'new',
      severity: 'critical',
      titleCode: 'alarm',
      titleParams: { code: 'A12', name: { en: 'High discharge temperature' }, serial: 'RIG-1' },
      machine: { id: machineId, serial: 'RIG-1', modelCode: 'RIG' },
      site: { id: a.ids.site, zone: 'Europe/Warsaw', accessNotes: '' },
      customer: { id: a.customerId },
      hubId: workshop.one.ids.hub,
      alarmId,
      requiredSkill: 'service',
      requiredCertificate: 'SEP E1',
      contact: { name: 'Contact a' },
      actions: ['assign', 'cancel'],
      parts: [
        { partNumber: 'OF-1', name: { en: 'Oil filter' }, quantity: 2, reserved: 0, availableAtDepot: 9 },
      ],
    });
    expect(
      ticket.timeline.map(({ kind, occurredAt, recordedAt, byName }) => [
        kind,
        occurredAt,
        recordedAt >= NOW,
        byName,
      ]),
    ).toEqual([['opened', new Date(BEGINNING + 60_000), true, null]]);
    const minute = (n: number) => BEGINNING + n * 60_000;
    expect(ticket.evidence).toMatchObject({
      signalKey: 'temperature',
      unit: 'Cel',
      from: '2026-10-20T06:01:00.000Z',
      to: '2026-10-20T09:01:00.000Z',
      bucketSeconds: 60,
      points: [
        [minute(0), 90, 91, 92],
        [minute(1), 101, 101, 101],
        [minute(2), 108, 108, 108],
        [minute(3), 104, 104, 104],
      ],
      rule: { direction: 'above', onLimit: 100, offLimit: 95 },
      limits: { tripHigh: '100', tripLow: null, warnHigh: null, warnLow: null },
      until: '2026-10-20T08:03:00.000Z',
    });
    expect(ticket.evidence!.markers.map(({ code, at, value }) => [code, at, value])).toEqual([
      ['condition_since', '2026-10-20T08:01:00.000Z', null],
      ['raised', '2026-10-20T08:01:00.000Z', 101],
      ['peak', '2026-10-20T08:02:00.000Z', 108],
    ]);
    expect((await queries.ofAlarms(workshop.system, [alarmId])).get(alarmId)).toEqual({
      id,
      number: 'TK-3001',
      state: 'new',
    });
  });

  it('get the rest of their curve once when readings continue', async () => {
    const { alarmId } = await alarmOf('RIG-2', [[0, 6, 101]]);
    const id = (await alarmTickets.openTicketForAlarm(workshop.system, { eventId: event(10), alarmId }))!;
    await alarmTickets.completeEvidence(workshop.system);
    await workshop.send('RIG-2', [
      [1800, 6, 103],
      [3700, 6, 90],
    ]);
    expect(await alarmTickets.completeEvidence(workshop.system)).toBe(1);
    const { evidence, version } = await queries.get(manager(), id);
    expect(evidence!.points.map(([at]) => (at - BEGINNING) / 1000)).toEqual([0, 1800]);
    expect(evidence!.until).toBe(evidence!.to);
    expect(version).toBe(1);
    expect(await alarmTickets.completeEvidence(workshop.system)).toBe(0);
  });

  it('show late readings and the clearing of the alarm', async () => {
    const { machineId, alarmId } = await alarmOf('RIG-3', [
      [0, 6, 101],
      [7200, 6, 102],
    ]);
    const id = (await alarmTickets.openTicketForAlarm(workshop.system, { eventId: event(20), alarmId }))!;
    const before = (await workshop.events()).length;
    await workshop.send('RIG-3', [[600, 6, 90]]);
    await workshop.get(AlarmEvaluation).evaluatePending(workshop.system);
    const newEvents = await workshop.events(before);
    expect(newEvents.map(({ name }) => name)).toEqual([
      'diagnostics.alarm_cleared',
      'diagnostics.alarm_raised',
      'diagnostics.readings_came_late',
    ]);
    await alarmTickets.recordClearedAlarm(workshop.system, { eventId: event(21), alarmId });
    await alarmTickets.recordClearedAlarm(workshop.system, { eventId: event(21), alarmId });
    await alarmTickets.refreshEvidenceOfMachine(
      workshop.system,
      machineId,
      new Date(newEvents[2]!.payload.from!),
    );
    const ticket = await queries.get(manager(), id);
    expect(
      ticket.timeline.map(({ kind, occurredAt }) => [kind, (occurredAt.getTime() - BEGINNING) / 1000]),
    ).toEqual([
      ['opened', 0],
      ['alarm_cleared', 600],
    ]);
    expect(ticket.evidence!.points.map(([at, , mean]) => [(at - BEGINNING) / 1000, mean])).toEqual([
      [0, 101],
      [600, 90],
    ]);
    expect(ticket.evidence!.markers.at(-1)).toMatchObject({ code: 'cleared' });
  });

  it('are cancelled with a withdrawn alarm, unless they were accepted', async () => {
    const withdrawn = await alarmOf('RIG-4', [[0, 6, 101]]);
    const id = (await alarmTickets.openTicketForAlarm(workshop.system, {
      eventId: event(30),
      alarmId: withdrawn.alarmId,
    }))!;
    await alarmTickets.cancelTicketOfWithdrawnAlarm(workshop.system, {
      eventId: event(31),
      alarmId: withdrawn.alarmId,
    });
    expect(await queries.get(manager(), id)).toMatchObject({ state: 'cancelled', actions: [] });

    const worked = await alarmOf('RIG-5', [[0, 6, 101]]);
    const kept = (await alarmTickets.openTicketForAlarm(workshop.system, {
      eventId: event(32),
      alarmId: worked.alarmId,
    }))!;
    await tickets.assign(manager(), kept, {
      technicianId: workshop.one.ids.technician!,
      from: new Date('2026-11-02T08:00Z'),
      to: new Date('2026-11-02T10:00Z'),
    });
    await tickets.accept(technician(), kept);
    await alarmTickets.cancelTicketOfWithdrawnAlarm(workshop.system, {
      eventId: event(33),
      alarmId: worked.alarmId,
    });
    const ticket = await queries.get(manager(), kept);
    expect(ticket.state).toBe('accepted');
    expect(ticket.timeline.map(({ kind }) => kind)).toEqual([
      'opened',
      'assigned',
      'accepted',
      'alarm_withdrawn',
    ]);
  });

  it('are not opened for an alarm withdrawn before its event was delivered', async () => {
    const { alarmId } = await alarmOf('RIG-6', [[0, 6, 101]]);
    await workshop.owner.query(`update alarm set withdrawn_at = now() where id = $1`, [alarmId]);
    expect(
      await alarmTickets.openTicketForAlarm(workshop.system, { eventId: event(40), alarmId }),
    ).toBeUndefined();
  });

  it('that a customer raises with a photo can be processed up to the remedy', async () => {
    const [a] = workshop.one.customers;
    const id = await tickets.raise(marek(), {
      machineId: a.ids.machine!,
      description: 'It screams',
      occurredAt: new Date('2026-10-20T09:00:00Z'),
    });
    const fileId = await workshop
      .get(TicketFiles)
      .attach(marek(), id, { name: '../IMG 1.jpeg', bytes: PNG, caption: 'Here' });
    // A phone that missed the response sends the photo again.
    expect(await workshop.get(TicketFiles).attach(marek(), id, { name: 'IMG 1.jpeg', bytes: PNG })).toBe(
      fileId,
    );
    await tickets.addNote(manager(), id, { note: 'Call them first', internal: true });
    await tickets.addNote(marek(), id, { note: 'Gate 3', internal: false });

    const day = { from: new Date('2026-10-21T07:00:00Z'), to: new Date('2026-10-21T09:00:00Z') };
    await tickets.assign(manager(), id, { technicianId: workshop.one.ids.technician!, ...day });
    expect(
      (await queries.list(technician(), { mine: true, limit: 50 })).items.map(({ id: own }) => own),
    ).toContain(id);
    expect(await workshop.get(TechniciansQueries).day(technician(), '2026-10-21')).toMatchObject({
      zone: 'Europe/Warsaw',
      visits: [
        {
          state: 'planned',
          ...day,
          ticket: { id, state: 'assigned', description: 'It screams' },
          site: { accessNotes: '' },
        },
      ],
    });
    await tickets.accept(technician(), id);
    await tickets.start(technician(), id, new Date('2026-10-20T11:30:00Z'));
    await tickets.close(technician(), id, { ...CLOSING, occurredAt: new Date('2026-10-20T11:55:00Z') });

    const staff = await queries.get(manager(), id);
    expect(staff).toMatchObject({
      state: 'closed',
      kind: 'request',
      requiredSkill: 'service',
      technician: { id: workshop.one.ids.technician, name: 'Technician' },
      startedAt: new Date('2026-10-20T11:30:00Z'),
      closedAt: new Date('2026-10-20T11:55:00Z'),
      symptom: 'high_temperature',
      closingNote: 'Valve changed',
      visits: [{ state: 'done', technician: { name: 'Technician' } }],
      files: [
        { id: fileId, name: 'IMG 1.png', mime: 'image/png', bytes: expect.any(Number), caption: 'Here' },
      ],
    });
    expect(staff.timeline.map(({ kind, byName, internal }) => [kind, byName, internal])).toEqual([
      ['opened', 'customer_admin-a', false],
      ['started', 'technician', false],
      ['closed', 'technician', false],
      ['file', 'customer_admin-a', false],
      ['note', 'manager', true],
      ['note', 'customer_admin-a', false],
      ['assigned', 'manager', false],
      ['accepted', 'technician', false],
    ]);

    const customer = await queries.get(marek(), id);
    expect(customer.timeline.map(({ note }) => note)).not.toContain('Call them first');
    expect(customer.technician).toEqual({ id: null, name: 'Technician' });
    expect(customer.visits).toMatchObject([{ technician: { id: null, name: 'Technician' } }]);
    expect(await workshop.get(TicketFiles).read(marek(), fileId)).toMatchObject({
      mime: 'image/png',
      bytes: expect.any(Buffer),
    });
    expect(
      (await workshop.events()).filter(({ payload }) => payload.ticketId === id).map(({ name }) => name),
    ).toEqual([
      'service.ticket_opened',
      'service.ticket_changed',
      'service.ticket_changed',
      'service.ticket_changed',
      'service.ticket_assigned',
      'service.ticket_changed',
      'service.ticket_changed',
      'service.ticket_closed',
    ]);
  });

  it('that are closed early make the technician available again', async () => {
    const [a] = workshop.one.customers;
    const span = { from: new Date('2026-10-23T07:00:00Z'), to: new Date('2026-10-23T09:00:00Z') };
    const give = async () => {
      const id = await tickets.raise(manager(), { machineId: a.ids.machine!, description: 'Noise' });
      await tickets.assign(manager(), id, { technicianId: workshop.one.ids.technician!, ...span });
      return id;
    };
    const first = await give();
    await tickets.accept(technician(), first);
    await tickets.start(technician(), first);
    const blocked = await workshop.get(CandidatesQueries).list(manager(), first);
    expect(blocked[0]!.slot!.from.getTime()).toBeGreaterThan(NOW.getTime());
    await tickets.close(technician(), first, CLOSING);
    const second = await give();
    expect((await queries.get(manager(), second)).visits).toMatchObject([{ state: 'planned', ...span }]);
    await tickets.cancel(manager(), second, 'Tried');
  });

  it('that are reassigned replace their planned visit', async () => {
    const [, b] = workshop.one.customers;
    const id = await tickets.raise(manager(), { machineId: b.ids.machine!, description: 'Noise' });
    const span = { from: new Date('2026-10-22T07:00:00Z'), to: new Date('2026-10-22T09:00:00Z') };
    await tickets.assign(manager(), id, { technicianId: workshop.one.ids.technician!, ...span });
    await tickets.assign(manager(), id, {
      technicianId: workshop.one.ids.technician!,
      from: new Date('2026-10-22T08:00:00Z'),
      to: new Date('2026-10-22T10:00:00Z'),
    });
    expect(
      (await queries.get(manager(), id)).visits.map(({ state, from }) => [state, from.toISOString()]),
    ).toEqual([
      ['cancelled', '2026-10-22T07:00:00.000Z'],
      ['planned', '2026-10-22T08:00:00.000Z'],
    ]);
    expect(
      await workshop
        .get(VisitsQueries)
        .list(manager(), { from: span.from, to: new Date('2026-10-23T00:00:00Z') }),
    ).toHaveLength(1);
    await tickets.cancel(manager(), id, 'Solved by itself');
    expect(
      await workshop
        .get(VisitsQueries)
        .list(manager(), { from: span.from, to: new Date('2026-10-23T00:00:00Z') }),
    ).toEqual([]);
  });

  it('have suggested technicians with reasons, from data in the database', async () => {
    const { alarmId } = await alarmOf('RIG-7', [[0, 6, 101]]);
    const id = (await alarmTickets.openTicketForAlarm(workshop.system, { eventId: event(50), alarmId }))!;
    const [candidate] = await workshop.get(CandidatesQueries).list(manager(), id);
    expect(candidate).toMatchObject({
      technician: { id: workshop.one.ids.technician, code: 'T-1', hubId: workshop.one.ids.hub },
      rank: 1,
      assignable: true,
      slot: { from: new Date('2026-10-20T13:00:00Z'), to: new Date('2026-10-20T15:00:00Z') },
    });
    expect(Object.fromEntries(candidate!.reasons.map(({ kind, code }) => [kind, code]))).toEqual({
      skill: 'skill_held',
      certificate: 'certificate_valid',
      distance: 'distance_from_home',
      calendar: 'slot_free',
      part: 'part_at_hand',
      language: 'language_not_spoken',
      level: 'level',
    });

    await tickets.changeNeeds(manager(), id, 1, {
      requiredSkill: 'laser',
      requiredParts: [{ partNumber: 'OF-1', quantity: 11 }],
    });
    const [unfit] = await workshop.get(CandidatesQueries).list(manager(), id);
    expect(unfit).toMatchObject({ assignable: false });
    expect(unfit!.reasons.filter(({ ok }) => !ok).map(({ code }) => code)).toEqual([
      'skill_missing',
      'part_short',
      'language_not_spoken',
      'level',
    ]);
  });
});
