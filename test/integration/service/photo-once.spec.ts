import { TicketFiles, Tickets, TicketsQueries } from '#service';
import { Workshop } from '../../support/workshop.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

describe('a photo that a phone sends again', () => {
  let workshop: Workshop;

  beforeAll(async () => {
    workshop = await Workshop.open();
  });
  afterAll(() => workshop?.close());

  it('is kept once, also while its first attempt is still at work', async () => {
    const manager = workshop.scopeOf(workshop.one.staff.manager);
    const id = await workshop.get(Tickets).raise(manager, {
      machineId: workshop.one.customers[0].ids.machine!,
      description: 'Oil leaks',
    });
    const attach = () =>
      workshop.get(TicketFiles).attach(manager, id, { name: 'photo.png', bytes: PNG, caption: '' });
    const ids = await Promise.all([attach(), attach(), attach()]);
    expect(new Set(ids).size).toBe(1);
    expect((await workshop.get(TicketsQueries).get(manager, id)).files).toHaveLength(1);
    expect((await workshop.get(TicketFiles).read(manager, ids[0]!)).bytes).toEqual(PNG);
  });
});
