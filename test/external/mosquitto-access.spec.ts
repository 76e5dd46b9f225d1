import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import pg from 'pg';
import { pino } from 'pino';
import {
  CertificateAuthoritiesService,
  DeviceCertificatesService,
  DeviceCredentialsService,
  DynamicSecurityLogins,
} from '#equipment';
import { databaseUrlFor, type DomainError } from '#platform';
import { BrokerReconciler } from '../../apps/ingest/src/access/broker-reconciler.js';
import { startPostgres } from '../e2e/telemetry/postgres.process.js';
import { NOW, RegistryFixture } from '../integration/registry/registry-fixture.js';
import { type KeyedCertificate, TestAuthority } from '../support/certificates.js';
import { orClosed } from '../support/or-closed.js';
import { isMosquittoInstalled, Mosquitto } from '../support/mosquitto.js';
import { until } from '../support/eventually.js';

/** A period that includes both the real time and the time of the fixture. */
const LONG = { notBefore: new Date('2020-01-01'), notAfter: new Date('2045-01-01') };
/** A topic that only the product publishes and reads. */
const OWN_TOPIC = 'dutycycle/internal/mark';

const isInstalled = isMosquittoInstalled();
if (!isInstalled) console.log('Skipped: permissions at Mosquitto. Mosquitto is not installed.');

