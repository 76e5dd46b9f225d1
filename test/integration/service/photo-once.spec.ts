import sharp from 'sharp';
import { TicketFiles, Tickets, TicketsQueries } from '#service';
import { Workshop } from '../../support/workshop.js';

describe('a photo that a phone sends again', () => {
  let workshop: Workshop;

  beforeAll(async () => {
    workshop = await Workshop.open();
  });
  afterAll(() => workshop?.close());

  it('is stored once, even while its first attempt is being processed', async () => {
    const photo = await sharp({ create: { width: 4, height: 3, channels: 3, background: '#1f6feb' } })
      .png()
      .toBuffer();
    const manager = workshop.scopeOf(workshop.one.staff.manager);
    const id = await workshop.get(Tickets).raise(manager, {
      machineId: workshop.one.customers[0].ids.machine!,
      description: 'Oil leaks',
    });
    const attach = () =>
      workshop.get(TicketFiles).attach(manager, id, { name: 'photo.png', bytes: photo, caption: '' });
    const ids = await Promise.all([attach(), attach(), attach()]);
    expect(new Set(ids).size).toBe(1);
    expect((await workshop.get(TicketsQueries).get(manager, id)).files).toHaveLength(1);
    // Images are encoded again before they are stored.
    const kept = await sharp((await workshop.get(TicketFiles).read(manager, ids[0]!)).bytes).metadata();
    expect(kept).toMatchObject({ format: 'png', width: 4, height: 3 });
  });
});
