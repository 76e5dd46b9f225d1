import { readConfig } from './config.js';

const right = {
  DATABASE_URL: 'postgres://owner:secret@db/dutycycle',
  DUTYCYCLE_SECRET: 'ab'.repeat(32),
  DUTYCYCLE_HOME: '/nowhere',
};

describe('readConfig', () => {
  it('has defaults', () => {
    expect(readConfig(right)).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      home: '/nowhere',
      publicUrl: 'http://localhost:3000',
      trustedProxies: 0,
      connectionsPerAddress: 256,
      demo: false,
      smtpUrl: null,
      internalMqttPort: null,
    });
  });

  it('reads the environment', () => {
    const config = readConfig({
      ...right,
      PORT: '8080',
      PUBLIC_URL: 'https://air.example/',
      DUTYCYCLE_CLOCK_OFFSET_MS: '-5',
      DUTYCYCLE_DEMO: '1',
    });
    expect(config).toMatchObject({
      port: 8080,
      publicUrl: 'https://air.example',
      clockOffsetMs: -5,
      demo: true,
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it.each([
    ['2', 2],
    ['loopback, 10.0.0.0/8,2001:db8::7', ['loopback', '10.0.0.0/8', '2001:db8::7']],
  ])('trusts the proxies %s', (TRUSTED_PROXIES, trustedProxies) => {
    expect(readConfig({ ...right, TRUSTED_PROXIES })).toMatchObject({ trustedProxies });
  });

  it.each(['-1', '11', 'all', 'proxy.example', '10.0.0.0/33', '10.0.0.1/8/8', '10.0.0.1,'])(
    'rejects %s as trusted proxies',
    (TRUSTED_PROXIES) => {
      expect(() => readConfig({ ...right, TRUSTED_PROXIES })).toThrow(/- TRUSTED_PROXIES/);
    },
  );

  it('generates a setup token unless a token or its hash is configured', () => {
    const made = [readConfig(right), readConfig(right)].map(({ setupTokenToShow }) => setupTokenToShow);
    expect(made[0]).toMatch(/^[\w-]{32}$/);
    expect(made[1]).not.toBe(made[0]);
    const hash = 'ab'.repeat(32);
    expect(readConfig({ ...right, SETUP_TOKEN_HASH: hash })).toMatchObject({
      setupTokenHash: hash,
      setupTokenToShow: null,
    });
    const given = readConfig({ ...right, SETUP_TOKEN: 'chosen-by-the-operator' });
    expect(given.setupTokenToShow).toBeNull();
    expect(JSON.stringify(given)).not.toContain('chosen-by');
    expect(() => readConfig({ ...right, SETUP_TOKEN: 'short' })).toThrow(/- SETUP_TOKEN/);
  });

  it('reports all errors at once, without secrets', () => {
    const read = (): unknown =>
      readConfig({
        DUTYCYCLE_HOME: '/nowhere',
        PORT: '70000',
        LOG_LEVEL: 'loud',
        DATABASE_URL: 'mysql://owner:hush@db/x',
        SMTP_URL: 'mail',
        DUTYCYCLE_SECRET: 'short',
      });
    for (const name of ['PORT', 'LOG_LEVEL', 'DATABASE_URL', 'SMTP_URL', 'DUTYCYCLE_SECRET']) {
      expect(read).toThrow(new RegExp(`- ${name}`));
    }
    expect(read).not.toThrow(/hush/);
  });

  it('requires a database and a secret', () => {
    expect(() => readConfig({ DUTYCYCLE_HOME: '/nowhere' })).toThrow(
      /DATABASE_URL is not set[^]*DUTYCYCLE_SECRET/,
    );
  });
});
