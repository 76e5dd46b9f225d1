import fc from 'fast-check';
import { deriveSetupChecklist, SETUP_STEPS, type SetupCounts } from './setup-checklist.js';

const NOTHING: SetupCounts = {
  legalEntities: 0,
  models: 0,
  machines: 0,
  devices: 0,
  reportingDevices: 0,
  plans: 0,
  contracts: 0,
  activatedContracts: 0,
  invoices: 0,
};
const ALL: SetupCounts = {
  legalEntities: 1,
  models: 1,
  machines: 10,
  devices: 10,
  reportingDevices: 1,
  plans: 1,
  contracts: 1,
  activatedContracts: 1,
  invoices: 1,
};

const stateOf = (counts: SetupCounts, step: string) =>
  deriveSetupChecklist(counts).steps.find(({ key }) => key === step);

describe('the setup checklist', () => {
  it.each<[string, Partial<SetupCounts>, string | null]>([
    ['nothing', {}, 'company'],
    ['a company', { legalEntities: 1 }, 'model'],
    ['a model, but no company', { models: 1 }, 'company'],
    ['machines without a device', { legalEntities: 1, models: 1, machines: 3 }, 'device'],
    ['a device without readings', { legalEntities: 1, models: 1, machines: 3, devices: 3 }, 'device'],
    ['everything but a draft', { ...ALL, invoices: 0 }, 'draft'],
    ['everything', ALL, null],
  ])('with %s', (_case, counts, next) =>
    expect(deriveSetupChecklist({ ...NOTHING, ...counts })).toMatchObject({ next, complete: next === null }),
  );

  it('shows a device as started until its first reading', () => {
    expect(stateOf({ ...NOTHING, devices: 2 }, 'device')).toEqual({
      key: 'device',
      state: 'started',
      count: 2,
    });
    expect(stateOf({ ...NOTHING, devices: 2, reportingDevices: 1 }, 'device')).toEqual({
      key: 'device',
      state: 'done',
      count: 1,
    });
  });

  it('shows a contract as started until it is active', () => {
    expect(stateOf({ ...NOTHING, contracts: 1 }, 'contract')).toMatchObject({ state: 'started' });
    expect(stateOf({ ...NOTHING, contracts: 2, activatedContracts: 1 }, 'contract')).toMatchObject({
      state: 'done',
      count: 1,
    });
  });

  const counts = fc.record(
    Object.fromEntries(Object.keys(NOTHING).map((key) => [key, fc.nat({ max: 3 })])),
  ) as unknown as fc.Arbitrary<SetupCounts>;

  it('always lists all steps in order, and is complete exactly if every step is done', () =>
    fc.assert(
      fc.property(counts, (given) => {
        const { steps, next, complete } = deriveSetupChecklist(given);
        expect(steps.map(({ key }) => key)).toEqual(SETUP_STEPS);
        expect(complete).toBe(steps.every(({ state }) => state === 'done'));
        expect(next).toBe(steps.find(({ state }) => state !== 'done')?.key ?? null);
        expect(steps.every(({ state, count }) => (state === 'open') === (count === 0))).toBe(true);
      }),
    ));

  it('never loses a step when something is added', () =>
    fc.assert(
      fc.property(counts, fc.constantFrom(...Object.keys(NOTHING)), (given, key) => {
        const more = { ...given, [key]: given[key as keyof SetupCounts] + 1 };
        const done = (of: SetupCounts) =>
          deriveSetupChecklist(of)
            .steps.filter(({ state }) => state === 'done')
            .map((step) => step.key);
        expect(done(more)).toEqual(expect.arrayContaining(done(given)));
      }),
    ));
});
