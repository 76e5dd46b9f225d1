import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { HANGS_AFTER_MS, waitForPage } from '../../test/support/browser.js';
import { PushService } from '../../test/support/push-service.js';
import { SmtpTestServer } from '../../test/support/smtp-server.js';
import { publish } from '../support/counting-machine.js';
import type { MqttLogin } from './device-credentials.js';
import type { Task } from './task.js';

/** Time from the reading above the limit to the last message. */
const MAX_SECONDS = 10;
/** The trip limit of the template for compressors is 110 °C. */
const TRIP_CELSIUS = 118;
const POLL_MS = 50;

/** The mail server, the push service and the system of another department, which receive the messages. */
export class Receivers {
  private constructor(
    readonly mails: SmtpTestServer,
    readonly pushes: PushService,
    private readonly webhooks: Server,
    /** Bodies of received webhooks. */
    readonly bodies: string[],
  ) {}

  static async open(): Promise<Receivers> {
    const bodies: string[] = [];
    const webhooks = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => {
        bodies.push(body);
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((listening) => webhooks.listen(0, '127.0.0.1', listening));
    return new Receivers(await SmtpTestServer.open(), await PushService.open(), webhooks, bodies);
  }

  get webhookUrl(): string {
    return `http://127.0.0.1:${(this.webhooks.address() as AddressInfo).port}/alarms`;
  }

  /** Settings with which the product sends to these receivers. */
  get env(): Record<'SMTP_URL' | 'WEBHOOK_PRIVATE_HOSTS', string> {
    return { SMTP_URL: this.mails.url, WEBHOOK_PRIVATE_HOSTS: '127.0.0.1' };
  }

  async close(): Promise<void> {
    this.webhooks.closeAllConnections();
    this.webhooks.close();
    await this.mails.close();
    await this.pushes.close();
  }
}

interface ToldWorld {
  readonly receivers: Receivers;
  readonly mqttUrl: string;
  readonly device: MqttLogin;
  /** Serial number of the device's machine. */
  readonly serial: string;
}

/**
 * Turns on emails and push messages about critical alarms, which are off for administrators by default, and adds a
 * webhook.
 */
export const beTold: Task<ToldWorld> = {
  name: 'Be told of a trip by email, push message and webhook',
  person: 'Ada, administrator',
  maxActions: 66,
  maxSeconds: 20,
  run: async (person, { receivers, mqttUrl, device, serial }) => {
    const { page } = person;
    await page.reload();
    // A page listens to shortcuts a moment after it is shown.
    await waitForPage(page);
    await person.press('Control+k');
    await person.type('notifications');
    await page.getByRole('option', { name: 'Notifications' }).waitFor();
    await person.press('Enter');
    await person.choose(page.getByRole('combobox', { name: 'Critical alarms: email' }), 'Immediately');
    const push = (checked: boolean): Locator =>
      page.getByRole('switch', { name: 'Critical alarms: push messages', disabled: false, checked });
    await push(false).waitFor();
    await person.click(page.locator('.mantine-Switch-root', { has: push(false) }));
    await person.arrive(push(true));
    await person.click(page.getByRole('button', { name: 'Turn on in this browser' }));
    await person.arrive(page.getByText('This browser receives push messages.'));
    await person.click(page.getByRole('tab', { name: 'Webhooks' }));
    await person.click(page.getByRole('button', { name: 'Add webhook' }));
    const dialog = page.getByRole('dialog');
    await person.arriveAtField(dialog);
    await person.type('Control room');
    await person.press('Tab');
    await person.type(receivers.webhookUrl);
    await person.press('Enter');
    await person.click(page.getByRole('button', { name: 'Copy' }));
    await person.click(page.getByRole('button', { name: 'I’ve saved it' }));
    await person.arrive(page.getByText('Control room'));
    await publish(mqttUrl, device, [
      {
        ts: new Date().toISOString(),
        seq: 2,
        g: { pressure_bar: 7.2, discharge_temp_c: TRIP_CELSIUS },
        state: 'fault',
      },
    ]);
    await person.expect('all messages', MAX_SECONDS, waitForAll(receivers, serial));
  },
};

/** @throws Error that names the messages that did not arrive */
async function waitForAll({ mails, pushes, bodies }: Receivers, serial: string): Promise<void> {
  const arrived = (): Record<string, boolean> => ({
    email: mails.received.some(({ raw }) => raw.includes(serial)),
    'push message': pushes.received.some(({ payload }) => payload.title.includes(serial)),
    webhook: bodies.some((body) => body.includes(serial)),
  });
  const until = performance.now() + HANGS_AFTER_MS;
  while (Object.values(arrived()).includes(false)) {
    if (performance.now() > until) throw new Error(`Arrived: ${JSON.stringify(arrived())}`);
    await sleep(POLL_MS);
  }
}
