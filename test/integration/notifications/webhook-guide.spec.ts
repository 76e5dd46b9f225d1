import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  OutgoingClient,
  WebhookDeliveries,
  WebhookEndpoints,
  WebhookSender,
  TrustedHosts,
} from '#notifications';
import { SecretBox, UnitOfWork } from '#platform';
import { eventually } from '../../support/eventually.js';
import { findFreePort } from '../../support/free-port.js';
import { NotificationsFixture } from './notifications-fixture.js';

/** Returns the receiver in the guide. */
function readExample(): string {
  const guide = readFileSync(resolve(import.meta.dirname, '../../../docs/webhooks.md'), 'utf8');
  const example = /<!-- example: receiver -->\s+```js\n([\s\S]*?)```/.exec(guide)?.[1];
  if (example === undefined) throw new Error('docs/webhooks.md has no receiver');
  return example;
}

describe('the receiver in the guide about webhooks', () => {
  let fixture: NotificationsFixture;
  let receiver: ChildProcess;
  let port: number;
  let printed = '';
  let endpointId: string;
  let sender: WebhookSender;
  const client = new OutgoingClient(() => true, 5000);

  beforeAll(async () => {
    // The receiver rejects messages that are older than five minutes.
    fixture = await NotificationsFixture.open(new Date().toISOString());
    const { app } = fixture.billing;
    const [unitOfWork, box] = [app.get(UnitOfWork), app.get(SecretBox)];
    port = await findFreePort();
    const endpoints = new WebhookEndpoints(unitOfWork, box, new TrustedHosts(['127.0.0.1']));
    const { endpoint, secret } = await endpoints.create(fixture.scopeOf(fixture.maker.staff.admin), {
      kind: 'webhook',
      name: 'Guide',
      url: `http://127.0.0.1:${port}/`,
      eventTypes: [],
      locale: 'en',
    });
    endpointId = endpoint.id;
    sender = new WebhookSender(unitOfWork, client, box, 'https://air.example');
    receiver = spawn(process.execPath, ['--input-type=module', '--eval', readExample()], {
      env: { PORT: String(port), WEBHOOK_SECRET: secret },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    receiver.stdout!.setEncoding('utf8').on('data', (text: string) => (printed += text));
    await eventually(
      () => client.post(`http://127.0.0.1:${port}/`, {}, ''),
      ({ status }) => status === 401,
    );
  });

  afterAll(async () => {
    receiver?.kill();
    await fixture?.close();
  });

  it('accepts signed messages, and processes each once', async () => {
    const scope = fixture.scopeOf(fixture.maker.staff.admin);
    const deliveries = fixture.billing.app.get(WebhookDeliveries);
    const { id } = await deliveries.test(scope, endpointId);
    await sender.step(fixture.system);
    await deliveries.redeliver(scope, endpointId, id);
    await sender.step(fixture.system);
    const { log } = await deliveries.get(scope, endpointId, id);
    expect(log.map(({ status }) => status)).toEqual([204, 204]);
    await eventually(
      () => Promise.resolve(printed),
      (text) => text.includes('webhook.test'),
    );
    expect(printed).toBe('webhook.test\n');
  });

  it('rejects a message with another signature', async () => {
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
      'webhook-signature': 'v1,AAAA',
    };
    expect(await client.post(`http://127.0.0.1:${port}/`, headers, '{}')).toMatchObject({ status: 401 });
  });
});