(isInstalled ? describe : describe.skip)('permissions at Mosquitto', () => {
  let stopPostgres: () => Promise<void>;
  let fixture: RegistryFixture;
  let pool: pg.Pool;
  let operator: TestAuthority;
  let broker: Mosquitto;
  let logins: DynamicSecurityLogins;
  let credentials: DeviceCredentialsService;
  let certificates: DeviceCertificatesService;
  let reconciler: BrokerReconciler;
  let product: MqttClient;
  let now = NOW;
  const arrived: string[] = [];
  const warnings: object[] = [];
  const clients: MqttClient[] = [];

  beforeAll(async () => {
    stopPostgres = await startPostgres();
    fixture = await RegistryFixture.open();
    const { url, secret } = fixture.database;
    pool = new pg.Pool({ connectionString: databaseUrlFor('dutycycle_ingest', url, secret), max: 2 });
    operator = await TestAuthority.create('Operator CA', NOW, LONG);
    const server = await operator.signForServer();
    broker = await Mosquitto.create({
      certificates: { clientCa: operator.certificate.pem, cert: server.pem, key: server.keyPem },
    });
    await broker.start();
    logins = new DynamicSecurityLogins({ url: broker.url, ...broker.login });
    await logins.admitProduct();
    credentials = new DeviceCredentialsService(fixture.unitOfWork, logins);
    certificates = new DeviceCertificatesService(fixture.unitOfWork, credentials, logins);
    const log = pino(
      { level: 'warn' },
      { write: (line: string) => void warnings.push(JSON.parse(line) as object) },
    );
    reconciler = new BrokerReconciler(pool, logins, () => now, log);
    // The existing credentials of the fixture's makers are not logins of this broker.
    await fixture.owner.query('delete from device_credential');
    product = await connect(broker.url, broker.login);
    product.on('message', (topic, payload) => arrived.push(`${topic} ${payload.toString()}`));
    await product.subscribeAsync(['eaas/#', OWN_TOPIC], { qos: 1 });
  });
  afterAll(async () => {
    await product?.endAsync(true);
    await broker?.remove();
    await pool?.end();
    await fixture?.close();
    await stopPostgres?.();
  });
  afterEach(async () => {
    now = NOW;
    warnings.length = 0;
    await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
  });

  async function connect(url: string, options: IClientOptions): Promise<MqttClient> {
    const client = await mqtt.connectAsync(url, { reconnectPeriod: 0, ...options }, false);
    client.on('error', () => undefined);
    return client;
  }
  /** Connects with a certificate, like a device. */
  async function show({ pem, keyPem }: KeyedCertificate): Promise<MqttClient> {
    const client = await connect(`mqtts://localhost:${broker.certificatePort}`, {
      ca: operator.certificate.pem,
      cert: pem,
      key: keyPem,
    });
    clients.push(client);
    return client;
  }
  async function signIn(login: { username: string; password: string }): Promise<MqttClient> {
    const client = await connect(broker.url, login);
    clients.push(client);
    return client;
  }
  let lastMarker = 0;
  const cut = (client: MqttClient): Promise<void> =>
    new Promise((resolve) => client.once('close', () => resolve()));
  /**
   * Returns true when a client's message on a topic reaches the product. The broker forwards acknowledged messages in
   * order: once the product has received its own later message, no message of the client is in transit.
   */
  async function isDelivered(client: MqttClient, topic: string): Promise<boolean> {
    if (!client.connected) return false;
    const marker = String(++lastMarker);
    // A broker may also close the connection instead of acknowledging.
    await orClosed(
      client,
      client.publishAsync(`${topic}/telemetry`, marker, { qos: 1 }).catch(() => undefined),
    );
    await product.publishAsync(OWN_TOPIC, marker, { qos: 1 });
    await until(() => arrived.includes(`${OWN_TOPIC} ${marker}`));
    return arrived.includes(`${topic}/telemetry ${marker}`);
  }
  const faultsOf = (of: Promise<unknown>): Promise<unknown> =>
    of.then(
      () => undefined,
      (error: DomainError) => error.fields,
    );
  async function addDevice(code: string): Promise<{ id: string; name: string; topic: string }> {
    const { id: machineId } = await fixture.addRunningMachine();
    const { id } = await fixture.addDevice(machineId, code);
    return { id, name: `one/${code}`, topic: `eaas/one/${code}` };
  }
  const names = async (): Promise<string[]> =>
    (await logins.readState()).clients.map(({ username }) => username);

  it('a certificate is valid only for its device, until it is revoked', async () => {
    const device = await addDevice('CERT-1');
    const other = await addDevice('CERT-2');
    const own = await operator.sign(device.name, LONG);
    const { id } = await certificates.add(fixture.engineer, device.id, own.pem);
    const client = await show(own);
    expect(await isDelivered(client, device.topic)).toBe(true);
    expect(await isDelivered(await show(own), other.topic)).toBe(false);
    const isCut = cut(client);
    await credentials.revoke(fixture.engineer, id);
    await isCut;
    // TLS still accepts the certificate, but there is no login with this name.
    const again = await show(own);
    expect(await isDelivered(again, device.topic)).toBe(false);
  });

  it('a successor certificate remains valid under the same name when the older one expires', async () => {
    const device = await addDevice('CERT-3');
    const [older, newer] = [await operator.sign(device.name, LONG), await operator.sign(device.name, LONG)];
    await certificates.add(fixture.engineer, device.id, older.pem);
    await certificates.add(fixture.engineer, device.id, newer.pem, 24);
    expect(await isDelivered(await show(older), device.topic)).toBe(true);
    const client = await show(newer);
    now = new Date(NOW.getTime() + 25 * 3_600_000);
    await reconciler.reconcile();
    expect(await isDelivered(client, device.topic)).toBe(true);
    expect(await names()).toContain(device.name);
  });

  it('a certificate with any other name is rejected', async () => {
    const device = await addDevice('CERT-4');
    for (const name of ['CERT-4', 'dutycycle', 'other/CERT-4', 'one/CERT-4/1']) {
      const { pem } = await operator.sign(name, LONG);
      expect(await faultsOf(certificates.add(fixture.engineer, device.id, pem))).toEqual([
        {
          pointer: '/pem',
          code: 'equipment.certificate_name_not_own',
          params: { expected: device.name },
        },
      ]);
    }
  });

  it('devices of a registered authority connect without registration until the authority is withdrawn', async () => {
    const authorities = fixture.get(CertificateAuthoritiesService);
    const works = await TestAuthority.create('Works CA', NOW, LONG);
    const { id } = await authorities.register(fixture.engineer, {
      name: 'Works CA',
      pem: works.certificate.pem,
      proofPem: (await works.sign(fixture.one.makerId, LONG)).pem,
      pattern: 'one/{device.code}',
    });
    const device = await addDevice('CERT-5');
    await reconciler.reconcile();
    // The broker checks only the name, regardless of which trusted authority signed the certificate.
    const client = await show(await operator.sign(device.name, LONG));
    expect(await isDelivered(client, device.topic)).toBe(true);
    const isCut = cut(client);
    await authorities.withdraw(fixture.engineer, id);
    await reconciler.reconcile();
    await isCut;
    expect(await names()).not.toContain(device.name);
  });

  it('the end of an overlap ends the older password', async () => {
    const device = await addDevice('PASS-1');
    const older = await credentials.issue(fixture.engineer, device.id);
    const newer = await credentials.issue(fixture.engineer, device.id, 1);
    const [first, second] = [await signIn(older), await signIn(newer)];
    await reconciler.reconcile();
    expect(await isDelivered(first, device.topic)).toBe(true);
    const isCut = cut(first);
    now = new Date(NOW.getTime() + 2 * 3_600_000);
    await reconciler.reconcile();
    await isCut;
    expect(await isDelivered(second, device.topic)).toBe(true);
    await expect(signIn(older)).rejects.toThrow();
  });

  it('a broker that has lost its logins gets everything again except the passwords, which are reported as missing', async () => {
    // Two hours later, because the previous test let an overlap of credentials expire.
    now = new Date(NOW.getTime() + 2 * 3_600_000);
    const [byPassword, byCertificate] = [await addDevice('LOST-1'), await addDevice('LOST-2')];
    const { username } = await credentials.issue(fixture.engineer, byPassword.id);
    const own = await operator.sign(byCertificate.name, LONG);
    await certificates.add(fixture.engineer, byCertificate.id, own.pem);
    await logins.send([
      { command: 'deleteClient', username },
      { command: 'deleteClient', username: byCertificate.name },
      { command: 'deleteRole', rolename: byCertificate.topic },
    ]);
    await reconciler.reconcile();
    expect(await isDelivered(await show(own), byCertificate.topic)).toBe(true);
    expect(warnings).toMatchObject([{ count: 1, first: username }]);
  });

  it('a login is removed at the second check if its use case failed after it had notified the broker', async () => {
    const topic = 'eaas/one/NEVER-1';
    await logins.addLogins([{ username: 'one/NEVER-1/1', password: 'x', topic }]);
    await logins.send([{ command: 'createClient', username: 'grafana', password: 'x' }]);
    await reconciler.reconcile();
    expect(await names()).toContain('one/NEVER-1/1');
    await reconciler.reconcile();
    const state = await logins.readState();
    expect(state.clients.map((each) => each.username)).not.toContain('one/NEVER-1/1');
    expect(state.roles.map(({ rolename }) => rolename)).not.toContain(topic);
    expect(await names()).toEqual(expect.arrayContaining(['grafana', 'dutycycle']));
  });

  it('a role from an older version gets the current permissions', async () => {
    const device = await addDevice('ROLE-1');
    const issued = await credentials.issue(fixture.engineer, device.id);
    await logins.send([{ command: 'modifyRole', rolename: device.topic, acls: [] }]);
    expect(await isDelivered(await signIn(issued), device.topic)).toBe(false);
    await reconciler.reconcile();
    const client = await signIn(issued);
    await until(() => isDelivered(client, device.topic));
  });
});
