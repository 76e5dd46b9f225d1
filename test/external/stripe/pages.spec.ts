import type { MethodKind } from '#payments';
import { newId } from '#platform';
import { FAKE_KEYS } from '../../support/stripe-fake/server.js';
import { StripeFake } from '../../support/stripe-fake-process.js';
import { chargeOf, openGateway, stateOf } from './gateways.js';
import { Payer } from './payer.js';

const [CARD, DECLINED, AUTHENTICATES] = ['4242 4242 4242 4242', '4000 0000 0000 9995', '4000 0027 6000 3184'];
const [IBAN, RETURNED_IBAN] = ['AT61 1904 3002 3457 3201', 'AT59 1904 3002 3547 3203'];
const PAID = 'https://dutycycle.example/paid';

describe('hosted pages of the fake', () => {
  let fake: StripeFake;
  let gateway: ReturnType<typeof openGateway>;
  let customerId: string;

  beforeAll(async () => {
    fake = await StripeFake.start();
    gateway = openGateway({
      url: fake.url,
      platformKey: null,
      access: { kind: 'own_key', key: FAKE_KEYS.own },
    });
    customerId = await gateway.ensureCustomer({ reference: newId(), name: 'Huta Łabędy', email: null });
  });
  afterAll(() => fake?.stop());

  const payment = (kinds: readonly MethodKind[] = ['card', 'sepa_debit']) =>
    gateway.startHostedPayment({
      idempotencyKey: newId(),
      attemptId: newId(),
      customerId,
      amount: { minor: 1234n, currency: 'EUR' },
      kinds,
      title: 'Invoice PL-0042',
      language: 'en',
      successUrl: `${PAID}?page={CHECKOUT_SESSION_ID}`,
      cancelUrl: 'https://dutycycle.example/back',
      expiresAt: new Date(Date.now() + 3_600_000),
    });
  const setup = () =>
    gateway.startMethodSetup({
      idempotencyKey: newId(),
      customerId,
      kinds: ['card', 'sepa_debit'],
      language: 'en',
      successUrl: PAID,
      cancelUrl: 'https://dutycycle.example/back',
    });
  const stateOfPage = async (id: string) => {
    const { state, intentId } = await gateway.readHostedPayment(id);
    return [state, intentId === null ? null : stateOf(await gateway.readIntent(intentId))];
  };

  it('take a payment by card', async () => {
    const { id, url } = await payment();
    const payer = await Payer.open(url);
    await payer.enter(CARD);
    expect(payer.url).toBe(`${PAID}?page=${id}`);
    expect(await stateOfPage(id)).toEqual(['complete', 'succeeded']);
  });

  it('let the payer try another card after a decline', async () => {
    const { id, url } = await payment();
    const payer = await Payer.open(url);
    await payer.enter(DECLINED);
    expect(payer.page).toContain('Your card was declined.');
    expect(await stateOfPage(id)).toEqual(['open', 'declined']);
    await payer.enter(CARD);
    expect(await stateOfPage(id)).toEqual(['complete', 'succeeded']);
  });

  it('send the payer to the bank for authentication', async () => {
    const { id, url } = await payment();
    const payer = await Payer.open(url);
    await payer.enter(AUTHENTICATES);
    expect(payer.page).toContain('Your bank asks you to confirm.');
    expect(await stateOfPage(id)).toEqual(['open', 'requires_authentication']);
    await payer.authenticate('fail');
    expect(payer.page).toContain('unable to authenticate');
    expect(await stateOfPage(id)).toEqual(['open', 'declined']);
    await payer.enter(AUTHENTICATES);
    await payer.authenticate('complete');
    expect(payer.url).toContain(PAID);
    expect(await stateOfPage(id)).toEqual(['complete', 'succeeded']);
  });

  it('end with the intent of a declined try, but not after a payment', async () => {
    const declined = await payment();
    await (await Payer.open(declined.url)).enter(DECLINED);
    expect((await gateway.expireHostedPage(declined.id)).state).toBe('expired');
    expect(await stateOfPage(declined.id)).toEqual(['expired', 'canceled']);
    expect((await Payer.open(declined.url)).page).toContain('expired');

    const paid = await payment();
    await (await Payer.open(paid.url)).enter(CARD);
    expect((await gateway.expireHostedPage(paid.id)).state).toBe('complete');
    expect(await stateOfPage(paid.id)).toEqual(['complete', 'succeeded']);
  });

  it('end by themselves', async () => {
    const { id, url } = await payment();
    await fake.order('clock', { advanceMs: 3_700_000 });
    expect((await Payer.open(url)).page).toContain('expired');
    expect(await stateOfPage(id)).toEqual(['expired', null]);
    await fake.order('clock', { advanceMs: -3_700_000 });
  });

  it('lead back without a payment', async () => {
    const { id, url } = await payment();
    const payer = await Payer.open(url);
    await payer.goBack();
    expect(payer.url).toBe('https://dutycycle.example/back');
    expect(await stateOfPage(id)).toEqual(['open', null]);
  });

  it('accept only the kinds of methods of the page', async () => {
    const { url } = await payment(['card']);
    const payer = await Payer.open(url);
    await payer.enter(IBAN);
    expect(payer.page).toContain('not accepted');
  });

  it('submit a debit that is returned after it had succeeded', async () => {
    const { id, url } = await payment();
    await (await Payer.open(url)).enter(RETURNED_IBAN);
    expect(await stateOfPage(id)).toEqual(['complete', 'processing']);
    const since = new Date(Date.now() - 60_000);
    await fake.order('settle', {});
    expect(await stateOfPage(id)).toEqual(['complete', 'succeeded']);
    const { intentId } = await gateway.readHostedPayment(id);
    const disputes = [];
    for await (const { subject } of gateway.listEvents(since))
      if (subject.kind === 'dispute') disputes.push(await gateway.readDispute(subject.id));
    expect(disputes).toContainEqual(
      expect.objectContaining({ intentId, state: 'lost', reason: 'debit_not_authorized' }),
    );
  });

  it('save a card and a debit for later charges', async () => {
    for (const [entry, kind, state] of [
      [CARD, 'card', 'succeeded'],
      [IBAN, 'sepa_debit', 'processing'],
      // The method was authenticated when it was saved, so the bank requires no further authentication.
      ['4000 0025 0000 3155', 'card', 'succeeded'],
    ] as const) {
      const { id, url } = await setup();
      const payer = await Payer.open(url);
      await payer.enter(entry);
      if (payer.page.includes('Your bank')) await payer.authenticate('complete');
      const { state: pageState, method } = await gateway.readMethodSetup(id);
      expect([pageState, method?.kind, method?.customerId]).toEqual(['complete', kind, customerId]);
      const outcome = await gateway.charge(chargeOf(customerId, method!.id, { methodKind: kind }));
      expect(outcome.state).toBe(state);
    }
  });

  it('do not save a card that the bank refuses', async () => {
    const { id, url } = await setup();
    const payer = await Payer.open(url);
    await payer.enter(DECLINED);
    expect(payer.page).toContain('Your card was declined.');
    await payer.enter('4000 0025 0000 3155');
    await payer.authenticate('fail');
    expect(await gateway.readMethodSetup(id)).toEqual({ state: 'open', method: null });
    await payer.enter(CARD);
    expect((await gateway.readMethodSetup(id)).state).toBe('complete');
  });
});
