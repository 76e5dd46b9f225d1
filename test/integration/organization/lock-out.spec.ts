import { until } from '../../support/eventually.js';
import { ADMIN, type OrganizationFixture, openOrganizationFixture } from './organization-fixture.js';
import { tokensSentTo, type Visitor } from './visitor.js';

let fixture: OrganizationFixture;

beforeAll(async () => {
  fixture = await openOrganizationFixture({ TRUSTED_PROXIES: 'loopback' });
});

afterAll(async () => {
  await fixture?.close();
});

const from = (address: string) => ({ 'x-forwarded-for': address });
const signIn = (by: Visitor, address: string, password = ADMIN.password) =>
  by.ask('POST', '/session', { body: { email: ADMIN.email, password }, headers: from(address) });

/** Sends wrong passwords for Ada from one address until it is locked. */
async function lock(address: string): Promise<void> {
  for (let number = 0; number < 5; number++)
    expect((await signIn(fixture.visit(), address, 'wrong')).status).toBe(401);
  expect((await signIn(fixture.visit(), address)).status).toBe(429);
}

describe('wrong passwords for a known account', () => {
  it('from one address do not lock the user out at another address', async () => {
    await lock('192.0.2.1');
    expect((await signIn(fixture.visit(), '192.0.2.2')).status).toBe(201);
  });

  it('from many addresses only slow down a new browser', async () => {
    const guesses = Array.from({ length: 80 }, (_, number) =>
      signIn(fixture.visit(), `198.51.100.${number}`, 'wrong'),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    let answer = await signIn(fixture.visit(), '203.0.113.50');
    for (let attempt = 0; answer.status === 429 && attempt < 10; attempt++) {
      const seconds = Number(answer.headers.get('retry-after'));
      expect(seconds).toBeLessThanOrEqual(2);
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      answer = await signIn(fixture.visit(), '203.0.113.50');
    }
    expect(answer.status).toBe(201);
  });

  it('do not affect a browser that has signed in before, even from the same address', async () => {
    const ada = fixture.visit();
    expect((await signIn(ada, '192.0.2.3')).status).toBe(201);
    await lock('192.0.2.3');
    expect((await signIn(ada, '192.0.2.3')).status).toBe(201);
  });

  it('in that browser are counted only for it, and lock it', async () => {
    const ada = fixture.visit();
    expect((await signIn(ada, '192.0.2.4')).status).toBe(201);
    for (let number = 0; number < 5; number++)
      expect((await signIn(ada, `192.0.2.${5 + number}`, 'wrong')).status).toBe(401);
    expect((await signIn(ada, '192.0.2.30')).status).toBe(429);
    expect((await signIn(fixture.visit(), '192.0.2.4')).status).toBe(201);
  });

  it('are counted by address even with a forged known-browser cookie or one of another account', async () => {
    const forged = fixture.visit();
    forged.browser = `dutycycle_browser=${'a'.repeat(22)}.${'b'.repeat(22)}`;
    for (let number = 0; number < 5; number++) await signIn(forged, '192.0.2.40', 'wrong');
    expect((await signIn(forged, '192.0.2.40')).status).toBe(429);
    const answer = await forged.ask('POST', '/session', {
      body: { email: 'somebody@example.com', password: 'wrong' },
      headers: from('192.0.2.41'),
    });
    expect(answer.status).toBe(401);
  });
});

describe('the client address in a forwarding header', () => {
  it('is trusted only from a trusted proxy', async () => {
    const other = await openOrganizationFixture({ TRUSTED_PROXIES: '10.0.0.0/8' });
    try {
      const guess = (number: number) =>
        other.visit().ask('POST', '/session', {
          body: { email: ADMIN.email, password: 'wrong' },
          headers: from(`192.0.2.${number}`),
        });
      for (let number = 0; number < 5; number++) expect((await guess(number)).status).toBe(401);
      expect((await guess(9)).status).toBe(429);
    } finally {
      await other.close();
    }
  });
});

describe('password reset links', () => {
  const request = () => fixture.visit().ask('POST', '/password-resets', { body: { email: ADMIN.email } });
  const links = () => tokensSentTo(fixture.home, ADMIN.email);

  it('remain valid when another is requested, up to five at a time, and end with the first use', async () => {
    for (let number = 1; number <= 5; number++) {
      expect((await request()).status).toBe(202);
      await until(() => links().length === number);
    }
    expect((await request()).status).toBe(202);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(links()).toHaveLength(5);

    await lock('192.0.2.60');
    const [first, second] = links();
    const ada = fixture.visit();
    const reset = (by: Visitor, token = '') =>
      by.ask('POST', `/password-resets/${token}`, { body: { password: 'ada-opens-it-again' } });
    expect((await reset(ada, first)).status).toBe(204);
    expect(await reset(fixture.visit(), second)).toMatchObject({
      status: 404,
      body: { code: 'organization.mail_link_invalid' },
    });
    // Used and invalid links don't count towards the limit.
    expect((await request()).status).toBe(202);
    await until(() => links().length === 6);
    // The locks are lifted. From now on, they don't affect the browser in which the password was reset.
    expect((await signIn(fixture.visit(), '192.0.2.60', 'ada-opens-it-again')).status).toBe(201);
    for (let number = 0; number < 6; number++) await signIn(fixture.visit(), '192.0.2.61', 'wrong');
    expect((await signIn(ada, '192.0.2.61', 'ada-opens-it-again')).status).toBe(201);
  });
});
