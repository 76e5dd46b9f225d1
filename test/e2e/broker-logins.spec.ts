import mqtt from 'mqtt';
import { DynamicSecurityLogins } from '#equipment';
import { isMosquittoInstalled, Mosquitto } from '../support/mosquitto.js';

const isInstalled = isMosquittoInstalled();
if (!isInstalled) console.log("Skipped: devices' logins at an external broker. Mosquitto is not installed.");

(isInstalled ? describe : describe.skip)("devices' logins at an external broker", () => {
  let broker: Mosquitto;
  let logins: DynamicSecurityLogins;

  beforeAll(async () => {
    broker = await Mosquitto.create();
    await broker.start();
    logins = new DynamicSecurityLogins({ url: broker.url, ...broker.login });
  });
  afterAll(() => broker?.remove());

  const login = (name: string, password = 'right') => ({
    username: `acme/${name}/1`,
    password,
    topic: `eaas/acme/${name}`,
  });
  const connect = ({ username, password }: { username: string; password: string }) =>
    mqtt.connectAsync(broker.url, { username, password, reconnectPeriod: 0 }, false);
  const reason = (of: Promise<unknown>): Promise<unknown> =>
    of.then(
      () => undefined,
      (error: unknown) => error,
    );

  it('accepts a registered login only with its password', async () => {
    await logins.addLogins([login('press-1')]);
    await (await connect(login('press-1'))).endAsync();
    await expect(connect(login('press-1', 'wrong'))).rejects.toThrow();
    await expect(connect(login('press-2'))).rejects.toThrow();
  });

  it('replaces a login of the same name any number of times', async () => {
    await logins.addLogins([login('press-3', 'old')]);
    await logins.addLogins([login('press-3', 'new')]);
    await expect(connect(login('press-3', 'old'))).rejects.toThrow();
    await (await connect(login('press-3', 'new'))).endAsync();
  });

  it('closes the connection of a revoked login, and ignores a second revocation', async () => {
    await logins.addLogins([login('press-4')]);
    const client = await connect(login('press-4'));
    const cut = new Promise<void>((resolve) => client.once('close', () => resolve()));
    await logins.removeLogins(['acme/press-4/1']);
    await cut;
    await logins.removeLogins(['acme/press-4/1', 'acme/never/1']);
    await expect(connect(login('press-4'))).rejects.toThrow();
  });

  it('registers all devices of an import, and lists them', async () => {
    const many = Array.from({ length: 120 }, (_, index) => login(`bulk-${index}`));
    await logins.addLogins(many);
    const { clients } = await logins.readState();
    expect(clients.map(({ username }) => username)).toEqual(
      expect.arrayContaining(many.map(({ username }) => username)),
    );
  });

  it("grants topics to the product's own login once", async () => {
    const client = await connect(broker.login);
    const cut = new Promise<void>((resolve) => client.once('close', () => resolve()));
    await logins.admitProduct();
    await cut;
    const product = await connect(broker.login);
    let isCut = false;
    product.once('close', () => (isCut = true));
    await logins.admitProduct();
    const received = new Promise((resolve) =>
      product.once('message', (topic, payload) => resolve([topic, payload.toString()])),
    );
    await product.subscribeAsync('dutycycle/internal/#');
    await product.publishAsync('dutycycle/internal/hint', 'news', { qos: 1 });
    expect(await received).toEqual(['dutycycle/internal/hint', 'news']);
    expect(isCut).toBe(false);
    await product.endAsync();
  });

  it("updates the product's topics set by an older version", async () => {
    const older = [{ acltype: 'subscribePattern', topic: 'eaas/#', allow: true }];
    await logins.send([{ command: 'modifyRole', rolename: 'dutycycle', acls: older }]).catch(() => undefined);
    await logins.admitProduct();
    const product = await connect(broker.login);
    const granted = await product.subscribeAsync('$share/dutycycle/eaas/+/+/telemetry', { qos: 1 });
    expect(granted).toMatchObject([{ qos: 1 }]);
    await product.endAsync();
  });

  it('reports an unreachable broker, and sends nothing to it later', async () => {
    await broker.end();
    expect(await reason(logins.addLogins([login('press-5')]))).toMatchObject({
      code: 'equipment.broker_unreachable',
      params: { reason: 'no_connection' },
    });
    await broker.start();
    const { clients } = await logins.readState();
    expect(clients.map(({ username }) => username)).not.toContain('acme/press-5/1');
  });

  it('reports a broker without the plugin', async () => {
    const other = await Mosquitto.create({ anyone: true });
    try {
      await other.start();
      const there = new DynamicSecurityLogins({ url: other.url, ...other.login });
      expect(await reason(there.addLogins([login('press-6')]))).toMatchObject({
        code: 'equipment.broker_unreachable',
        params: { reason: 'no_answer' },
      });
    } finally {
      await other.remove();
    }
  });
});
