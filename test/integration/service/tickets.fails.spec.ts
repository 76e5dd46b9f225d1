import { DomainError, type Scope } from '#platform';
import {
  CandidatesQueries,
  Technicians,
  TechniciansQueries,
  TicketFiles,
  Tickets,
  TicketsQueries,
  VisitsQueries,
} from '#service';
import { NOW, Workshop } from '../../support/workshop.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const CLOSING = { symptom: 'leak', cause: 'wear', remedy: 'adjusted', note: '' } as const;

describe('tickets reject', () => {
  let workshop: Workshop;
  let tickets: Tickets;
  let queries: TicketsQueries;

  beforeAll(async () => {
    workshop = await Workshop.open();
    tickets = workshop.get(Tickets);
    queries = workshop.get(TicketsQueries);
  });

  afterAll(() => workshop?.close());

  const manager = () => workshop.scopeOf(workshop.one.staff.manager);
  const technician = () => workshop.scopeOf(workshop.one.staff.technician);
  const customer = (index: 0 | 1) =>
    workshop.scopeOf(workshop.one.customers[index].people.customer_admin, workshop.one.customers[index]);
  const stranger = () => workshop.scopeOf(workshop.other.staff.admin, undefined, workshop.other);

  async function rejectionOf(work: Promise<unknown>): Promise<DomainError> {
    const error = await work.then(
      () => new Error('nothing was rejected'),
      (reason: unknown) => reason,
    );
    if (!(error instanceof DomainError)) throw error;
    return error;
  }
  const code = async (work: Promise<unknown>) => (await rejectionOf(work)).code;

  const raise = (index: 0 | 1 = 0) =>
    tickets.raise(manager(), {
      machineId: workshop.one.customers[index].ids.machine!,
      description: 'Something',
    });
  const at = (hour: string) => new Date(`2026-10-26T${hour}:00Z`);
  const assign = (id: string, from = '08:00', to = '10:00', technicianId = workshop.one.ids.technician!) =>
    tickets.assign(manager(), id, { technicianId, from: at(from), to: at(to) });

  describe('unauthorized users', () => {
    it.each<[string, () => Scope]>([
      ['the other customer', () => customer(1)],
      ['the other maker', stranger],
      ['a technician who has another ticket', technician],
    ])('%s', async (_who, scope) => {
      const id = await raise();
      const fileId = await workshop.get(TicketFiles).attach(manager(), id, { name: 'a.png', bytes: PNG });
      const rejections = await Promise.all([
        code(queries.get(scope(), id)),
        code(tickets.accept(scope(), id)),
        code(tickets.cancel(scope(), id, '')),
        code(tickets.addNote(scope(), id, { note: 'x', internal: false })),
        code(workshop.get(TicketFiles).attach(scope(), id, { name: 'a.png', bytes: PNG })),
        code(workshop.get(CandidatesQueries).list(scope(), id)),
        code(workshop.get(TicketFiles).read(scope(), fileId)),
      ]);
      expect(rejections).toEqual([
        ...new Array<string>(6).fill('service.ticket_not_found'),
        'service.file_not_found',
      ]);
      const listed = await queries.list(scope(), { state: 'all', limit: 200 });
      expect(listed.items.map((ticket) => ticket.id)).not.toContain(id);
    });
  });

  it('a customer who raises one for a machine at another customer', async () => {
    const [, b] = workshop.one.customers;
    expect(await code(tickets.raise(customer(0), { machineId: b.ids.machine!, description: 'x' }))).toBe(
      'equipment.machine_not_found',
    );
  });

  it('a machine without a placement at that time, or a time in the future', async () => {
    const [a] = workshop.one.customers;
    const machineId = a.ids.machine!;
    expect(
      await code(
        tickets.raise(manager(), { machineId, description: 'x', occurredAt: new Date('2025-01-01') }),
      ),
    ).toBe('service.machine_not_placed');
    const future = await rejectionOf(
      tickets.raise(manager(), {
        machineId,
        description: 'x',
        occurredAt: new Date(NOW.getTime() + 86_400_000),
      }),
    );
    expect([future.code, future.fields[0]!.pointer]).toEqual(['service.occurred_in_future', '/occurredAt']);
  });

  it('steps out of order', async () => {
    const id = await raise();
    expect(await code(tickets.accept(manager(), id))).toBe('service.ticket_action_refused');
    await assign(id, '06:00', '07:00');
    expect(await code(tickets.start(technician(), id))).toBe('service.ticket_action_refused');
    expect(await code(tickets.close(technician(), id, CLOSING))).toBe('service.ticket_action_refused');
    await tickets.accept(technician(), id);
    await tickets.start(technician(), id);
    expect(await code(tickets.cancel(manager(), id, 'late'))).toBe('service.ticket_action_refused');
    await tickets.close(technician(), id, CLOSING);
    expect(await code(assign(id))).toBe('service.ticket_action_refused');
    expect(await code(workshop.get(TicketFiles).attach(manager(), id, { name: 'a.png', bytes: PNG }))).toBe(
      'service.ticket_over',
    );
    expect(
      await code(
        tickets.changeNeeds(manager(), id, (await queries.get(manager(), id)).version, { severity: 'info' }),
      ),
    ).toBe('service.ticket_over');
  });

  it('work before the fault, and an end before the start', async () => {
    const id = await tickets.raise(manager(), {
      machineId: workshop.one.customers[0].ids.machine!,
      description: 'Noise',
      occurredAt: new Date('2026-10-20T09:00:00Z'),
    });
    await assign(id, '04:00', '05:00');
    const early = await rejectionOf(tickets.accept(technician(), id, new Date('2026-10-20T08:30:00Z')));
    expect([early.code, early.fields[0]!.pointer]).toEqual([
      'service.occurred_before_last_step',
      '/occurredAt',
    ]);
    await tickets.accept(technician(), id);
    await tickets.start(technician(), id, new Date('2026-10-20T10:00:00Z'));
    const closeAt = (time: string) =>
      tickets.close(technician(), id, { ...CLOSING, occurredAt: new Date(`2026-10-20T${time}Z`) });
    expect(await code(closeAt('09:50:00'))).toBe('service.occurred_before_last_step');
    // A slightly inaccurate clock is corrected.
    await closeAt('09:58:00');
    expect((await queries.get(manager(), id)).closedAt).toEqual(new Date('2026-10-20T10:00:00Z'));
  });

  it('the second of two dispatchers who assign the same ticket, if they send the version', async () => {
    const id = await raise();
    const { version } = await queries.get(manager(), id);
    const give = (hour: number) =>
      tickets.assign(manager(), id, {
        technicianId: workshop.one.ids.technician!,
        from: at(`0${hour}:00`),
        to: at(`0${hour}:30`),
        version,
      });
    const results = await Promise.allSettled([give(1), give(2)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const rejected = results.find((result): result is PromiseRejectedResult => result.status === 'rejected');
    expect((rejected!.reason as DomainError).code).toBe('platform.version_mismatch');
    expect((await queries.get(manager(), id)).visits).toMatchObject([{ state: 'planned' }]);
  });

  it('a visit that overlaps another one of the same person, which the error names', async () => {
    const [first, second] = [await raise(), await raise(1)];
    await assign(first, '08:00', '10:00');
    const clash = await rejectionOf(assign(second, '09:59', '11:00'));
    expect(clash.code).toBe('service.visit_overlaps');
    expect(clash.params).toMatchObject({
      ticketNumber: (await queries.get(manager(), first)).number,
      from: '2026-10-26T08:00:00.000Z',
      to: '2026-10-26T10:00:00.000Z',
    });
    expect((await queries.get(manager(), second)).state).toBe('new');
    await assign(second, '10:00', '11:00');
  });

  it('one of two dispatchers who plan the same person at the same time', async () => {
    const pair = [await raise(), await raise(1)];
    const results = await Promise.allSettled(pair.map((id) => assign(id, '13:00', '14:00')));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [rejected] = results.filter(
      (result): result is PromiseRejectedResult => result.status === 'rejected',
    );
    expect((rejected!.reason as DomainError).code).toBe('service.visit_overlaps');
  });

  it('overlapping visits, even in the database', async () => {
    const insert = workshop.owner.query(
      `insert into visit (maker_id, id, ticket_id, technician_id, technician_name, during, state)
       select maker_id, gen_random_uuid(), ticket_id, technician_id, technician_name, during, 'planned' from visit where state = 'planned' limit 1`,
    );
    await expect(insert).rejects.toMatchObject({ constraint: 'visit_overlap_ex' });
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['backwards', () => raise().then((id) => assign(id, '10:00', '09:00')), 'service.visit_span_invalid'],
    [
      'in the past',
      () =>
        raise().then((id) =>
          tickets.assign(manager(), id, {
            technicianId: workshop.one.ids.technician!,
            from: new Date('2026-10-19T08:00:00Z'),
            to: new Date('2026-10-19T10:00:00Z'),
          }),
        ),
      'service.visit_over',
    ],
    [
      'longer than a day',
      () =>
        raise().then((id) =>
          tickets.assign(manager(), id, {
            technicianId: workshop.one.ids.technician!,
            from: at('08:00'),
            to: new Date('2026-10-28'),
          }),
        ),
      'service.visit_span_invalid',
    ],
    [
      'without a technician',
      () => raise().then((id) => assign(id, '15:00', '16:00', workshop.one.ids.hub)),
      'service.technician_not_found',
    ],
    [
      "by another maker's technician",
      () => raise().then((id) => assign(id, '15:00', '16:00', workshop.other.ids.technician)),
      'service.technician_not_found',
    ],
  ])('a visit %s', async (_what, work, expected) => {
    expect(await code(work())).toBe(expected);
  });

  it('technicians without the skill, without a valid certificate on the day of the visit, or absent', async () => {
    const technicians = workshop.get(Technicians);
    const technicianId = workshop.one.ids.technician!;
    const id = await raise();
    const unfit = async (from: string, to: string) =>
      (
        await rejectionOf(
          tickets.assign(manager(), id, { technicianId, from: new Date(from), to: new Date(to) }),
        )
      ).params;
    let version = (await queries.get(manager(), id)).version;
    await tickets.changeNeeds(manager(), id, version++, { requiredSkill: 'laser' });
    expect(await unfit('2026-12-18T08:00Z', '2026-12-18T09:00Z')).toMatchObject({
      reason: 'skill_missing',
      skill: 'laser',
    });

    await tickets.changeNeeds(manager(), id, version, { requiredSkill: null, requiredCertificate: 'K3' });
    expect(await unfit('2026-12-18T08:00Z', '2026-12-18T09:00Z')).toMatchObject({
      reason: 'certificate_missing',
      name: 'K3',
    });
    await technicians.change(workshop.system, technicianId, 1, {
      certificates: [{ name: 'K3', validUntil: '2026-12-15' }],
    });
    expect(await unfit('2026-12-18T08:00Z', '2026-12-18T09:00Z')).toMatchObject({
      reason: 'certificate_expired',
      validUntil: '2026-12-15',
      visitDay: '2026-12-18',
    });

    await technicians.addAbsence(workshop.system, technicianId, {
      from: new Date('2026-12-14T00:00Z'),
      to: new Date('2026-12-15T12:00Z'),
    });
    expect(await unfit('2026-12-15T11:00Z', '2026-12-15T13:00Z')).toMatchObject({
      reason: 'absent',
      absentUntil: '2026-12-15T12:00:00.000Z',
    });
    await tickets.assign(manager(), id, {
      technicianId,
      from: new Date('2026-12-15T12:00Z'),
      to: new Date('2026-12-15T13:00Z'),
    });
  });

  it('access to internal notes by a customer', async () => {
    const id = await raise();
    expect(await code(tickets.addNote(customer(0), id, { note: 'x', internal: true }))).toBe(
      'service.internal_note_refused',
    );
  });

  it('a technician with a ticket that was reassigned', async () => {
    const id = await raise();
    await assign(id, '17:00', '18:00');
    await queries.get(technician(), id);
    await workshop.owner.query(`update ticket set technician_id = null, state = 'new' where id = $1`, [id]);
    expect(await code(tickets.accept(technician(), id))).toBe('service.ticket_not_found');
  });

  it('work on a ticket raised by a technician but assigned to someone else', async () => {
    const id = await tickets.raise(technician(), {
      machineId: workshop.one.customers[0].ids.machine!,
      description: 'Saw it passing by',
    });
    expect((await queries.get(technician(), id)).state).toBe('new');
    expect(await code(tickets.accept(technician(), id))).toBe('service.not_your_ticket');
  });

  it.each<[string, Buffer, string]>([
    ['nothing', Buffer.alloc(0), 'service.file_empty'],
    [
      'an HTML page with the type of a photo',
      Buffer.from('<!doctype html><script>alert(1)</script>'),
      'service.file_kind_refused',
    ],
    [
      'an SVG with a script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
      'service.file_kind_refused',
    ],
    ['more than is taken', Buffer.concat([PNG, Buffer.alloc(16 * 1024 * 1024)]), 'service.file_too_large'],
  ])('a file that is %s', async (_what, bytes, expected) => {
    expect(
      await code(workshop.get(TicketFiles).attach(manager(), await raise(), { name: 'photo.jpg', bytes })),
    ).toBe(expected);
  });

  it("the day of a person who is not a technician, and of another maker's technicians", async () => {
    const technicians = workshop.get(TechniciansQueries);
    expect(await code(technicians.day(manager()))).toBe('service.not_a_technician');
    expect(await technicians.list(customer(0))).toEqual([]);
    expect((await technicians.list(manager())).map(({ id }) => id)).toEqual([
      workshop.one.ids.other_technician,
      workshop.one.ids.technician,
    ]);
    const ofHub = workshop.scopeOf(workshop.one.staff.technician);
    expect((await technicians.list(ofHub)).map(({ id }) => id)).toEqual([workshop.one.ids.technician]);
    const visits = await workshop
      .get(VisitsQueries)
      .list(customer(1), { from: new Date('2026-10-01'), to: new Date('2026-11-30') });
    expect(new Set(visits.map(({ ticket }) => ticket.customer.id))).toEqual(
      new Set([workshop.one.customers[1].customerId]),
    );
  });

  it('a planning board of more than two months, or one that ends before it begins', async () => {
    const visits = workshop.get(VisitsQueries);
    const from = new Date('2026-10-01');
    expect(await code(visits.list(manager(), { from, to: new Date('2026-12-15') }))).toBe(
      'service.span_invalid',
    );
    expect(await code(visits.list(manager(), { from, to: from }))).toBe('service.span_invalid');
  });

  it('a second technician for one person, a code in use, and members of another role', async () => {
    const technicians = workshop.get(Technicians);
    const base = { code: 'T-9', name: 'Nine', hubId: workshop.one.ids.hub! };
    const { staff } = workshop.one;
    expect(
      await code(
        technicians.create(workshop.system, { ...base, membershipId: staff.technician.membershipId }),
      ),
    ).toBe('service.technician_exists');
    expect(
      await code(technicians.create(workshop.system, { ...base, membershipId: staff.manager.membershipId })),
    ).toBe('service.membership_not_technician');
    expect(
      await code(
        technicians.create(workshop.system, {
          ...base,
          membershipId: staff.technician.membershipId,
          level: 9,
        }),
      ),
    ).toBe('service.technician_invalid');
    expect(
      await code(technicians.change(workshop.system, workshop.one.ids.technician!, 1, { name: 'Old' })),
    ).toBe('platform.version_mismatch');
  });
});
