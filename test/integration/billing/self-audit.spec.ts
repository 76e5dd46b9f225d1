import {
  AmendmentsService,
  type AmendmentInput,
  ContractsService,
  type ContractView,
  type NewContract,
} from '#contracts';
import { BillingRunner, BillingRuns, DraftsService, SelfAudit } from '#billing';
import { InvoiceLifecycleService, InvoicesService, type InvoiceView } from '#invoicing';
import { BillingFixture, financeOf, steadyReadings } from '../../support/billing-fixture.js';
import type { MakerOfWorld } from '../../support/world.js';

const NOW = '2026-12-02T08:00:00Z';
const MONTH = '2026-11';
const FEE = { key: 'fee', clause: '2.1', pricing: { model: 'flat', amount: '310' } } as const;
const SET_UP = { key: 'setup', clause: '2.2', due: 'once', pricing: FEE.pricing } as const;

describe('the self-audit of valid drafts', () => {
  let fixture: BillingFixture;
  let maker: MakerOfWorld;
  let billing: DraftsService;
  let number = 0;

  beforeAll(async () => {
    fixture = await BillingFixture.open(NOW);
    maker = await fixture.makeMaker('self-audit');
    billing = fixture.app.get(DraftsService);
  });

  afterAll(() => fixture?.close());

  const finance = () => financeOf(maker);

  async function contractOf(more: Partial<NewContract>): Promise<ContractView> {
    number += 1;
    return fixture.app.get(ContractsService).create(finance(), {
      number: `K-SA-${number}`,
      state: 'active',
      customerId: maker.customers[0].customerId,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn: '2026-11-01',
      charges: [FEE],
      ...more,
    });
  }

  const end = (contract: ContractView, endsOn: string): Promise<void> =>
    amend(contract, { effectiveOn: endsOn, endsOn });

  async function amend(
    { id }: ContractView,
    input: Partial<AmendmentInput> & Pick<AmendmentInput, 'effectiveOn'>,
  ): Promise<void> {
    const amendments = fixture.app.get(AmendmentsService);
    const drafted = await amendments.draft(finance(), id, { reason: 'As agreed', ...input });
    await amendments.sign(finance(), id, drafted.id, drafted.version, {
      acceptedBy: 'Marek Kowalski',
      acceptedOn: '2026-12-01',
      contentHash: drafted.contentHash,
    });
  }

  const blocking = async (id: string): Promise<string[]> =>
    (await fixture.app.get(SelfAudit).findings(finance(), id))
      .filter(({ severity }) => severity === 'blocks')
      .map(({ code }) => code);
  const draftOf = ({ id }: ContractView, month = MONTH): Promise<InvoiceView> =>
    billing.draft(finance(), id, month);
  const amounts = ({ lines }: InvoiceView) =>
    lines.map(({ component, serviceFrom, amountMinor }) => [
      component,
      serviceFrom,
      Number(amountMinor) / 100,
    ]);

  async function correctionOf({ id }: InvoiceView): Promise<InvoiceView> {
    const { corrections } = await fixture.app.get(InvoicesService).get(finance(), id);
    return fixture.app.get(InvoicesService).get(finance(), corrections[0]!.documentId!);
  }

  async function issue(id: string): Promise<InvoiceView> {
    const life = fixture.app.get(InvoiceLifecycleService);
    const { version, contentHash } = await fixture.app.get(InvoicesService).get(finance(), id);
    const seen = { version, contentHash, why: 'Checked' };
    const approved = await life.approve(finance(), id, { ...seen, heldLineIds: [] });
    return life.issue(finance(), id, { ...seen, version: approved.version, issuedOn: null });
  }

  it.each([
    ['the first day of the month', '2026-11-01', null],
    ['a start within the month', '2026-11-12', null],
    ['the last day of the month', '2026-11-01', '2026-11-30'],
  ])('bills a one-time amount due on %s', async (_what, startsOn, dueOn) => {
    const contract = await contractOf({ startsOn, charges: [{ ...SET_UP, dueOn }] });
    const draft = await draftOf(contract);
    expect(amounts(draft)).toEqual([['fee', dueOn ?? startsOn, 310]]);
    expect(await blocking(draft.id)).toEqual([]);
    expect(await issue(draft.id)).toMatchObject({ state: 'issued', netMinor: '31000' });
  });

  it('bills a fee in advance without the days after the end of the contract', async () => {
    const contract = await contractOf({ endsOn: '2026-11-20', charges: [{ ...FEE, due: 'advance' }] });
    const draft = await draftOf(contract);
    expect(amounts(draft)).toEqual([
      ['fee', '2026-11-01', 310],
      ['credit', '2026-11-21', -103.33],
    ]);
    expect(await blocking(draft.id)).toEqual([]);
    expect(await issue(draft.id)).toMatchObject({ state: 'issued', netMinor: '20667' });
  });

  it('credits a fee in advance that was issued before the end of the contract was signed', async () => {
    const contract = await contractOf({ charges: [{ ...FEE, due: 'advance' }] });
    const november = await issue((await draftOf(contract)).id);
    await end(contract, '2026-11-20');
    await billing.correct(finance(), november.id);
    const note = await correctionOf(november);
    expect(await blocking(note.id)).toEqual([]);
    expect(await issue(note.id)).toMatchObject({ kind: 'credit_note', netMinor: '10333' });
  });

  it('credits a whole month that was issued for days after the end of the contract', async () => {
    const contract = await contractOf({
      startsOn: '2026-10-01',
      charges: [{ ...FEE, due: 'advance' }],
      invoiceTerms: {
        minimum: null,
        discounts: [{ percent: '10', amount: null, from: null, until: null, clause: '6' }],
      },
    });
    await issue((await draftOf(contract, '2026-10')).id);
    const november = await issue((await draftOf(contract)).id);
    await draftOf(contract, '2026-12');
    await end(contract, '2026-10-31');
    await expect(draftOf(contract)).rejects.toMatchObject({ code: 'billing.period_issued_differs' });

    const runs = fixture.app.get(BillingRuns);
    const { id } = await runs.request(finance(), MONTH);
    await fixture.app.get(BillingRunner).perform(finance(), id);
    const { items } = await runs.results(finance(), id, { limit: 200 });
    expect(items.find((one) => one.contract.id === contract.id)).toMatchObject({
      outcome: 'ready',
      corrections: 1,
      correctedMinor: '-27900',
    });
    await billing.correct(finance(), november.id);
    const note = await correctionOf(november);
    expect(await blocking(note.id)).toEqual([]);
    expect(await issue(note.id)).toMatchObject({ kind: 'credit_note', netMinor: '27900' });
    expect(await billing.correct(finance(), november.id)).toMatchObject([{ correction: null }]);
  });

  describe('of a quantity that two active contracts bill', () => {
    /** Creates a contract with air at 1 PLN, measured by an instrument. */
    const airOf = (deviceId: string, more: Partial<NewContract> = {}): Promise<ContractView> => {
      const id = crypto.randomUUID();
      return contractOf({
        meters: [{ id, deviceId, signalKey: 'air_m3_total' }],
        charges: [{ key: 'air', meterIds: [id], pricing: { model: 'unit', unitPrice: '1' } }],
        ...more,
      });
    };

    /** Returns two active contracts for one counter. The current version rejects the second one at activation. */
    async function bothActive(): Promise<[ContractView, ContractView]> {
      const deviceId = await fixture.addInstrument(maker, maker.customers[0], `FM-SA-${number}`);
      const readings = steadyReadings(
        '2026-10-31T23:00:00Z',
        '2026-11-30T23:00:00Z',
        1440,
        (day) => day * 10,
      );
      await fixture.report(maker, deviceId, 'air_m3_total', readings);
      const first = await airOf(deviceId);
      const second = await airOf(deviceId, { state: 'draft' });
      await fixture.sql(`update contract set state = 'active' where id = $1`, [second.id]);
      return [first, second];
    }

    it('blocks both, the first one before the second is drafted', async () => {
      const [first, second] = await bothActive();
      const draft = await draftOf(first);
      expect(await fixture.app.get(SelfAudit).findings(finance(), draft.id)).toContainEqual(
        expect.objectContaining({
          code: 'counter_billed_twice',
          severity: 'blocks',
          params: expect.objectContaining({ contract: second.number, document: null }) as object,
        }),
      );
      expect(await blocking((await draftOf(second)).id)).toEqual(['counter_billed_twice']);
    });

    it('blocks neither once one of them no longer bills it', async () => {
      const [first, second] = await bothActive();
      await draftOf(second);
      await amend(second, { effectiveOn: '2026-11-01', charges: [{ ...FEE, due: 'arrears' }] });
      expect(await blocking((await draftOf(first)).id)).toEqual([]);
      expect(await blocking((await draftOf(second)).id)).toEqual([]);
    });

    it('blocks no credit note of it', async () => {
      const [first, second] = await bothActive();
      const setState = (state: string) =>
        fixture.sql(`update contract set state = $2 where id = $1`, [first.id, state]);
      await setState('draft');
      const november = await issue((await draftOf(second)).id);
      await setState('active');
      await end(second, '2026-11-10');
      await billing.correct(finance(), november.id);
      expect(await blocking((await correctionOf(november)).id)).toEqual([]);
      expect(await blocking((await draftOf(first)).id)).toEqual(['counter_billed_twice']);
    });
  });
});
