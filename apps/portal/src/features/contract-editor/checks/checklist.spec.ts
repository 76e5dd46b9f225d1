/// <reference types="vitest/globals" />
import { newCharge } from '../../charges/form/charge-values.js';
import { newMeter } from '../../charges/meters/meter-values.js';
import { type DraftValues, newDraftValues } from '../values/draft-values.js';
import { canActivate, checkSteps, type Step } from './checklist.js';
import type { Finding } from './draft-findings.js';

const FEE = { ...newCharge('flat', []), pricing: { ...newCharge('flat', []).pricing, amount: '100' } };
const READY: DraftValues = {
  ...newDraftValues('UTC'),
  number: 'K-1',
  customerId: 'c-1',
  legalEntityId: 'e-1',
  planId: 'p-1',
  currency: 'EUR',
  startsOn: '2027-01-01',
  machines: [{ machineId: 'm-1', from: '2027-01-01', to: '' }],
  charges: [FEE],
};
const CONFLICT: Finding = { path: 'machines.0', code: 'x', params: {}, isBlocking: true };
const TAX: Finding = { path: 'buyerId', code: 'y', params: {}, isBlocking: false };
const steps = (over: Partial<DraftValues> = {}, findings: readonly Finding[] = []) =>
  checkSteps({ ...READY, ...over }, { findings, isSaved: true, isAccepted: true });

describe('the steps to activation', () => {
  it('are all done for a complete and accepted draft', () => {
    expect(steps().filter(({ isDone }) => !isDone)).toEqual([]);
    expect(canActivate(steps())).toBe(true);
  });

  it.each<[string, Partial<DraftValues>, readonly Finding[], Step, string, boolean]>([
    ['no number', { number: '' }, [], 'parties', 'number', false],
    ['no first day', { startsOn: '' }, [], 'term', 'startsOn', false],
    ['no machines', { machines: [] }, [], 'machines', 'machines', true],
    ['no price', { charges: [FEE, newCharge('flat', [])] }, [], 'charges', 'charges.1', false],
    [
      'a meter without a signal',
      { meters: [{ ...newMeter(), deviceId: 'd-1' }] },
      [],
      'meters',
      'meters.0.deviceId',
      false,
    ],
    ['a conflict', {}, [CONFLICT], 'conflicts', 'machines.0', false],
    ['missing tax data', {}, [TAX], 'tax_data', 'buyerId', true],
  ])('%s', (_name, over, findings, step, goesTo, isActivatable) => {
    const checked = steps(over, findings);
    expect(checked.filter(({ isDone }) => !isDone)).toMatchObject([{ step, goesTo }]);
    expect(canActivate(checked)).toBe(isActivatable);
  });

  it.each<[string, Partial<DraftValues>, readonly Step[]]>([
    ['a seller', { legalEntityId: '' }, ['parties', 'tax_data']],
    ['a customer', { customerId: '' }, ['parties', 'conflicts', 'tax_data']],
    ['charges', { charges: [] }, ['meters', 'charges']],
  ])('are open while there is nothing to check: without %s', (_name, over, open) => {
    const checked = steps(over).filter(({ isDone }) => !isDone);
    expect(checked.map(({ step }) => step)).toEqual(open);
  });

  it('lead to the meters of a usage-based charge without any', () => {
    const unit = newCharge('unit', []);
    const charge = { ...unit, pricing: { ...unit.pricing, unitPrice: '1' } };
    expect(steps({ charges: [charge] }).find(({ step }) => step === 'meters')).toMatchObject({
      isDone: false,
      goesTo: 'charges.0.meterIds',
    });
  });

  it('require a saved draft, but no acceptance', () => {
    const progress = { findings: [], isSaved: true, isAccepted: false };
    expect(canActivate(checkSteps(READY, progress))).toBe(true);
    expect(canActivate(checkSteps(READY, { ...progress, isSaved: false }))).toBe(false);
  });
});
