import { assertAssignable, type TechnicianEligibility } from './assignable-technician.js';

const FIT: TechnicianEligibility = {
  skills: ['airend'],
  certificates: [{ name: 'SEP E1', validUntil: '2026-10-20' }],
  day: '2026-10-20',
  absence: null,
};
const NEEDS = { requiredSkill: 'airend', requiredCertificate: 'SEP E1' };
const reasonOf = (fitness: Partial<TechnicianEligibility>, needs = NEEDS): unknown => {
  try {
    assertAssignable(needs, { ...FIT, ...fitness });
    return null;
  } catch (error) {
    return (error as { params: { reason: unknown } }).params.reason;
  }
};

describe('a technician', () => {
  it.each<[string, Partial<TechnicianEligibility>, string | null]>([
    ['with skill and certificate can take the visit', {}, null],
    ['without the skill cannot', { skills: ['vsd'] }, 'skill_missing'],
    ['without the certificate cannot', { certificates: [] }, 'certificate_missing'],
    ['with a certificate that ends before the day cannot', { day: '2026-10-21' }, 'certificate_expired'],
    ['who is absent cannot', { absence: { until: new Date('2026-10-21T00:00:00Z') } }, 'absent'],
    ['who is absent without a known end cannot', { absence: { until: null } }, 'absent'],
  ])('%s', (_, fitness, reason) => {
    expect(reasonOf(fitness)).toBe(reason);
  });

  it('reports the missing skill before an absence', () => {
    expect(reasonOf({ skills: [], absence: { until: null } })).toBe('skill_missing');
  });
});
