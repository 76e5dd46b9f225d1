import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../../../apps/ingest/src/config.js';
import { Ingest } from '../../../apps/ingest/src/ingest.js';
import { TestAuthority } from '../../support/certificates.js';
import { eventually } from '../../support/eventually.js';
import { findFreePort } from '../../support/free-port.js';
import { runGuide } from '../../support/guide.js';
import { MakerApi } from '../../support/maker-api.js';

let fixture: MakerApi;
let ingest: Ingest;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  fixture = await MakerApi.open('acme');
  folder = await mkdtemp(join(tmpdir(), 'dutycycle-guide-'));
  const servers = await TestAuthority.create('servers');
  const { pem, keyPem } = await servers.signForServer();
  const at = (name: string) => join(folder, name);
  await writeFile(at('server-ca.pem'), servers.certificate.pem);
  await writeFile(at('server.pem'), pem);
  await writeFile(at('server.key'), keyPem);
  const port = String(await findFreePort());
  ingest = new Ingest(
    readConfig({
      ...fixture.settings,
      MQTT_PORT: port,
      MQTT_TLS_CERT: at('server.pem'),
      MQTT_TLS_KEY: at('server.key'),
    }),
    pino({ level: 'silent' }),
  );
  await ingest.start();
  const { makerId, slug, staff, customers } = fixture.maker;
  const { rows } = await fixture.owner.query<{ id: string; code: string }>(
    'select id, code from device where id = $1',
    [customers[0].ids['device']],
  );
  env = {
    PORTAL: fixture.api.url,
    API_KEY: staff.engineer.key,
    MAKER: slug,
    MAKER_ID: makerId,
    DEVICE: rows[0]!.code,
    DEVICE_ID: rows[0]!.id,
    BROKER: '127.0.0.1',
    MQTT_PORT: port,
    SERVER_CA: at('server-ca.pem'),
  };
});
afterAll(async () => {
  await ingest?.stop();
  await fixture?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

it('a device connects with its own certificate, and with one from the maker’s authority, as in the guide', async () => {
  await runGuide('devices/certificates.md', folder, env);
  const lastKeys = async (): Promise<string[]> => {
    const { rows } = await fixture.owner.query<{ key: string }>(
      `select jsonb_object_keys(last_values::jsonb) as key from device_status s
         join device d on d.device_key = s.device_key where d.id = $1`,
      [env['DEVICE_ID']],
    );
    return rows.map(({ key }) => key);
  };
  // The status is written shortly after the readings.
  expect(await eventually(lastKeys, (keys) => keys.includes('own_authority'))).toEqual(
    expect.arrayContaining(['own_certificate', 'own_authority']),
  );
});
