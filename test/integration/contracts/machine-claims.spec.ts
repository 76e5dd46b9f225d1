import { AmendmentsService, type AmendmentInput, ContractsService, type NewContract } from '#contracts';
import { BillingFixture, financeOf } from '../../support/billing-fixture.js';
import type { CustomerOfWorld, MakerOfWorld } from '../../support/world.js';

describe('contracts that include a machine of another customer at the same time:', () => {
  let fixture: BillingFixture;
  let maker: MakerOfWorld;
  let customer: CustomerOfWorld;
  let contracts: ContractsService;

  beforeAll(async () => {
    fixture = await BillingFixture.open();
    maker = await fixture.makeMaker('machine-claims');
    customer = maker.customers[0];
    contracts = fixture.app.get(ContractsService);
  });

  afterAll(() => fixture?.close());

  /** Drafts and signs an amendment. */
  async function amend(contractId: string, input: Partial<AmendmentInput>): Promise<void> {
    const amendments = fixture.app.get(AmendmentsService);
    const { id, version, contentHash } = await amendments.draft(financeOf(maker), contractId, {
      effectiveOn: '2026-11-01',
      reason: 'As agreed',
      ...input,
    });
    const acceptance = { acceptedBy: 'Marek', acceptedOn: '2026-10-31', contentHash };
    await amendments.sign(financeOf(maker), contractId, id, version, acceptance);
  }

  /** A machine that was at the first customer until a day, and then at the second one; null if it never moved. */
  async function machineMoved(serial: string, movedOn: string | null): Promise<string> {
    const machineId = await fixture.insert('machine', maker, {
      serial,
      model_id: maker.ids.equipment_model,
      owner: 'maker',
      lifecycle: 'in_service',
      shipped_at: '2026-01-01T00:00:00Z',
    });
    const moved = movedOn === null ? '' : `${movedOn}T13:37:00Z`;
    const stays: [CustomerOfWorld, string][] = [[customer, `[2026-01-01T00:00:00Z,${moved})`]];
    if (movedOn !== null) stays.push([maker.customers[1], `[${moved},)`]);
    for (const [whose, during] of stays)
      await fixture.insert('placement', maker, {
        machine_id: machineId,
        site_id: whose.ids.site,
        customer_id: whose.customerId,
        during,
      });
    return machineId;
  }
  const including = (
    number: string,
    machineId: string,
    whose: CustomerOfWorld,
    more: Partial<NewContract> = {},
  ) =>
    contracts.create(financeOf(maker), {
      number,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn: '2026-02-01',
      customerId: whose.customerId,
      machines: [{ machineId, from: more.startsOn ?? '2026-02-01' }],
      charges: [{ pricing: { model: 'flat', amount: '1' } }],
      ...more,
    });
  const rejectionFor = (contract: string) => ({
    code: 'contracts.contract_not_billable',
    fields: [
      { pointer: '/machines/0', code: 'contracts.machine_with_another_customer', params: { contract } },
    ],
  });

  it('an activation is rejected, also at creation, and accepted once the other contract ends before it', async () => {
    const machineId = await machineMoved('M-CLAIM-1', null);
    const first = await including('K-CLAIM-1', machineId, customer, { state: 'active' });
    const drafted = await including('K-CLAIM-2', machineId, maker.customers[1], { startsOn: '2026-11-01' });
    const activate = () =>
      contracts.change(financeOf(maker), drafted.id, drafted.version, { state: 'active' });
    await expect(activate()).rejects.toMatchObject(rejectionFor('K-CLAIM-1'));
    await expect(
      including('K-CLAIM-3', machineId, maker.customers[1], { state: 'active' }),
    ).rejects.toMatchObject(rejectionFor('K-CLAIM-1'));
    await amend(first.id, { effectiveOn: '2026-11-01', endsOn: '2026-10-31' });
    expect(await activate()).toMatchObject({ state: 'active' });
    // The first contract can't be extended again.
    await expect(amend(first.id, { effectiveOn: '2026-11-01', endsOn: '2026-11-01' })).rejects.toMatchObject({
      code: 'contracts.amendment_invalid',
      fields: [{ pointer: '/endsOn', code: 'contracts.machine_with_another_customer' }],
    });
  });

  it('contracts share the days of a machine that moved between their customers', async () => {
    const machineId = await machineMoved('M-CLAIM-2', '2026-08-12');
    await including('K-CLAIM-4', machineId, customer, { state: 'active' });
    await including('K-CLAIM-5', machineId, maker.customers[1], { state: 'active', startsOn: '2026-08-12' });
  });

  it('only one of two contracts that are activated at the same time is accepted', async () => {
    const machineId = await machineMoved('M-CLAIM-3', null);
    const results = await Promise.allSettled([
      including('K-CLAIM-6', machineId, customer, { state: 'active' }),
      including('K-CLAIM-7', machineId, maker.customers[1], { state: 'active' }),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
