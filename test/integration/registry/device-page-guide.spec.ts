import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { byKey, call } from '../../support/http.js';
import { runGuide } from '../../support/guide.js';
import { MakerApi } from '../../support/maker-api.js';

let fixture: MakerApi;
let folder: string;
beforeAll(async () => {
  fixture = await MakerApi.open('acme');
  folder = await mkdtemp(join(tmpdir(), 'dutycycle-guide-'));
});
afterAll(async () => {
  await fixture?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

it('uses the names of fields and routes on a device page that the API uses', async () => {
  const { staff, customers } = fixture.maker;
  const deviceId = customers[0].ids['device']!;
  const env = { PORTAL: fixture.api.url, API_KEY: staff.engineer.key, DEVICE_ID: deviceId };
  await runGuide('devices/device-page.md', folder, env);
  const ask = async (what: string): Promise<unknown> => {
    const as = byKey(staff.engineer);
    return (await call<unknown>(fixture.api, 'GET', `/devices/${deviceId}/${what}`, { as })).body;
  };
  expect(await ask('limits')).toMatchObject({ own: { messagesPerSecond: 50, payloadBytes: 65536 } });
  expect(await ask('attributes')).toMatchObject({
    items: expect.arrayContaining([
      expect.objectContaining({ scope: 'shared', name: 'interval', value: 60 }),
    ]),
  });
  expect(await ask('commands')).toMatchObject({
    items: expect.arrayContaining([
      expect.objectContaining({ method: 'restart', state: 'QUEUED', reason: 'after the update' }),
    ]),
  });
});
