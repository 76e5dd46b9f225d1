import { type InternalChannelClient, type Scope, systemScope, UnitOfWork } from '#platform';
import { Hints } from '../../apps/worker/src/outbox/hints.js';
import { NOW, Workshop } from '../support/workshop.js';

/**
 * The tickets for machines of the second hub that may be assigned to a technician of the first hub, and whether they
 * grant access.
 */
const TICKETS: [state: string, closedHoursAgo: number | null, isWork: boolean][] = [
  ['assigned', null, true],
  ['in_progress', null, true],
  ['closed', 23, true],
  ['closed', 25, false],
  ['cancelled', null, false],
];

/** Events about every object of a machine that a technician with work on the machine has permission to read. */
const SUBJECTS = [
  { kind: 'alarm', event: 'diagnostics.alarm_raised', key: 'alarmId', table: 'alarm' },
  { kind: 'kit_delivery', event: 'supply.kit_sent', key: 'deliveryId', table: 'kit_delivery' },
  { kind: 'machine', event: 'equipment.machine_changed', key: 'machineId', table: 'machine' },
  { kind: 'connectivity', event: 'telemetry.device_silent', key: 'deviceId', table: 'device' },
] as const;

describe('hints for technicians', () => {
  let workshop: Workshop;
  let hints: Hints;
  let technician: Scope;
  let work: Record<string, string>;

  beforeAll(async () => {
    workshop = await Workshop.open();
    hints = new Hints(workshop.unitOfWork, {} as InternalChannelClient);
    const { one } = workshop;
    work = one.customers[1].ids;
    technician = {
      ...systemScope(one.makerId),
      userId: one.staff.technician.userId,
      hubId: one.ids.hub!,
    };
  });
  afterAll(() => workshop?.close());

  async function assignTicket(technicianId: string, state: string, closedHoursAgo: number | null) {
    const closedAt = closedHoursAgo === null ? null : new Date(NOW.getTime() - closedHoursAgo * 3_600_000);
    await workshop.owner.query(
      `update ticket set technician_id = $2, state = $3, closed_at = $4, symptom = 'noise', cause = 'wear', remedy = 'cleaned'
        where id = $1`,
      [work.ticket, technicianId, state, closedAt],
    );
  }

  const isRead = (table: string, id: string) =>
    workshop
      .get(UnitOfWork)
      .run(technician, (tx) => tx.manager.query<unknown[]>(`select from ${table} where id = $1`, [id]))
      .then(({ length }) => length > 0);

  describe.each(SUBJECTS)('of $kind', ({ kind, event, key, table }) => {
    const hintOf = async (id: string) => {
      const payload = { [key]: id };
      const [hint] = await hints.hintsOf(workshop.system, [{ name: event, payload } as never]);
      return hint!;
    };

    it.each(TICKETS)(
      'reach a technician of another hub with a ticket there that is %s (%s h ago): %s, as for reading',
      async (state, closedHoursAgo, isWork) => {
        await assignTicket(workshop.one.ids.technician!, state, closedHoursAgo);
        const hint = await hintOf(work[table]!);
        expect(hint).toMatchObject({ kind, hubId: workshop.one.ids.other_hub });
        expect(hint.workerIds).toEqual(isWork ? [workshop.one.ids.technician] : undefined);
        expect(await isRead(table, work[table]!)).toBe(isWork);
      },
    );

    it('do not reach an archived technician', async () => {
      await assignTicket(workshop.one.ids.technician!, 'assigned', null);
      const archive = (at: Date | null) =>
        workshop.owner.query('update technician set archived_at = $2 where id = $1', [
          workshop.one.ids.technician,
          at,
        ]);
      await archive(NOW);
      expect((await hintOf(work[table]!)).workerIds).toBeUndefined();
      await archive(null);
    });
  });

  it("of a site's instrument reach technicians with work at that site", async () => {
    await assignTicket(workshop.one.ids.technician!, 'assigned', null);
    const payload = { deviceId: work.site_device! };
    const [hint] = await hints.hintsOf(workshop.system, [
      { name: 'telemetry.device_silent', payload } as never,
    ]);
    expect(hint).toMatchObject({ workerIds: [workshop.one.ids.technician] });
    expect(await isRead('device', work.site_device!)).toBe(true);
  });
});
