import { newPlanValues, toPlanNames } from './plan-values.js';

const PLAN = { code: 'AIR', structure: 'per_unit', name: { en: 'Air', zh: '供气' } };

describe('a plan in a form', () => {
  it("has the name in the user's language, otherwise the English one", () => {
    expect(newPlanValues(PLAN, 'zh').name).toBe('供气');
    expect(newPlanValues(PLAN, 'pl')).toEqual({ name: 'Air', code: 'AIR', structure: 'per_unit' });
    expect(newPlanValues(undefined, 'pl')).toMatchObject({ name: '', code: '' });
  });

  it('changes the name in one language, and creates it in English', () => {
    expect(toPlanNames('供压缩空气', 'zh', PLAN.name)).toEqual({ en: 'Air', zh: '供压缩空气' });
    expect(toPlanNames('Compressed air', 'en', PLAN.name)).toEqual({ en: 'Compressed air', zh: '供气' });
    expect(toPlanNames('供气', 'zh')).toEqual({ en: '供气', zh: '供气' });
  });
});
