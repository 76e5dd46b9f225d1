import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { byKey, call } from '../../support/http.js';
import { readConfig } from '../../../apps/ingest/src/config.js';
import { Ingest } from '../../../apps/ingest/src/ingest.js';
import { eventually } from '../../support/eventually.js';
import { findFreePort } from '../../support/free-port.js';
import { runGuide } from '../../support/guide.js';
import { MakerApi } from '../../support/maker-api.js';

describe('a device that follows its guide', () => {
  let fixture: MakerApi;
  let ingest: Ingest;
  let folder: string;
  let mqttPort: string;
  let httpPort: string;
  let device: { id: string; code: string; username: string; password: string };

  beforeAll(async () => {
    fixture = await MakerApi.open('acme');
    folder = await mkdtemp(join(tmpdir(), 'dutycycle-guide-'));
    [mqttPort, httpPort] = [String(await findFreePort()), String(await findFreePort())];
    ingest = new Ingest(
      readConfig({ ...fixture.settings, MQTT_PORT: mqttPort, INGEST_HTTP_PORT: httpPort }),
      pino({ level: 'silent' }),
    );
    await ingest.start();
    const id = fixture.maker.customers[0].ids['device']!;
    const { rows } = await fixture.owner.query<{ code: string }>('select code from device where id = $1', [
      id,
    ]);
    const issued = await call<{ username: string; password: string }>(
      fixture.api,
      'POST',
      `/devices/${id}/credentials`,
      { as: byKey(fixture.maker.staff.engineer), body: {} },
    );
    // The guide names the limits that apply if none are set.
    await fixture.owner.query('delete from intake_limit');
    const { username, password } = issued.body;
    device = { id, code: rows[0]!.code, username, password };
  });
  afterAll(async () => {
    await ingest?.stop();
    await fixture?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  /** Returns the stored sequence numbers and values for the days in the guides. */
  const stored = async (): Promise<[string, Record<string, number>][]> => {
    const { body } = await call<{ items: { seq: string; values: Record<string, number> }[] }>(
      fixture.api,
      'GET',
      `/devices/${device.id}/readings?from=2026-11-23T00:00:00Z&to=2026-11-25T00:00:00Z`,
      { as: byKey(fixture.maker.staff.engineer) },
    );
    return body.items.map(({ seq, values }) => [seq, values]);
  };

  it('over MQTT can store readings, and gets its effective limits', async () => {
    await runGuide(
      'devices/native-mqtt.md',
      folder,
      { PASSWORD: device.password },
      {
        replace: {
          'acme/P-1001/1': device.username,
          'eaas/acme/P-1001': `eaas/acme/${device.code}`,
          '-p 1883': `-p ${mqttPort}`,
        },
      },
    );
    expect(await eventually(stored, (readings) => readings.length === 3)).toEqual([
      ['10', { pressure_bar: 7.1 }],
      ['11', { pressure_bar: 7.2 }],
      ['1', { pressure_bar: 7.4, run_hours_total: 9123.4 }],
    ]);
  });

  it('over HTTP gets a confirmation that its reading is stored', async () => {
    await fixture.owner.query('delete from reading_batch');
    await fixture.owner.query('delete from device_high_water');
    await runGuide(
      'devices/http.md',
      folder,
      { PASSWORD: device.password },
      {
        replace: {
          'acme/P-1001/1': device.username,
          'acme/P-1001/telemetry': `acme/${device.code}/telemetry`,
          'https://plant-server:8443': `http://127.0.0.1:${httpPort}`,
        },
      },
    );
    expect(await stored()).toEqual([['1', { run_hours_total: 9123.4 }]]);
  });
});
