import type { OperationExample } from './operation.js';

/** Operations that ask for no permission. Their calls carry secrets, so they are not recorded. */
export const SESSION_EXAMPLES: Readonly<Record<string, OperationExample>> = {
  'POST /session': { request: { email: 'lin@atlas.example', password: 'correct horse battery staple' } },
  'PATCH /session/profile': { request: { locale: 'pl', zone: 'Europe/Warsaw' } },
  'POST /session/membership': { request: { membershipId: '0193a5b0-7c00-7000-8000-000000000001' } },
  'POST /password-resets': { request: { email: 'lin@atlas.example' } },
  'POST /password-resets/:token': { request: { password: 'correct horse battery staple' } },
  'POST /invitations/:token': {
    request: { password: 'correct horse battery staple', name: 'Sari Wulandari' },
  },
  'GET /health/live': { response: { status: 'ok', checks: {} } },
  'GET /health/ready': { response: { status: 'ok', checks: { database: 'up' } } },
};
