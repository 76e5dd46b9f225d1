import type { Remedy } from '#service';
import { AlarmTickets, CandidatesQueries, Tickets, TicketsQueries, VisitsQueries } from '#service';
import { Workshop } from '../../support/workshop.js';

const PART = 'OF-1';

describe('a part in stock is promised to one visit only', () => {
  let workshop: Workshop;
  let tickets: Tickets;

  beforeAll(async () => {
    workshop = await Workshop.open();
    tickets = workshop.get(Tickets);
  });
  afterAll(() => workshop?.close());

  const manager = () => workshop.scopeOf(workshop.one.staff.manager);
  const technician = () => workshop.scopeOf(workshop.one.staff.technician);
  const day = (n: number, hour: number) => new Date(Date.UTC(2026, 9, 20 + n, hour));

  /** Leaves the depot of the hub with some pieces that nothing has reserved. */
  async function leave(pieces: number): Promise<void> {
    const { makerId, ids } = workshop.one;
    await workshop.owner.query(
      `insert into stock_entry (maker_id, id, depot_id, part_id, lot, kind, on_hand_delta, reserved_delta, occurred_at, recorded_at)
       select maker_id, gen_random_uuid(), depot_id, part_id, 'L1', case when change > 0 then 'receipt' else 'issue' end, change, 0, now(), now()
         from (select *, $4 - (on_hand - reserved) as change from stock_balance where maker_id = $1 and depot_id = $2 and part_id = $3) b
        where change <> 0`,
      [makerId, ids.depot, ids.part, pieces],
    );
  }

  async function stock(): Promise<{ on_hand: number; reserved: number }> {
    const { rows } = await workshop.owner.query<{ on_hand: number; reserved: number }>(
      `select on_hand, reserved from stock_balance where maker_id = $1 and depot_id = $2 and part_id = $3`,
      [workshop.one.makerId, workshop.one.ids.depot, workshop.one.ids.part],
    );
    return rows[0]!;
  }

  async function raise(quantity = 1): Promise<string> {
    const id = await tickets.raise(manager(), {
      machineId: workshop.one.customers[0].ids.machine!,
      description: 'Oil leaks',
    });
    await tickets.changeNeeds(manager(), id, 1, { requiredParts: [{ partNumber: PART, quantity }] });
    return id;
  }

  let next = 1;
  const assign = (id: string, technicianId = workshop.one.ids.technician!) => {
    const from = day(next++, 8);
    return tickets.assign(manager(), id, {
      technicianId,
      from,
      to: new Date(from.getTime() + 3_600_000),
    });
  };
  const partOf = async (id: string) =>
    (await workshop.get(TicketsQueries).get(manager(), id)).parts.map(
      ({ reserved, availableAtDepot, reservedForOthers }) => [reserved, availableAtDepot, reservedForOthers],
    )[0];

  it('also when two dispatchers assign at once', async () => {
    const { technician: one, other_technician: other } = workshop.one.ids;
    for (let round = 0; round < 5; round += 1) {
      await leave(1);
      const before = await stock();
      const ids = await Promise.all([raise(), raise()]);
      await Promise.all([assign(ids[0]!, one), assign(ids[1]!, other)]);
      expect(await stock()).toEqual({ ...before, reserved: before.reserved + 1 });
      const held = await Promise.all(ids.map(partOf));
      expect(held.map((part) => part![0]).sort()).toEqual([0, 1]);
      const loser = held.find((part) => part![0] === 0)!;
      expect(loser).toEqual([0, 0, before.reserved + 1]);
      await Promise.all(ids.map((id) => tickets.cancel(manager(), id, 'test')));
      expect(await stock()).toEqual(before);
    }
  });

  it('and the next ticket, the visits and the ranking say so', async () => {
    await leave(1);
    const [first, second] = [await raise(), await raise()];
    await assign(first);
    await assign(second);
    const visits = await workshop.get(VisitsQueries).list(manager(), { from: day(0, 0), to: day(30, 0) });
    const seen = (id: string) => visits.find(({ ticket }) => ticket.id === id)!.parts[0];
    expect(seen(first)).toMatchObject({ partNumber: PART, reserved: 1, availableAtDepot: 0 });
    expect(seen(second)).toMatchObject({ partNumber: PART, reserved: 0, availableAtDepot: 0 });
    const reasonFor = async (id: string) =>
      (await workshop.get(CandidatesQueries).list(manager(), id))
        .find((each) => each.technician.id === workshop.one.ids.technician)!
        .reasons.find(({ kind }) => kind === 'part')!.code;
    expect(await reasonFor(first)).toBe('part_at_hand');
    expect(await reasonFor(second)).toBe('part_short');
    await tickets.cancel(manager(), first, 'test');
    await assign(second);
    expect((await partOf(second))![0]).toBe(1);
    await tickets.cancel(manager(), second, 'test');
  });

  it('and follows what the ticket needs', async () => {
    await leave(3);
    const before = await stock();
    const id = await raise(2);
    await assign(id);
    expect((await stock()).reserved - before.reserved).toBe(2);
    const { version } = await workshop.get(TicketsQueries).get(manager(), id);
    await tickets.changeNeeds(manager(), id, version, { requiredParts: [{ partNumber: PART, quantity: 1 }] });
    expect((await stock()).reserved - before.reserved).toBe(1);
    await tickets.cancel(manager(), id, 'test');
  });

  it.each<[Remedy, number]>([
    ['part_replaced', 1],
    ['cleaned', 0],
  ])('until the technician closes the work with %s, which uses %d', async (remedy, used) => {
    await leave(1);
    const before = await stock();
    const id = await raise();
    await assign(id);
    await tickets.accept(technician(), id);
    await tickets.start(technician(), id);
    await tickets.close(technician(), id, { symptom: 'leak', cause: 'wear', remedy, note: '' });
    expect(await stock()).toEqual({ ...before, on_hand: before.on_hand - used });
  });

  it('and lets a technician change no stock beyond their ticket', async () => {
    const { makerId, ids } = workshop.one;
    const id = await raise();
    await assign(id);
    await expect(
      workshop.unitOfWork.run(technician(), (tx) =>
        tx.manager.query(
          `insert into stock_entry (maker_id, id, depot_id, part_id, kind, on_hand_delta, reserved_delta, ticket_id, occurred_at, recorded_at)
           values ($1, gen_random_uuid(), $2, $3, 'receipt', 1, 0, $4, now(), now())`,
          [makerId, ids.depot, ids.part, id],
        ),
      ),
    ).rejects.toThrow(/row-level security/);
    await expect(
      workshop.unitOfWork.run(technician(), (tx) =>
        tx.manager.query(`update stock_balance set minimum = 0 where maker_id = $1`, [makerId]),
      ),
    ).rejects.toThrow(/row-level security/);
    await tickets.cancel(manager(), id, 'test');
  });

  it('and is free again when the alarm of an assigned ticket is withdrawn', async () => {
    await leave(1);
    const before = await stock();
    const id = await raise();
    await assign(id);
    const { alarm } = workshop.one.customers[0].ids;
    await workshop.owner.query(`update ticket set alarm_id = null where alarm_id = $1`, [alarm]);
    await workshop.owner.query(`update ticket set alarm_id = $2 where id = $1`, [id, alarm]);
    await workshop.get(AlarmTickets).cancelTicketOfWithdrawnAlarm(workshop.system, {
      eventId: '00000000-0000-7000-8000-000000000001',
      alarmId: alarm!,
    });
    expect(await stock()).toEqual(before);
  });
});
