import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Account } from './account.js';
import { Control } from './control.js';
import { Api } from './http/api.js';
import { Faults } from './http/faults.js';
import { answerPage } from './pages/pages.js';
import { Webhooks } from './webhooks/webhooks.js';
import { World, type WorldSettings } from './world.js';

/** Keys and accounts that the fake knows from the start. */
export const FAKE_KEYS = {
  /** Key of a platform, which reaches the connected accounts. */
  platform: 'sk_test_fakeplatform',
  /** Key of a maker's own account. */
  own: 'rk_test_fakeown',
} as const;
export const FAKE_ACCOUNTS = {
  platform: 'acct_fakeplatform',
  own: 'acct_fakeown',
  connected: ['acct_fakeconnected1', 'acct_fakeconnected2'],
} as const;

/** A fake of Stripe with real HTTP that stores its objects but moves no money. */
export class StripeFakeServer {
  private readonly world: World;
  private readonly api: Api;
  private readonly control: Control;

  private constructor(
    private readonly server: Server,
    settings: WorldSettings,
  ) {
    const platform = new Account(FAKE_ACCOUNTS.platform, false);
    const own = new Account(FAKE_ACCOUNTS.own, false);
    this.world = new World(platform, new Webhooks(), settings);
    this.world.accounts.set(own.id, own);
    for (const id of FAKE_ACCOUNTS.connected) this.world.accounts.set(id, new Account(id, true));
    const faults = new Faults();
    const accounts = new Map([
      [FAKE_KEYS.platform, platform],
      [FAKE_KEYS.own, own],
    ]);
    this.api = new Api(this.world, accounts, faults);
    this.control = new Control(this.world, this.api, faults);
  }

  /** @param port 0 for any free port; the fake listens on the loopback address only */
  static async open(port: number, settings: WorldSettings): Promise<StripeFakeServer> {
    const server = createServer();
    const fake = new StripeFakeServer(server, settings);
    server.on('request', (request, response) => void fake.serve(request, response));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    fake.world.origin = fake.origin;
    return fake;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.answer(request, response, await readBody(request));
    } catch (error) {
      // Shows an error of the fake itself in the test that caused it.
      response.writeHead(501, { 'content-type': 'text/plain' }).end(String(error));
    }
  }

  private async answer(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    const url = new URL(request.url ?? '/', this.origin);
    const method = request.method ?? 'GET';
    const [, order] = /^\/_fake\/(.+)$/.exec(url.pathname) ?? [];
    if (order !== undefined) {
      const result = await this.control.carryOut(order, body === '' ? {} : JSON.parse(body));
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result ?? null));
      return;
    }
    const page = answerPage(this.world, method, url, body);
    if (page !== null) {
      if ('location' in page) response.writeHead(303, { location: page.location }).end();
      else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page.html);
      return;
    }
    const headers = request.headers as Record<string, string | undefined>;
    const answer = await this.api.answer({ method, url, headers, body });
    if ('reply' in answer)
      response
        .writeHead(answer.reply.status, { ...answer.headers, 'content-type': 'application/json' })
        .end(answer.reply.body);
    else if (answer.silence === 'reset') request.socket.destroy();
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
