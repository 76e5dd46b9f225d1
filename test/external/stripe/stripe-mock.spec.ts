import { METHOD_KINDS, STRIPE_API_VERSION, StripeGateway } from '#payments';
import { chargeOf, openGateway, openRawClient } from './gateways.js';
import { isStripeMockInstalled, StripeMock } from './stripe-mock.js';

const isInstalled = isStripeMockInstalled();
if (!isInstalled)
  console.log(
    'not run: requests checked by stripe-mock. Run test/external/clients/install.sh to install it.',
  );

const NOW = new Date('2026-12-01T10:00:00Z');
const SINCE = new Date('2026-11-30T10:00:00Z');
const RETURN_ADDRESSES = {
  successUrl: 'https://dutycycle.example/paid',
  cancelUrl: 'https://dutycycle.example/',
};
const LANGUAGES = ['en', 'zh', 'es', 'id', 'pl'] as const;

async function readAll(items: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const item of items) if (item !== undefined) count += 1;
  return count;
}

/** Calls of each method of the gateway, with all variants of its requests. */
const CALLS: Readonly<Record<string, (gateway: StripeGateway) => Promise<unknown>>> = {
  ensureCustomer: async (gateway) => {
    await gateway.ensureCustomer({ reference: 'c-1', name: 'Huta Łabędy', email: 'ap@example.com' });
    await gateway.ensureCustomer({ reference: 'c-"2"', name: 'Huta', email: null });
  },
  startMethodSetup: async (gateway) => {
    for (const language of LANGUAGES)
      await gateway.startMethodSetup({
        ...RETURN_ADDRESSES,
        idempotencyKey: `setup-${language}`,
        customerId: 'cus_1',
        kinds: METHOD_KINDS,
        language,
      });
  },
  readMethodSetup: (gateway) => gateway.readMethodSetup('cs_1'),
  listMethods: (gateway) => gateway.listMethods('cus_1'),
  readMethod: (gateway) => gateway.readMethod('pm_1'),
  removeMethod: (gateway) => gateway.removeMethod('pm_1'),
  startHostedPayment: async (gateway) => {
    for (const [index, currency] of ['EUR', 'JPY', 'KWD', 'ISK'].entries())
      await gateway.startHostedPayment({
        ...RETURN_ADDRESSES,
        idempotencyKey: `page-${currency}`,
        customerId: 'cus_1',
        attemptId: 'a-1',
        amount: { minor: 1230n, currency },
        kinds: METHOD_KINDS,
        title: 'Invoice PL-0042',
        language: LANGUAGES[index]!,
        expiresAt: new Date(NOW.getTime() + 3_600_000),
      });
  },
  readHostedPayment: (gateway) => gateway.readHostedPayment('cs_1'),
  expireHostedPage: (gateway) => gateway.expireHostedPage('cs_1'),
  charge: async (gateway) => {
    for (const methodKind of METHOD_KINDS) await gateway.charge(chargeOf('cus_1', 'pm_1', { methodKind }));
  },
  findAttempt: (gateway) => gateway.findAttempt({ attemptId: 'a-1', customerId: 'cus_1', firstSentAt: NOW }),
  readIntent: (gateway) => gateway.readIntent('pi_1'),
  cancelIntent: (gateway) => gateway.cancelIntent('pi_1'),
  refund: (gateway) =>
    gateway.refund({
      idempotencyKey: 'r-1',
      refundId: 'r-1',
      intentId: 'pi_1',
      amount: { minor: 100n, currency: 'EUR' },
    }),
  readRefund: (gateway) => gateway.readRefund('re_1'),
  listRefunds: (gateway) => gateway.listRefunds('pi_1'),
  readDispute: (gateway) => gateway.readDispute('dp_1'),
  listEvents: (gateway) => readAll(gateway.listEvents(SINCE)),
  listBalanceEntries: (gateway) => readAll(gateway.listBalanceEntries(SINCE, NOW)),
  listPayoutEntries: (gateway) => readAll(gateway.listPayoutEntries('po_1')),
  listPayouts: (gateway) => readAll(gateway.listPayouts(SINCE, NOW)),
};

// In CI, a missing tool must not look like a tool that found no error.
(isInstalled || process.env['CI'] ? describe : describe.skip)('requests checked by stripe-mock', () => {
  let mock: StripeMock;
  beforeAll(async () => {
    mock = await StripeMock.start();
  });
  afterAll(() => mock?.stop());

  const accessOf = (kind: 'connected' | 'own_key') => ({
    url: mock.url,
    platformKey: 'sk_test_platform',
    access:
      kind === 'connected'
        ? ({ kind, accountId: 'acct_1' } as const)
        : ({ kind, key: 'rk_test_maker1' } as const),
  });

  it('include all that the gateway can send', () => {
    const methods = Object.getOwnPropertyNames(StripeGateway.prototype).filter(
      (name) => name !== 'constructor',
    );
    expect(Object.keys(CALLS).sort()).toEqual(methods.sort());
  });

  it.each(Object.keys(CALLS).flatMap((name) => [[name, 'connected'] as const, [name, 'own_key'] as const]))(
    '%s is accepted (%s)',
    async (name, kind) => {
      await expect(CALLS[name]!(openGateway(accessOf(kind))).then(() => 'accepted')).resolves.toBe(
        'accepted',
      );
    },
  );

  it('are refused if they have an unknown parameter, or lack a required one', async () => {
    const stripe = openRawClient(accessOf('own_key'));
    await expect(stripe.customers.create({ colour: 'red' } as object)).rejects.toMatchObject({
      statusCode: 400,
    });
    await expect(
      stripe.paymentIntents.create({ amount: 100 } as Parameters<typeof stripe.paymentIntents.create>[0]),
    ).rejects.toMatchObject({ statusCode: 400 });
  });

  it('name the version of the schema', () => {
    expect(STRIPE_API_VERSION).toBe('2026-08-26.dahlia');
    expect(mock.output).not.toContain('unsupported');
  });
});
