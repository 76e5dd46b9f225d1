import type { Remedy } from '#service';
import {
  AlarmTickets,
  CandidatesQueries,
  Tickets,
  TicketsQueries,
  VisitsQueries,
  WaitingParts,
} from '#service';
import { StockService } from '#supply';
import { Workshop } from '../../support/workshop.js';

const PART = 'OF-1';

describe('a part in stock is reserved for one visit only', () => {
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

  /** Sets the number of unreserved pieces in the depot of the hub. */
  async function setStock(pieces: number): Promise<void> {
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

  it('even if two dispatchers assign at the same time', async () => {
    const { technician: one, other_technician: other } = workshop.one.ids;
    for (let round = 0; round < 5; round += 1) {
      await setStock(1);
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

  it('and the reservation is shown on the next ticket, in the visits and in the ranking', async () => {
    await setStock(1);
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

  it("and follows the ticket's requirements", async () => {
    await setStock(3);
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
    await setStock(1);
    const before = await stock();
    const id = await raise();
    await assign(id);
    await tickets.accept(technician(), id);
    await tickets.start(technician(), id);
    await tickets.close(technician(), id, { symptom: 'leak', cause: 'wear', remedy, note: '' });
    expect(await stock()).toEqual({ ...before, on_hand: before.on_hand - used });
  });

  it('and a technician can change only the stock for their ticket', async () => {
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

  it('and is released when the alarm of an assigned ticket is withdrawn', async () => {
    await setStock(1);
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

  describe('in the order of the visits, once parts arrive', () => {
    const assignOn = (id: string, dayOfVisit: number, technicianId = workshop.one.ids.technician!) => {
      const from = day(dayOfVisit, 14);
      return tickets.assign(manager(), id, {
        technicianId,
        from,
        to: new Date(from.getTime() + 3_600_000),
      });
    };
    const receive = (quantity: number) =>
      workshop.get(StockService).recordEntry(manager(), workshop.one.ids.depot!, {
        partId: workshop.one.ids.part!,
        kind: 'receipt',
        quantity,
      });
    const serve = () => workshop.get(WaitingParts).reserveFromDepot(workshop.system, workshop.one.ids.depot!);
    const reservedOf = async (...ids: string[]) =>
      (await Promise.all(ids.map(partOf))).map((part) => part![0]);
    const cancelAll = (...ids: string[]) =>
      Promise.all(ids.map((id) => tickets.cancel(manager(), id, 'test')));
    const freedEvents = async () => {
      const { rows } = await workshop.owner.query<{ depot: string }>(
        `select payload ->> 'depotId' as depot from outbox_event where name = 'supply.stock_freed' and maker_id = $1 order by id`,
        [workshop.one.makerId],
      );
      return rows.map(({ depot }) => depot);
    };

    it('the earlier visit gets the part, although the later one was assigned first', async () => {
      await setStock(0);
      const [later, earlier] = [await raise(), await raise()];
      await assignOn(later, 12);
      await assignOn(earlier, 11);
      expect(await reservedOf(later, earlier)).toEqual([0, 0]);
      const before = await freedEvents();
      await receive(1);
      expect((await freedEvents()).slice(before.length)).toEqual([workshop.one.ids.depot]);
      await serve();
      expect(await reservedOf(later, earlier)).toEqual([0, 1]);
      await receive(1);
      await serve();
      await serve();
      expect(await reservedOf(later, earlier)).toEqual([1, 1]);
      await cancelAll(later, earlier);
    });

    it('a visit assigned before the arrival is processed does not precede an earlier one', async () => {
      await setStock(0);
      const [waiting, late] = [await raise(), await raise()];
      await assignOn(waiting, 11);
      await receive(1);
      await assignOn(late, 12);
      expect(await reservedOf(waiting, late)).toEqual([0, 0]);
      await serve();
      expect(await reservedOf(waiting, late)).toEqual([1, 0]);
      await cancelAll(waiting, late);
    });

    it('a part released by a cancelled visit goes to the next one', async () => {
      await setStock(1);
      const [first, second] = [await raise(), await raise()];
      await assignOn(first, 11);
      await assignOn(second, 12);
      const before = await freedEvents();
      await tickets.cancel(manager(), first, 'test');
      expect(await freedEvents()).toHaveLength(before.length + 1);
      await serve();
      expect(await reservedOf(second)).toEqual([1]);
      await cancelAll(second);
    });

    it('an open ticket from an earlier version, which reserved nothing, gets its part at startup', async () => {
      await setStock(1);
      const id = await raise();
      await assignOn(id, 11);
      const { makerId, ids } = workshop.one;
      // An earlier version planned the visit and left the stock unchanged.
      await workshop.owner.query(
        `insert into stock_entry (maker_id, id, depot_id, part_id, kind, on_hand_delta, reserved_delta, ticket_id, occurred_at, recorded_at)
         values ($1, gen_random_uuid(), $2, $3, 'release', 0, -1, $4, now(), now())`,
        [makerId, ids.depot, ids.part, id],
      );
      expect(await reservedOf(id)).toEqual([0]);
      await workshop.get(WaitingParts).reserveAtAllHubs(workshop.system);
      expect(await reservedOf(id)).toEqual([1]);
      await cancelAll(id);
    });

    it('one part is reserved once while two visits are served, assigned and cancelled at the same time', async () => {
      const { technician: one, other_technician: other } = workshop.one.ids;
      for (let round = 0; round < 5; round += 1) {
        await setStock(0);
        const before = await stock();
        const [a, b, c] = [await raise(), await raise(), await raise()];
        await assignOn(a, 11, one);
        await assignOn(b, 12, one);
        await receive(1);
        await Promise.all([serve(), serve(), assignOn(c, 13, other), assignOn(b, 10, one)]);
        await serve();
        expect((await stock()).reserved).toBe(before.reserved + 1);
        const held = await reservedOf(a, b, c);
        expect(held.reduce((sum, pieces) => sum! + pieces!, 0)).toBe(1);
        // The third visit is the last one in any order.
        expect(held[2]).toBe(0);
        await cancelAll(a, b, c);
      }
    });
  });
});
