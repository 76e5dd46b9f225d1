import { createHash } from 'node:crypto';
import {
  AcceptancesService,
  AmendmentsService,
  type AmendmentInput,
  ContractsService,
  listContractsInForce,
  ModelMetersService,
  PlansService,
  PriceBooksService,
  type BookEntry,
  type NewContract,
} from '#contracts';
import { UnitOfWork } from '#platform';
import { DraftsService } from '#billing';
import { BillingFixture, customerScope, financeOf } from '../../support/billing-fixture.js';
import type { CustomerOfWorld, MakerOfWorld } from '../../support/world.js';

describe('contracts', () => {
  let fixture: BillingFixture;
  let maker: MakerOfWorld;
  let customer: CustomerOfWorld;
  let contracts: ContractsService;

  beforeAll(async () => {
    fixture = await BillingFixture.open();
    maker = await fixture.makeMaker('contracts');
    customer = maker.customers[0];
    contracts = fixture.app.get(ContractsService);
  });

  afterAll(() => fixture?.close());

  const wanted = (number: string, more: Partial<NewContract> = {}): NewContract => ({
    number,
    endsOn: undefined,
    customerId: customer.customerId,
    legalEntityId: maker.ids.legal_entity!,
    planId: maker.ids.plan!,
    currency: 'PLN',
    zone: 'Europe/Warsaw',
    startsOn: '2026-02-01',
    machines: [{ machineId: customer.ids.machine!, from: '2026-02-01' }],
    ...more,
  });
  const create = (number: string, more: Partial<NewContract> = {}) =>
    contracts.create(financeOf(maker), wanted(number, more));

  async function metered(number: string, more: Partial<NewContract> = {}) {
    const deviceId = await fixture.addInstrument(maker, customer, `FM-${number}`, '10000000');
    const meterId = crypto.randomUUID();
    return create(number, {
      meters: [{ id: meterId, deviceId, signalKey: 'air_m3_total', maxRatePerHour: '900' }],
      charges: [
        { clause: '2.1', pricing: { model: 'flat', amount: '4900' } },
        {
          clause: '3.1',
          meterIds: [meterId],
          pricing: { model: 'unit', unitPrice: '0.0264', includedQuantity: '150000' },
        },
      ],
      ...more,
    });
  }

  /** Drafts and signs an amendment. */
  async function amend(contractId: string, input: Partial<AmendmentInput>) {
    const amendments = fixture.app.get(AmendmentsService);
    const { id, version, contentHash } = await amendments.draft(financeOf(maker), contractId, {
      effectiveOn: '2026-11-01',
      reason: 'As agreed',
      ...input,
    });
    const acceptance = { acceptedBy: 'Marek', acceptedOn: '2026-10-31', contentHash };
    return amendments.sign(financeOf(maker), contractId, id, version, acceptance);
  }

  it('are stored with all their terms, unit and modulus taken from the signal', async () => {
    const contract = await metered('K-1', {
      endsOn: '2031-01-31',
      paymentDays: 21,
      kitsIncluded: true,
      invoiceTerms: { minimum: { amount: '7000', clause: '5' } },
      terms: { pooling: 'per_contract' },
    });
    const read = await contracts.get(financeOf(maker), contract.id);
    expect(read).toEqual(contract);
    expect(read).toMatchObject({
      number: 'K-1',
      state: 'draft',
      version: 1,
      customer: { id: customer.customerId },
      plan: { code: 'AIR-BASE', structure: 'base+included+overage' },
      startsOn: '2026-02-01',
      endsOn: '2031-01-31',
      paymentDays: 21,
      kitsIncluded: true,
      invoiceTerms: { minimum: { amount: '7000', clause: '5' } },
      terms: { pooling: 'per_contract' },
      machineCount: 1,
      machines: [{ machineId: customer.ids.machine, from: '2026-02-01', to: null }],
      meters: [
        {
          signalKey: 'air_m3_total',
          unit: 'm3',
          modulus: '10000000',
          maxRatePerHour: '900',
          maxGapMinutes: 1440,
        },
      ],
      charges: [
        { key: 'fee', clause: '2.1', meterIds: [], pricing: { model: 'flat', amount: '4900' } },
        {
          key: 'usage',
          clause: '3.1',
          due: 'arrears',
          countsBy: 'month',
          pricing: { model: 'unit', unitPrice: '0.0264', includedQuantity: '150000' },
        },
      ],
    });
    const trail = await fixture.sql<{ action: string; actor_user_id: string }>(
      `select action, actor_user_id from audit_entry where entity = 'contract' and entity_id = $1`,
      [contract.id],
    );
    expect(trail).toEqual([
      { action: 'contracts.contract_created', actor_user_id: maker.staff.finance.userId },
    ]);
  });

  it('are rejected as a whole, with each error at its field', async () => {
    const deviceId = await fixture.addInstrument(maker, maker.customers[1], 'FM-OTHER');
    const refused = create('K-2', {
      currency: 'EURO',
      terms: { billing: { hold: 'all' } },
      meters: [{ deviceId, signalKey: 'nothing' }],
      charges: [
        { meterIds: [crypto.randomUUID()], pricing: { model: 'unit', unitPrice: '-1' } },
        { pricing: { model: 'unit', unitPrice: 'cheap' } },
      ],
    });
    await expect(refused).rejects.toMatchObject({
      code: 'contracts.contract_invalid',
      fields: [
        { pointer: '/currency', code: 'contracts.currency_unknown' },
        { pointer: '/terms/billing/hold', code: 'contracts.billing_term_unknown' },
        { pointer: '/meters/0/deviceId', code: 'contracts.meter_site_of_another_customer' },
        {
          pointer: '/meters/0/signalKey',
          code: 'contracts.signal_unknown',
          params: { counters: 'air_m3_total' },
        },
        { pointer: '/charges/0/meterIds', code: 'contracts.meter_not_in_contract' },
        { pointer: '/charges/0/pricing/unitPrice', code: 'contracts.value_negative' },
        { pointer: '/charges/1/pricing/unitPrice', code: 'contracts.decimal_malformed' },
      ],
    });
    const { items } = await contracts.list(financeOf(maker), { search: 'K-2', limit: 10 });
    expect(items).toEqual([]);
  });

  it.each<[string, Partial<NewContract>]>([
    ['contracts.number_taken', { number: 'K-1' }],
    ['contracts.customer_not_found', { customerId: crypto.randomUUID() }],
    ['contracts.legal_entity_not_found', { legalEntityId: crypto.randomUUID() }],
    ['contracts.plan_not_found', { planId: crypto.randomUUID() }],
    ['contracts.machine_not_found', { machines: [{ machineId: crypto.randomUUID(), from: '2026-02-01' }] }],
    ['contracts.contract_not_billable', { state: 'active' }],
  ])('are rejected with %s', async (code, more) => {
    await expect(create('K-3', more)).rejects.toMatchObject({ code });
  });

  it('reject another maker’s machine or device', async () => {
    const stranger = await fixture.makeMaker('contract-strangers');
    const theirs = stranger.customers[0].ids;
    await expect(
      create('K-4', { machines: [{ machineId: theirs.machine!, from: '2026-02-01' }] }),
    ).rejects.toMatchObject({
      code: 'contracts.machine_not_found',
    });
    await expect(
      create('K-4', { meters: [{ deviceId: theirs.site_device!, signalKey: 'air_m3_total' }] }),
    ).rejects.toMatchObject({
      fields: [{ pointer: '/meters/0/deviceId', code: 'contracts.device_not_found' }],
    });
  });

  it('do not take a meter from another contract', async () => {
    const one = await metered('K-5');
    const deviceId = await fixture.addInstrument(maker, customer, 'FM-K-6');
    await expect(
      create('K-6', { meters: [{ id: one.meters[0]!.id, deviceId, signalKey: 'air_m3_total' }] }),
    ).rejects.toMatchObject({
      code: 'contracts.part_id_taken',
    });
  });

  it('copy the meters of a machine’s model, which remain unchanged if the model changes', async () => {
    const meters = fixture.app.get(ModelMetersService);
    const engineer = { ...financeOf(maker), userId: maker.staff.engineer.userId };
    const modelId = maker.ids.equipment_model!;
    const input = {
      name: 'Gas over time',
      signalKey: 'pressure_bar',
      method: 'integral',
      unit: 'm3',
    } as const;
    const reference = {
      from: { celsius: '20', mbar: '1000' },
      to: { celsius: '0', mbar: '1013.25' },
    };
    const defined = await meters.add(engineer, modelId, { ...input, factor: '2', reference });
    expect(defined).toMatchObject({ factor: '2', reference, maxGapMinutes: 60, version: 1 });
    await expect(meters.add(engineer, modelId, { ...input, factor: '3' })).rejects.toMatchObject({
      code: 'contracts.model_meter_name_taken',
      fields: [{ pointer: '/name' }],
    });
    await expect(
      meters.add(engineer, modelId, { ...input, name: 'Hours', signalKey: 'run_hours' }),
    ).rejects.toMatchObject({
      code: 'contracts.model_meter_invalid',
      fields: [{ pointer: '/signalKey', code: 'contracts.signal_unknown' }],
    });

    const machineId = customer.ids.machine!;
    const proposed = await meters.propose(financeOf(maker), [machineId, crypto.randomUUID()]);
    expect(proposed).toMatchObject([
      { machineId, name: 'Gas over time', factor: '1.83918', unit: 'm3' },
      { machineId, name: 'Running hours', signalKey: 'run_hours_total', factor: null, unit: 'h' },
    ]);
    const contract = await create('K-MODEL', {
      meters: proposed.map(({ machineId: _machine, name: _name, ...meter }) => meter),
    });
    expect(contract.meters).toMatchObject([
      { signalKey: 'pressure_bar', method: 'integral', factor: '1.83918', maxGapMinutes: 60 },
      { signalKey: 'run_hours_total', method: 'counter', factor: null, maxGapMinutes: 1440 },
    ]);

    const origins = async () =>
      (await meters.origins(financeOf(maker), contract.id)).map(({ modelMeterId, definition }) => [
        modelMeterId === defined.id,
        definition && [definition.name, definition.differs],
      ]);
    expect(await origins()).toEqual([
      [true, ['Gas over time', false]],
      [false, ['Running hours', false]],
    ]);
    // A meter keeps its origin if the contract is saved again without it.
    await contracts.change(financeOf(maker), contract.id, contract.version, {
      meters: contract.meters.map(({ modelMeterId: _from, ...meter }) => meter),
    });
    await expect(
      create('K-MODEL-2', {
        meters: [{ ...contract.meters[0]!, id: undefined, modelMeterId: crypto.randomUUID() }],
      }),
    ).rejects.toMatchObject({
      code: 'contracts.contract_invalid',
      fields: [{ pointer: '/meters/0/modelMeterId', code: 'contracts.model_meter_not_found' }],
    });

    const changed = await meters.change(engineer, defined.id, 1, { reference: null, maxGapMinutes: 5 });
    expect(await origins()).toEqual([
      [true, ['Gas over time', true]],
      [false, ['Running hours', false]],
    ]);
    expect(changed).toMatchObject({ factor: '2', reference: null, maxGapMinutes: 5, version: 2 });
    await expect(meters.remove(engineer, defined.id, 1)).rejects.toMatchObject({
      code: 'platform.version_mismatch',
    });
    await meters.remove(engineer, defined.id, 2);
    expect((await contracts.get(financeOf(maker), contract.id)).meters).toEqual(contract.meters);
    expect((await origins())[0]).toEqual([true, null]);
    await expect(meters.change(engineer, defined.id, 2, {})).rejects.toMatchObject({
      code: 'contracts.model_meter_not_found',
    });
  });

  it('change only with the last version, and keep the ids of unchanged parts', async () => {
    const contract = await metered('K-7');
    const { meters, charges } = contract;
    const changed = await contracts.change(financeOf(maker), contract.id, 1, {
      paymentDays: 14,
      machines: [{ machineId: customer.ids.machine!, from: '2026-02-01', to: '2026-12-01' }],
      meters: [{ deviceId: meters[0]!.deviceId, signalKey: 'air_m3_total', maxRatePerHour: '1200' }],
      charges: [{ meterIds: [meters[0]!.id], pricing: { model: 'unit', unitPrice: '0.03' } }],
    });
    expect(changed).toMatchObject({
      version: 2,
      paymentDays: 14,
      machines: [{ id: contract.machines[0]!.id, to: '2026-12-01' }],
      meters: [{ id: meters[0]!.id, maxRatePerHour: '1200', modulus: '10000000' }],
      charges: [{ id: charges[1]!.id, key: 'usage', pricing: { model: 'unit', unitPrice: '0.03' } }],
    });
    await expect(
      contracts.change(financeOf(maker), contract.id, 1, { paymentDays: 7 }),
    ).rejects.toMatchObject({
      code: 'platform.version_mismatch',
    });
    expect(await contracts.change(financeOf(maker), contract.id, 2, { paymentDays: 14 })).toMatchObject({
      version: 2,
    });
    const trail = await fixture.sql<{ before: object; after: object }>(
      `select before, after from audit_entry where action = 'contracts.contract_changed' and entity_id = $1`,
      [contract.id],
    );
    expect(trail).toHaveLength(1);
    expect(trail[0]).toMatchObject({ before: { paymentDays: 30, charges }, after: { paymentDays: 14 } });
  });

  it('are activated once they can be billed, and then keep the signed terms', async () => {
    const contract = await metered('K-8');
    const active = await contracts.change(financeOf(maker), contract.id, 1, { state: 'active' });
    expect(active).toMatchObject({ state: 'active', version: 2 });
    const decided = await fixture.sql(
      `select before, after, user_id, evidence_hash ~ '^[0-9a-f]{64}$' as has_hash from money_decision
        where action = 'contract_activated' and after ->> 'contractId' = $1`,
      [contract.id],
    );
    expect(decided).toMatchObject([
      {
        before: { state: 'draft' },
        after: { contract: contract.number, state: 'active' },
        user_id: financeOf(maker).userId,
        has_hash: true,
      },
    ]);
    await expect(
      contracts.change(financeOf(maker), contract.id, 2, {
        currency: 'EUR',
        startsOn: '2026-03-01',
        endsOn: '2026-10-31',
      }),
    ).rejects.toMatchObject({
      code: 'contracts.contract_fixed',
      fields: [
        { pointer: '/currency', code: 'contracts.fixed_once_active' },
        { pointer: '/startsOn', code: 'contracts.fixed_once_active' },
        { pointer: '/endsOn', code: 'contracts.changed_by_amendment' },
      ],
    });
    await expect(
      contracts.change(financeOf(maker), contract.id, 2, { state: 'draft' }),
    ).rejects.toMatchObject({
      code: 'contracts.transition_impossible',
    });
    await expect(
      contracts.change(financeOf(maker), contract.id, 2, { state: 'ended' }),
    ).rejects.toMatchObject({
      fields: [{ pointer: '/endsOn', code: 'contracts.end_missing' }],
    });
    await amend(contract.id, { effectiveOn: '2026-11-01', endsOn: '2026-10-31' });
    const ended = await contracts.change(financeOf(maker), contract.id, 3, { state: 'ended' });
    expect(ended).toMatchObject({ state: 'ended', endsOn: '2026-10-31' });
    await expect(
      contracts.change(financeOf(maker), contract.id, 4, { terms: { note: 'x' } }),
    ).rejects.toMatchObject({
      code: 'contracts.contract_ended',
    });
  });

  it('can be deleted with all their parts only while they are drafts', async () => {
    const contract = await metered('K-GONE', { paymentDays: 21 });
    const discard = (version: number) => contracts.discard(financeOf(maker), contract.id, version);
    const edited = await contracts.change(financeOf(maker), contract.id, 1, {
      number: 'K-GONE-2',
      startsOn: '2026-03-01',
      pricesIncludeTax: true,
      pauses: [{ months: [7], from: null, to: null, feePercent: '0', use: 'billed' }],
    });
    expect(edited).toMatchObject({ number: 'K-GONE-2', startsOn: '2026-03-01', pricesIncludeTax: true });
    await expect(discard(1)).rejects.toMatchObject({ code: 'platform.version_mismatch' });
    await discard(2);
    await expect(contracts.get(financeOf(maker), contract.id)).rejects.toMatchObject({
      code: 'contracts.contract_not_found',
    });
    const left = await fixture.sql<{ parts: string }>(
      `select (select count(*) from charge where contract_id = $1) + (select count(*) from meter where contract_id = $1)
            + (select count(*) from contract_machine where contract_id = $1) as parts`,
      [contract.id],
    );
    expect(left).toEqual([{ parts: '0' }]);
    const trail = await fixture.sql<{ before: object; actor_user_id: string }>(
      `select before, actor_user_id from audit_entry where action = 'contracts.contract_discarded' and entity_id = $1`,
      [contract.id],
    );
    expect(trail).toMatchObject([
      { before: { number: 'K-GONE-2', paymentDays: 21 }, actor_user_id: maker.staff.finance.userId },
    ]);
    const active = await metered('K-KEPT', { state: 'active' });
    await expect(contracts.discard(financeOf(maker), active.id, 1)).rejects.toMatchObject({
      code: 'contracts.contract_not_draft',
    });
  });

  it('can’t be deleted while a record refers to them', async () => {
    const { id } = await metered('K-HUNG');
    await fixture.sql(
      `insert into usage_alert select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'contract_id', $1::uuid))).*
         from usage_alert a where a.maker_id = $2 and a.customer_id = $3 limit 1`,
      [id, maker.makerId, customer.customerId],
    );
    await expect(contracts.discard(financeOf(maker), id, 1)).rejects.toMatchObject({
      code: 'contracts.contract_in_use',
    });
  });

  describe('are accepted as drafts by their customer,', () => {
    const accepting = () => fixture.app.get(AcceptancesService);
    const hashOf = async (id: string) => (await accepting().getStatus(financeOf(maker), id)).contentHash;
    const accept = (id: string, contentHash: string, acceptedBy = 'Marek Kowalski') =>
      accepting().accept(customerScope(maker, customer), id, { acceptedBy, contentHash });
    const paper = (id: string, contentHash: string, change: object = {}) =>
      accepting().record(financeOf(maker), id, {
        acceptedBy: 'Marek Kowalski',
        acceptedOn: '2026-01-20',
        reference: 'Folder 7',
        contentHash,
        ...change,
      });

    it('with name, time and hash of the exact text, only once', async () => {
      const { id } = await metered('K-YES');
      const { document, contentHash } = await accepting().getStatus(customerScope(maker, customer), id);
      expect(createHash('sha256').update(document, 'utf8').digest('hex')).toBe(contentHash);
      const { acceptances } = await accept(id, contentHash, ' Marek Kowalski ');
      expect(acceptances).toMatchObject([
        { acceptedBy: 'Marek Kowalski', way: 'portal', contentHash, document, isCurrent: true },
      ]);
      await expect(accept(id, contentHash)).rejects.toMatchObject({
        code: 'contracts.terms_accepted',
        params: { name: 'Marek Kowalski' },
      });
      await expect(contracts.discard(financeOf(maker), id, 1)).rejects.toMatchObject({
        code: 'contracts.contract_in_use',
      });
      const active = await contracts.change(financeOf(maker), id, 1, { state: 'active' });
      const trail = await fixture.sql<{ after: object }>(
        `select after from audit_entry where action = 'contracts.contract_changed' and entity_id = $1`,
        [id],
      );
      expect(trail).toMatchObject([{ after: { acceptance: { acceptedBy: 'Marek Kowalski', contentHash } } }]);
      await contracts.change(financeOf(maker), id, active.version, { terms: { note: 'later' } });
      const later = await accepting().getStatus(financeOf(maker), id);
      expect(later.acceptances).toMatchObject([{ isCurrent: true }]);
      await expect(accept(id, contentHash)).rejects.toMatchObject({ code: 'contracts.contract_not_draft' });
    });

    it('and no longer once their content changes', async () => {
      const { id } = await metered('K-MOVED');
      const first = await hashOf(id);
      await paper(id, first);
      await contracts.change(financeOf(maker), id, 1, { paymentDays: 14 });
      const changed = await accepting().getStatus(financeOf(maker), id);
      expect(changed.contentHash).not.toBe(first);
      expect(changed.acceptances).toMatchObject([
        { way: 'paper', reference: 'Folder 7', contentHash: first, isCurrent: false },
      ]);
      await expect(accept(id, first)).rejects.toMatchObject({ code: 'contracts.terms_changed' });
      await accept(id, changed.contentHash);
      // The terms are accepted on paper again, and that acceptance is used.
      await contracts.change(financeOf(maker), id, 2, { paymentDays: 30 });
      const again = await accepting().getStatus(financeOf(maker), id);
      expect(new Map(again.acceptances.map(({ way, isCurrent }) => [way, isCurrent]))).toEqual(
        new Map([
          ['portal', false],
          ['paper', true],
        ]),
      );
    });

    it('not by the maker in the portal nor by another customer, and on paper with the required data', async () => {
      const { id } = await metered('K-NO');
      const contentHash = await hashOf(id);
      const wanted = { acceptedBy: 'Lin', contentHash };
      await expect(accepting().accept(financeOf(maker), id, wanted)).rejects.toMatchObject({
        code: 'contracts.acceptance_of_customer',
      });
      await expect(
        accepting().accept(customerScope(maker, maker.customers[1]), id, wanted),
      ).rejects.toMatchObject({ code: 'contracts.contract_not_found' });
      await expect(accept(id, contentHash, '  ')).rejects.toMatchObject({
        fields: [{ pointer: '/acceptedBy', code: 'contracts.accepter_missing' }],
      });
      await expect(paper(id, contentHash, { reference: '', acceptedOn: '2099-01-01' })).rejects.toMatchObject(
        {
          fields: [
            { pointer: '/acceptedOn', code: 'contracts.accepted_in_future' },
            { pointer: '/reference', code: 'contracts.paper_reference_missing' },
          ],
        },
      );
    });
  });

  describe('never bill the same counter twice:', () => {
    const rejectionFor = (contract: string) => ({
      code: 'contracts.counter_billed_elsewhere',
      params: { contract },
      fields: [{ pointer: '/meters/0', params: { contract } }],
    });
    const shared = (number: string, of: { deviceId: string }, more: Partial<NewContract> = {}) => {
      const meterId = crypto.randomUUID();
      return create(number, {
        state: 'active',
        meters: [{ id: meterId, deviceId: of.deviceId, signalKey: 'air_m3_total' }],
        charges: [
          { pricing: { model: 'flat', amount: '1' } },
          { meterIds: [meterId], pricing: { model: 'unit', unitPrice: '1' } },
        ],
        ...more,
      });
    };

    it('a second active contract is rejected on the same days, and can begin on the day after the first one ended', async () => {
      const first = await metered('K-TWICE-1', { state: 'active', endsOn: '2026-06-30' });
      const [meter] = first.meters;
      await expect(shared('K-TWICE-2', meter!, { startsOn: '2026-06-30' })).rejects.toMatchObject(
        rejectionFor('K-TWICE-1'),
      );
      const renewed = await shared('K-TWICE-2', meter!, { startsOn: '2026-07-01' });
      // The first contract can't be extended again, either.
      await expect(
        amend(first.id, { effectiveOn: '2026-07-01', endsOn: '2026-07-31' }),
      ).rejects.toMatchObject(rejectionFor('K-TWICE-2'));
      expect(await contracts.get(financeOf(maker), renewed.id)).toMatchObject({ state: 'active' });
    });

    it('a meter without a charge is ignored', async () => {
      const [meter] = (await metered('K-TWICE-3', { state: 'active' })).meters;
      const previewing = await metered('K-TWICE-4', { state: 'active' });
      await amend(previewing.id, {
        meters: [{ deviceId: meter!.deviceId, signalKey: meter!.signalKey }],
      });
    });

    it('energy and peak demand of a signal are two quantities; a state in two meters is one quantity', async () => {
      const deviceId = await fixture.addInstrument(maker, customer, 'PM-TWICE');
      for (const [key, unit, kind] of [
        ['power_kw', 'kW', 'gauge'],
        ['state', '', 'state'],
      ])
        await fixture.insert('signal', maker, { device_id: deviceId, key, unit, kind });
      type Meter = NonNullable<NewContract['meters']>[number];
      const counting = (number: string, ...meters: Omit<Meter, 'id' | 'deviceId'>[]) => {
        const ids = meters.map(() => crypto.randomUUID());
        return create(number, {
          state: 'active',
          meters: meters.map((meter, index) => ({ ...meter, id: ids[index]!, deviceId })),
          charges: ids.map((id, index) => ({
            key: `charge-${index}`,
            meterIds: [id],
            pricing: { model: 'unit', unitPrice: '1' },
          })),
        });
      };
      const time = (...matches: string[]) => ({ signalKey: 'state', method: 'state_time', matches }) as const;
      const power = (method: 'integral' | 'peak_demand') => ({ signalKey: 'power_kw', method }) as const;
      await counting('K-TWICE-11', power('integral'), time('running'));
      await counting('K-TWICE-12', power('peak_demand'), time('idle'));
      await expect(counting('K-TWICE-13', power('integral'))).rejects.toMatchObject(
        rejectionFor('K-TWICE-11'),
      );
      await expect(counting('K-TWICE-14', time('fault', 'idle'))).rejects.toMatchObject(
        rejectionFor('K-TWICE-12'),
      );
      await expect(counting('K-TWICE-15', time('fault', 'off'), time('off'))).rejects.toMatchObject({
        fields: [{ pointer: '/charges/1/meterIds', code: 'contracts.quantity_priced_twice' }],
      });
    });

    it('one of two contracts that are activated at the same time is rejected', async () => {
      const [meter] = (await metered('K-TWICE-5')).meters;
      const results = await Promise.allSettled(
        ['K-TWICE-6', 'K-TWICE-7', 'K-TWICE-8'].map((number) => shared(number, meter!)),
      );
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('the error names the other contract, its price and the days that both bill', async () => {
      const first = await metered('K-TWICE-21', { state: 'active', endsOn: '2026-12-31' });
      const device = first.devices.get(first.meters[0]!.deviceId)!.code;
      const params = {
        contract: 'K-TWICE-21',
        charge: first.charges[1]!.key,
        price: '0.0264',
        currency: first.currency,
        device,
        signalKey: 'air_m3_total',
      };
      await expect(shared('K-TWICE-22', first.meters[0]!, { startsOn: '2026-11-01' })).rejects.toMatchObject({
        code: 'contracts.counter_billed_elsewhere',
        params: { ...params, from: '2026-11-01', to: '2026-12-31' },
      });
      const endless = await metered('K-TWICE-23', { state: 'active' });
      await expect(shared('K-TWICE-24', endless.meters[0]!)).rejects.toMatchObject({
        params: { contract: 'K-TWICE-23', from: endless.startsOn, to: null },
      });
    });

    it('a counter is the same even if another device of the machine reports it', async () => {
      const [machineId, deviceId] = [customer.ids.machine!, customer.ids.device!];
      const second = await fixture.insert('device', maker, {
        code: 'CTRL-TWICE-2',
        kind: 'controller',
        machine_id: machineId,
      });
      const counting = (number: string, of: string, more: Partial<NewContract> = {}) => {
        const id = crypto.randomUUID();
        return create(number, {
          state: 'active',
          machines: [{ machineId, from: '2026-09-01' }],
          meters: [{ id, deviceId: of, signalKey: 'run_hours_total' }],
          charges: [{ meterIds: [id], pricing: { model: 'unit', unitPrice: '1' } }],
          ...more,
        });
      };
      await counting('K-TWICE-25', deviceId, { endsOn: '2026-10-31' });
      await expect(counting('K-TWICE-26', second)).rejects.toMatchObject(rejectionFor('K-TWICE-25'));
      await counting('K-TWICE-26', second, { startsOn: '2026-11-01' });
    });

    it('a counter is available on days on which an amendment no longer bills it', async () => {
      const first = await metered('K-TWICE-27', { state: 'active' });
      await amend(first.id, { effectiveOn: '2026-07-01', charges: [first.charges[0]!] });
      await expect(shared('K-TWICE-28', first.meters[0]!, { startsOn: '2026-06-30' })).rejects.toMatchObject({
        params: { contract: 'K-TWICE-27', from: '2026-06-30', to: '2026-06-30' },
      });
      await shared('K-TWICE-28', first.meters[0]!, { startsOn: '2026-07-01' });
      // The first contract can still be amended, because it no longer bills the counter.
      await amend(first.id, { effectiveOn: '2026-10-01', paymentDays: 45 });
    });

    it('a machine’s counter moves with the machine from one contract to the next', async () => {
      const machineId = customer.ids.machine!;
      const own = await fixture.insert('device', maker, {
        code: 'CTRL-TWICE',
        kind: 'controller',
        machine_id: machineId,
      });
      await fixture.insert('signal', maker, {
        device_id: own,
        key: 'air_m3_total',
        unit: 'm3',
        kind: 'counter',
      });
      const during = (from: string, to: string | null) => ({ machines: [{ machineId, from, to }] });
      await shared('K-TWICE-9', { deviceId: own }, during('2026-02-01', '2026-08-01'));
      await expect(shared('K-TWICE-10', { deviceId: own }, during('2026-07-31', null))).rejects.toMatchObject(
        rejectionFor('K-TWICE-9'),
      );
      await shared('K-TWICE-10', { deviceId: own }, during('2026-08-01', null));
    });
  });

  it('keep a meter with usage that is evidence', async () => {
    const contract = await metered('K-9', { state: 'active' });
    await fixture.app.get(DraftsService).draft(financeOf(maker), contract.id, '2026-11');
    const base = [{ pricing: { model: 'flat' as const, amount: '1' } }];
    await fixture.sql(`update contract set state = 'draft' where id = $1`, [contract.id]);
    await expect(
      contracts.change(financeOf(maker), contract.id, 1, { meters: [], charges: base }),
    ).rejects.toMatchObject({
      code: 'contracts.meter_has_usage',
    });
  });

  it('are visible to their customer and no other', async () => {
    const contract = await metered('K-10');
    const { items } = await contracts.list(customerScope(maker, customer), { limit: 200 });
    expect(items.map(({ id }) => id)).toContain(contract.id);
    const own = await contracts.get(customerScope(maker, customer), contract.id);
    expect(own).toMatchObject({ number: 'K-10', machines: [{ machineId: customer.ids.machine }] });
    expect([...own.serials]).toEqual([[customer.ids.machine, expect.any(String)]]);
    const stranger = await fixture.makeMaker('contract-readers');
    for (const scope of [customerScope(maker, maker.customers[1]), financeOf(stranger)]) {
      await expect(contracts.get(scope, contract.id)).rejects.toMatchObject({
        code: 'contracts.contract_not_found',
      });
      expect((await contracts.list(scope, { limit: 200 })).items.map(({ id }) => id)).not.toContain(
        contract.id,
      );
    }
  });

  it('are listed by number, page by page, and found by machine, customer, state and text', async () => {
    const all = (await contracts.list(financeOf(maker), { limit: 200 })).items.map(({ number }) => number);
    expect(all).toEqual([...all].sort());
    const paged = [];
    for (let cursor: string | undefined; ;) {
      const page = await contracts.list(financeOf(maker), { limit: 3, cursor });
      paged.push(...page.items.map(({ number }) => number));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(paged).toEqual(all);
    const numbers = async (filter: object) =>
      (await contracts.list(financeOf(maker), { limit: 200, ...filter })).items.map(({ number }) => number);
    expect(await numbers({ search: 'k-10' })).toEqual(['K-10']);
    expect(await numbers({ state: 'ended' })).toEqual(['K-8', 'K-a-2025', 'K-b-2025']);
    expect(await numbers({ customerId: maker.customers[1].customerId })).toEqual(['K-b', 'K-b-2025']);
    expect(await numbers({ machineId: maker.customers[1].ids.machine })).toEqual(['K-b']);
  });

  describe('plans', () => {
    it('are offered by code, including those that are not billed yet', async () => {
      const plans = fixture.app.get(PlansService);
      const plan = await plans.create(financeOf(maker), {
        code: 'AIR-MIN',
        nameI18n: { en: 'Tiered with yearly minimum', zh: '阶梯价加年度保底' },
        structure: 'graduated+annual_minimum',
        terms: { min_pct_of_contract: 70 },
      });
      const listed = await plans.list(customerScope(maker, customer));
      expect(listed.map(({ code }) => code)).toEqual(['AIR-BASE', 'AIR-MIN']);
      expect(listed[1]).toMatchObject({ id: plan.id, terms: { min_pct_of_contract: 70 } });
    });

    it.each([
      ['contracts.plan_code_taken', { code: 'AIR-MIN', nameI18n: { en: 'Again' }, structure: 'per_unit' }],
      ['contracts.plan_invalid', { code: 'a b', nameI18n: {}, structure: '' }],
    ])('are rejected with %s', async (code, plan) => {
      await expect(fixture.app.get(PlansService).create(financeOf(maker), plan)).rejects.toMatchObject({
        code,
      });
    });

    it('are renamed and archived: contracts keep them, and new ones cannot use them', async () => {
      const plans = fixture.app.get(PlansService);
      const plan = await plans.create(financeOf(maker), {
        code: 'AIR-OLD',
        nameI18n: { en: 'Old offer' },
        structure: 'per_unit',
      });
      const { id } = await create('K-OLD', { planId: plan.id });
      const renamed = { nameI18n: { en: 'Old offer', zh: '旧方案' }, archived: true };
      const archived = await plans.change(financeOf(maker), plan.id, 1, renamed);
      expect(archived).toMatchObject({ version: 2, nameI18n: renamed.nameI18n });
      expect(archived.archivedAt).toBeInstanceOf(Date);
      const codes = async (filter?: { archived: boolean }) =>
        (await plans.list(financeOf(maker), filter)).map(({ code }) => code);
      expect(await codes()).not.toContain('AIR-OLD');
      expect(await codes({ archived: true })).toContain('AIR-OLD');

      const refused = {
        fields: [{ pointer: '/planId', code: 'contracts.plan_archived', params: { code: 'AIR-OLD' } }],
      };
      await expect(create('K-OLD-2', { planId: plan.id })).rejects.toMatchObject(refused);
      expect(await contracts.change(financeOf(maker), id, 1, { paymentDays: 9 })).toMatchObject({
        plan: { code: 'AIR-OLD' },
      });
      const active = await metered('K-OLD-3', { state: 'active' });
      await expect(amend(active.id, { planId: plan.id })).rejects.toMatchObject(refused);

      await expect(plans.change(financeOf(maker), plan.id, 1, {})).rejects.toMatchObject({
        code: 'platform.version_mismatch',
      });
      await expect(plans.change(financeOf(maker), plan.id, 2, { code: 'AIR-BASE' })).rejects.toMatchObject({
        code: 'contracts.plan_code_taken',
      });
      await expect(plans.change(financeOf(maker), crypto.randomUUID(), 1, {})).rejects.toMatchObject({
        code: 'contracts.plan_unknown',
      });
      expect(await plans.change(financeOf(maker), plan.id, 2, { archived: false })).toMatchObject({
        archivedAt: null,
        version: 3,
      });
    });

    it('create price books with their prices: a new one, or the next version of one, after its other plans', async () => {
      const plans = fixture.app.get(PlansService);
      const books = fixture.app.get(PriceBooksService);
      const charge = {
        key: 'fee',
        nameI18n: {},
        clause: '',
        due: 'arrears',
        countsBy: 'month',
        perMachine: false,
        pricing: { model: 'flat', amount: '120.00' },
      } as const;
      const offer = (code: string, bookId: string | null, more: object = {}) =>
        plans.create(financeOf(maker), {
          ...{ code, nameI18n: { en: code }, structure: 'per_unit' },
          prices: { bookId, currency: 'CZK', validFrom: '2027-01-01', charges: [charge], ...more },
        });
      const one = await offer('OFFER-1', null);
      const [book] = (await books.list(financeOf(maker))).filter(({ code }) => code === 'OFFER-1');
      expect(book).toMatchObject({ name: 'OFFER-1', currency: 'CZK', versions: [{ validTo: null }] });
      const two = await offer('OFFER-2', book!.id, { validFrom: '2027-06-01' });
      const found = await books.listOffers(financeOf(maker), {
        planId: two.id,
        currency: 'CZK',
        day: '2027-06-01',
      });
      expect(found).toMatchObject([
        { number: 2, entries: [{ planId: one.id }, { planId: two.id, pricing: charge.pricing }] },
      ]);
      const before = await books.listOffers(financeOf(maker), {
        planId: two.id,
        currency: 'CZK',
        day: '2027-05-31',
      });
      expect(before).toEqual([]);

      const tooFine = {
        charges: [charge, { ...charge, key: 'b', pricing: { model: 'flat', amount: '0.001' } }],
      };
      await expect(offer('OFFER-3', book!.id, { ...tooFine, validFrom: '2027-07-01' })).rejects.toMatchObject(
        {
          code: 'contracts.price_book_version_invalid',
          fields: [{ pointer: '/prices/charges/1/pricing/amount' }],
        },
      );
      await expect(offer('OFFER-3', book!.id, { currency: 'EUR' })).rejects.toMatchObject({
        code: 'contracts.price_book_other_currency',
      });
      await expect(offer('OFFER-3', null, { charges: [] })).rejects.toMatchObject({
        fields: [{ pointer: '/prices/charges', code: 'contracts.price_book_empty' }],
      });
      expect((await plans.list(financeOf(maker))).map(({ code }) => code)).not.toContain('OFFER-3');
    });
  });

  describe('with prices from a price book', () => {
    const books = () => fixture.app.get(PriceBooksService);
    const entry = (key: string, pricing: BookEntry['pricing'], more: Partial<BookEntry> = {}): BookEntry => ({
      planId: maker.ids.plan!,
      key,
      nameI18n: {},
      clause: '2.1',
      due: 'arrears',
      countsBy: 'month',
      perMachine: false,
      pricing,
      ...more,
    });
    const fee = (amount: string) => entry('base', { model: 'flat', amount });
    const air = () =>
      entry('air', {
        model: 'graduated',
        tiers: [
          { upTo: '100000', unitPrice: '0.123456789012' },
          { upTo: null, unitPrice: '0.09', flatFee: '10.00' },
        ],
        minAmount: '50.00',
        commitment: { amount: '100' },
      });
    let number = 0;
    const make = (currency = 'PLN') =>
      books().create(financeOf(maker), { code: `BOOK-${(number += 1)}`, name: 'Air', currency });
    const add = (id: string, validFrom: string, entries: BookEntry[], validTo: string | null = null) =>
      books().addVersion(financeOf(maker), id, { validFrom, validTo, entries });

    it('start with its prices, keep them, and are flagged once a newer version applies', async () => {
      const { id } = await make();
      const { versions } = await add(id, '2026-01-01', [fee('4900.00'), air()]);
      const [offer] = (
        await books().listOffers(financeOf(maker), {
          planId: maker.ids.plan!,
          currency: 'PLN',
          day: '2026-02-01',
        })
      ).filter(({ bookId }) => bookId === id);
      expect(offer).toMatchObject({ number: 1, entries: [{ key: 'base' }, { key: 'air' }] });
      const deviceId = await fixture.addInstrument(maker, customer, 'FM-BOOK', '10000000');
      const contract = await create('K-BOOK', {
        meters: [{ deviceId, signalKey: 'air_m3_total' }],
        priceBookVersionId: versions[0]!.id,
      });
      expect(contract.charges).toMatchObject([
        { key: 'base', pricing: { amount: '4900.00' }, meterIds: [] },
        { key: 'air', pricing: air().pricing, meterIds: [contract.meters[0]!.id] },
      ]);
      const later = await add(id, '2026-06-01', [fee('5200.00'), air()]);
      expect(later.versions.map((one) => [one.number, one.validFrom, one.validTo])).toEqual([
        [2, '2026-06-01', null],
        [1, '2026-01-01', '2026-05-31'],
      ]);
      expect((await contracts.get(financeOf(maker), contract.id)).charges[0]!.pricing.amount).toBe('4900.00');
      expect((await books().get(financeOf(maker), id)).contracts).toEqual([
        expect.objectContaining({ number: 'K-BOOK', versionNumber: 1, isOlder: true, isAmended: false }),
      ]);
    });

    it('are amended to its prices: the preview matches, and the contract is then listed under that version', async () => {
      const amendments = fixture.app.get(AmendmentsService);
      const { id } = await make();
      const { versions } = await add(id, '2026-01-01', [fee('4900.00'), air()]);
      const deviceId = await fixture.addInstrument(maker, customer, 'FM-BOOK-3', '10000000');
      const made = await create('K-BOOK-3', {
        meters: [{ deviceId, signalKey: 'air_m3_total' }],
        priceBookVersionId: versions[0]!.id,
        state: 'active',
      });
      const later = await add(id, '2026-06-01', [fee('5200.00'), air()]);
      const priceBookVersionId = later.versions[0]!.id;
      const input = { effectiveOn: '2026-06-01', reason: 'The new list' };
      const drafted = await amendments.draft(financeOf(maker), made.id, { ...input, priceBookVersionId });
      expect(drafted).toMatchObject({
        priceBook: { versionId: priceBookVersionId, bookId: id, book: 'Air', number: 2 },
        changes: { charges: [{ key: 'base', set: { pricing: { amount: '5200.00' } } }] },
        content: { charges: [{ key: 'base' }, { key: 'air', meterIds: [made.meters[0]!.id] }] },
      });
      const edited = await amendments.edit(financeOf(maker), made.id, drafted.id, 1, {
        ...input,
        charges: made.charges.map((charge) => ({ ...charge, clause: '2.2' })),
      });
      expect(edited.priceBook).toBeNull();
      await amendments.edit(financeOf(maker), made.id, drafted.id, 2, { ...input, priceBookVersionId });
      const { version, contentHash } = await amendments.get(financeOf(maker), made.id, drafted.id);
      await amendments.sign(financeOf(maker), made.id, drafted.id, version, {
        acceptedBy: 'Marek Kowalski',
        acceptedOn: '2026-05-20',
        contentHash,
      });
      expect((await books().get(financeOf(maker), id)).contracts).toEqual([
        expect.objectContaining({ number: 'K-BOOK-3', versionNumber: 2, isAmended: false }),
      ]);
      // Price books are internal to the maker.
      const [own] = await amendments.list(customerScope(maker, customer), made.id);
      expect(own).toMatchObject({ number: 1, priceBook: null });
      const euro = await add((await make('EUR')).id, '2026-01-01', [fee('100.00')]);
      await expect(
        amendments.draft(financeOf(maker), made.id, {
          ...input,
          effectiveOn: '2026-07-01',
          priceBookVersionId: euro.versions[0]!.id,
        }),
      ).rejects.toMatchObject({
        code: 'contracts.price_book_other_currency',
        fields: [{ pointer: '/priceBookVersionId' }],
      });
    });

    it('reject a charge without any quantity, and a price book in another currency', async () => {
      const { id } = await make();
      const { versions } = await add(id, '2026-01-01', [fee('100.00'), air()]);
      const empty = await create('K-BOOK-2', { priceBookVersionId: versions[0]!.id });
      expect(empty.charges).toEqual([]);
      const other = await make('EUR');
      const euro = await add(other.id, '2026-01-01', [fee('100.00')]);
      await expect(
        contracts.change(financeOf(maker), empty.id, empty.version, {
          priceBookVersionId: euro.versions[0]!.id,
        }),
      ).rejects.toMatchObject({ code: 'contracts.price_book_other_currency' });
    });

    it('have one version on each day: a new version replaces the earlier one from its first day, and never overlaps a later one', async () => {
      const { id } = await make();
      await add(id, '2026-01-01', [fee('1.00')]);
      await add(id, '2026-09-01', [fee('2.00')]);
      await expect(add(id, '2026-03-01', [fee('3.00')])).rejects.toMatchObject({
        code: 'contracts.price_book_overlaps',
        params: { number: 2 },
      });
      await add(id, '2026-03-01', [fee('3.00')], '2026-08-31');
      const { versions } = await add(id, '2026-09-01', [fee('4.00')]);
      expect(versions.map((one) => [one.number, one.validFrom, one.validTo])).toEqual([
        [4, '2026-09-01', null],
        [3, '2026-03-01', '2026-08-31'],
        [2, null, null],
        [1, '2026-01-01', '2026-02-28'],
      ]);
      const results = await Promise.allSettled([
        add(id, '2027-01-01', [fee('5.00')]),
        add(id, '2027-01-01', [fee('6.00')]),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
      const after = (await books().get(financeOf(maker), id)).versions;
      expect(after.filter(({ validFrom }) => validFrom === '2027-01-01')).toHaveLength(1);
      expect(new Set(after.map((one) => one.number)).size).toBe(6);
    });

    it('reject invalid price books, with each error at its field', async () => {
      const { id } = await make();
      await expect(
        add(id, '2026-02-01', [fee('1.005'), fee('2.00'), { ...air(), due: 'advance' }], '2026-01-31'),
      ).rejects.toMatchObject({
        code: 'contracts.price_book_version_invalid',
        fields: [
          { pointer: '/validTo', code: 'contracts.valid_to_before_from' },
          {
            pointer: '/entries/0/pricing/amount',
            code: 'contracts.finer_than_currency',
            params: { currency: 'PLN', decimals: 2 },
          },
          { pointer: '/entries/1/key', code: 'contracts.charge_twice' },
          { pointer: '/entries/2/due', code: 'contracts.usage_not_in_arrears' },
        ],
      });
      await expect(add(id, '2026-02-01', [])).rejects.toMatchObject({
        fields: [{ pointer: '/entries', code: 'contracts.price_book_empty' }],
      });
      await expect(
        books().create(financeOf(maker), { code: 'BOOK-1', name: 'Again', currency: 'PLN' }),
      ).rejects.toMatchObject({ code: 'contracts.price_book_code_taken' });
    });

    it('are exported to a file that can be imported unchanged, and errors in a file are reported in their rows', async () => {
      const { id } = await make();
      const entries = [
        fee('100.00'),
        air(),
        entry('once', { model: 'flat', amount: '9.90' }, { due: 'once' }),
      ];
      const { versions } = await add(id, '2026-01-01', entries);
      const file = await books().exportFile(financeOf(maker), versions[0]!.id);
      const back = await books().previewFile(financeOf(maker), id, Buffer.from(file));
      expect([back.faults, back.checked]).toEqual([[], entries]);
      const bad = [
        'plan;charge;model;amount;up_to;tier_unit_price;other_terms',
        'NONE;base;flat;1.00;;;',
        'AIR-BASE;base;flat;1.005;;;',
        'AIR-BASE;air;graduated;;100;0.1;{',
        'AIR-BASE;tiered;graduated;;100;0.1;',
        'AIR-BASE;tiered;;;50;0.2;',
        'AIR-BASE;other;flat;1.00;;;"{""tiers"":5}"',
      ].join('\n');
      const { faults } = await books().previewFile(financeOf(maker), id, Buffer.from(bad));
      expect(faults.map(({ row, column, code }) => [row, column, code])).toEqual([
        [2, 'plan', 'import.plan_unknown'],
        [3, 'amount', 'contracts.finer_than_currency'],
        [4, 'other_terms', 'import.not_json'],
        [6, 'up_to', 'contracts.tiers_not_rising'],
        [7, 'other_terms', 'import.not_json'],
      ]);
    });
  });

  it('are active until they end', async () => {
    const start = { state: 'active' as const, startsOn: '2026-11-01' };
    const early = await metered('K-JAKARTA', { ...start, zone: 'Asia/Jakarta' });
    const late = await metered('K-MEXICO', { ...start, zone: 'America/Mexico_City', endsOn: '2026-11-30' });
    const between = async (from: string, to: string) => {
      const found = await fixture.app
        .get(UnitOfWork)
        .run(financeOf(maker), (tx) => listContractsInForce(tx, from, to));
      return [early, late].filter(({ id }) => found.some((one) => one.id === id)).map(({ number }) => number);
    };
    expect(await between('2026-10-01', '2026-11-01')).toEqual([]);
    expect(await between('2026-11-01', '2026-12-01')).toEqual(['K-JAKARTA', 'K-MEXICO']);
    expect(await between('2026-12-01', '2027-01-01')).toEqual(['K-JAKARTA']);
  });
});
