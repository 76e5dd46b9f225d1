import pg from 'pg';
import { databaseUrlFor } from '#platform';
import { addIntakeMinutes, IntakeLedger } from '#telemetry';
import { NOW, TelemetryFixture } from './telemetry-fixture.js';

let fixture: TelemetryFixture;
let pool: pg.Pool;
beforeAll(async () => {
  fixture = await TelemetryFixture.open();
  await fixture.sql('delete from intake_minute');
  pool = new pg.Pool({
    connectionString: databaseUrlFor('dutycycle_ingest', fixture.database.url, fixture.database.secret),
    pipeline: true,
  });
});
afterAll(async () => {
  await pool?.end();
  await fixture?.close();
});

it('traffic is counted by minute, in total over two processes', async () => {
  const { device } = await fixture.addDevice();
  const T0 = NOW.getTime() - 1000;
  for (let process = 0; process < 2; process++) {
    const ledger = new IntakeLedger();
    const intake = fixture.openIntake(undefined, ledger);
    const send = (payload: object | string) => fixture.send(device, payload, intake);
    await send({ ts: T0 + process, seq: 1, g: { pressure_bar: 7, temp_c: 20 } });
    await send({ ts: T0 + process, seq: 1, g: { pressure_bar: 7, temp_c: 20 } });
    await send({ ts: T0 + process, seq: 1, g: { pressure_bar: 8 } });
    await send({ ts: T0 - 3_600_000, seq: process, g: { pressure_bar: 8 } });
    await send('nonsense');
    await addIntakeMinutes(pool, ledger.take());
    await addIntakeMinutes(pool, ledger.take());
  }
  const rows = await fixture.sql('select * from intake_minute');
  expect(rows).toEqual([
    {
      maker_id: fixture.maker.makerId,
      minute: NOW,
      messages: '10',
      readings: '4',
      points: '6',
      duplicates: '2',
      late: '2',
      quarantined: '4',
      lags: ['8', ...Array.from({ length: 12 }, () => '0')],
    },
  ]);
});
