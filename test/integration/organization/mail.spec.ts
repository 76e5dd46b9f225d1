import { SmtpTestServer } from '../../support/smtp-server.js';
import { ADMIN, type OrganizationFixture, openOrganizationFixture } from './organization-fixture.js';

describe('with a mail server', () => {
  let fixture: OrganizationFixture;
  let post: SmtpTestServer;

  beforeAll(async () => {
    post = await SmtpTestServer.open();
    fixture = await openOrganizationFixture({
      SMTP_URL: post.url,
      MAIL_FROM: 'Beihu <air@example.com>',
      PUBLIC_URL: 'https://air.example',
    });
  });

  afterAll(async () => {
    await fixture?.close();
    await post?.close();
  });

  it('sends an invitation with a link to the public address, regardless of the requested host', async () => {
    const invited = await fixture.ada.ask('POST', '/users/invitations', {
      body: { email: 'lin@example.com', role: 'manager' },
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-for': '192.0.2.1' },
    });
    expect(invited.status).toBe(201);
    const mails = post.received.map(({ raw }) => raw);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatch(/^From: Beihu <air@example\.com>/m);
    expect(mails[0]).toMatch(/^To: lin@example\.com/m);
    expect(mails[0]?.replace(/=\r\n/g, '')).toMatch(/https:\/\/air\.example\/invitation\/[\w-]{32}/);
    expect(mails[0]).not.toContain('evil');
  });
});

describe('with a mail server that is down', () => {
  let fixture: OrganizationFixture;

  beforeAll(async () => {
    const server = await SmtpTestServer.open();
    await server.close();
    fixture = await openOrganizationFixture({ SMTP_URL: server.url });
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
