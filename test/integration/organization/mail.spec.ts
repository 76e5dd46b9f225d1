import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { ADMIN, type OrganizationFixture, openOrganizationFixture } from './organization-fixture.js';

/** A mail server that accepts every email. Received emails are in `mails`. */
async function openMailServer(): Promise<{ url: string; mails: string[]; server: Server }> {
  const mails: string[] = [];
  const server = createServer((socket) => {
    let mail: string | undefined;
    socket.write('220 test\r\n');
    socket.setEncoding('utf8').on('data', (data: string) => {
      if (mail !== undefined) {
        mail += data;
        if (!mail.endsWith('\r\n.\r\n')) return;
        mails.push(mail);
        mail = undefined;
        socket.write('250 taken\r\n');
      } else if (/^DATA/i.test(data)) {
        mail = '';
        socket.write('354 go on\r\n');
      } else if (/^QUIT/i.test(data)) {
        socket.end('221 bye\r\n');
      } else {
        socket.write('250 ok\r\n');
      }
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, mails, server };
}

describe('with a mail server', () => {
  let fixture: OrganizationFixture;
  let post: Awaited<ReturnType<typeof openMailServer>>;

  beforeAll(async () => {
    post = await openMailServer();
    fixture = await openOrganizationFixture({
      SMTP_URL: post.url,
      MAIL_FROM: 'Beihu <air@example.com>',
      PUBLIC_URL: 'https://air.example',
    });
  });

  afterAll(async () => {
    await fixture?.close();
    post?.server.close();
  });

  it('sends an invitation with a link to the public address, regardless of the requested host', async () => {
    const invited = await fixture.ada.ask('POST', '/users/invitations', {
      body: { email: 'lin@example.com', role: 'manager' },
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-for': '192.0.2.1' },
    });
    expect(invited.status).toBe(201);
    expect(post.mails).toHaveLength(1);
    expect(post.mails[0]).toMatch(/^From: Beihu <air@example\.com>/m);
    expect(post.mails[0]).toMatch(/^To: lin@example\.com/m);
    expect(post.mails[0]?.replace(/=\r\n/g, '')).toMatch(/https:\/\/air\.example\/invitation\/[\w-]{32}/);
    expect(post.mails[0]).not.toContain('evil');
  });
});

describe('with a mail server that is down', () => {
  let fixture: OrganizationFixture;

  beforeAll(async () => {
    const { url, server } = await openMailServer();
    await new Promise((closed) => server.close(closed));
    fixture = await openOrganizationFixture({ SMTP_URL: url });
  });

  afterAll(async () => {
    await fixture?.close();
  });

  it('an invitation reports it and can be sent again', async () => {
    const invite = () =>
      fixture.ada.ask('POST', '/users/invitations', { body: { email: 'lin@example.com', role: 'manager' } });
    for (let time = 0; time < 2; time++) {
      expect(await invite()).toMatchObject({ status: 502, body: { code: 'organization.mail_not_sent' } });
    }
    const { body } = await fixture.ada.ask<{ items: { email: string; standing: string }[] }>('GET', '/users');
    expect(body.items).toContainEqual(
      expect.objectContaining({ email: 'lin@example.com', standing: 'pending' }),
    );
  });

  it('a password reset returns the usual response', async () => {
    expect(
      (await fixture.visit().ask('POST', '/password-resets', { body: { email: ADMIN.email } })).status,
    ).toBe(202);
  });
});
