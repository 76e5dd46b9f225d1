import type { Session } from '../src/api/types.js';

const SESSION: Session = {
  csrfToken: 'csrf',
  clock: { demo: false, now: '2026-11-25T08:00:00Z', offsetMs: 0 },
  maker: { id: 'maker', name: 'Lin Compressors', brand: 'Lin', nameI18n: {}, zone: 'Asia/Shanghai' },
  membership: { id: 'membership', makerId: 'maker', role: 'manager', hubId: null, customers: [] },
  memberships: [],
  permissions: [],
  user: { id: 'person', name: 'Lin Shifan', email: 'lin@lin.example', locale: 'en', zone: 'Europe/Warsaw' },
};

/** Session of a maker's manager without permissions. Tests override only the fields that they check. */
export function buildSession(change: Partial<Session> = {}): Session {
  return { ...SESSION, ...change };
}
