import { toPlanFault, findArchivedFaults, findPlanFaults, type PlanFields } from './plan.js';

const PLAN: PlanFields = { code: 'AIR-BASE', nameI18n: { en: 'Air base' }, structure: 'base+overage' };

describe('a plan', () => {
  it.each<[Partial<PlanFields>, readonly string[]]>([
    [{}, []],
    [{ code: '' }, ['/code contracts.plan_code_malformed']],
    [{ code: 'A B' }, ['/code contracts.plan_code_malformed']],
    [{ code: 'x'.repeat(41) }, ['/code contracts.plan_code_malformed']],
    [{ nameI18n: { en: '  ' } }, ['/name/en contracts.plan_name_missing']],
    [{ nameI18n: { pl: 'Powietrze' } }, ['/name/en contracts.plan_name_missing']],
    [{ structure: 'base overage' }, ['/structure contracts.plan_structure_malformed']],
    [{ structure: '' }, ['/structure contracts.plan_structure_malformed']],
  ])('with %j has the errors %j', (change, faults) => {
    expect(findPlanFaults({ ...PLAN, ...change }).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(
      faults,
    );
  });

  it('that is archived can be kept by its contracts, but can’t be assigned to others', () => {
    const plan = { id: 'p', code: 'OLD', archivedAt: new Date('2026-01-01') };
    const refused = [{ pointer: '/planId', code: 'contracts.plan_archived', params: { code: 'OLD' } }];
    expect(findArchivedFaults(plan, { planId: 'p' })).toEqual([]);
    expect(findArchivedFaults(plan, { planId: 'q' })).toEqual(refused);
    expect(findArchivedFaults(plan, undefined)).toEqual(refused);
    expect(findArchivedFaults({ ...plan, archivedAt: null }, undefined)).toEqual([]);
  });

  it.each([
    ['/entries/3/key', 2, '/prices/charges/1/key'],
    ['/entries/0', 0, '/prices/charges/0'],
    ['/entries', 2, '/prices/charges'],
    ['/validFrom', 2, '/prices/validFrom'],
  ])('maps %s, after %i entries of other plans, to %s', (pointer, others, shown) => {
    expect(toPlanFault({ pointer, code: 'c' }, others)).toEqual({ pointer: shown, code: 'c' });
  });
});
