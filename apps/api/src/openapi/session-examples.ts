import type { OperationExample } from './operation.js';

/** Examples of operations that require no permission. They are not recorded, because their calls contain secrets. */
export const SESSION_EXAMPLES: Readonly<Record<string, OperationExample>> = {
  Session_signIn: { request: { email: 'lin@atlas.example', password: 'correct horse battery staple' } },
  Session_changeProfile: { request: { locale: 'pl', zone: 'Europe/Warsaw' } },
  Session_switchMembership: { request: { membershipId: '0193a5b0-7c00-7000-8000-000000000001' } },
  PasswordResets_request: { request: { email: 'lin@atlas.example' } },
  PasswordResets_reset: { request: { password: 'correct horse battery staple' } },
  Invitations_accept: {
    request: { password: 'correct horse battery staple', name: 'Sari Wulandari' },
  },
  Health_live: { response: { status: 'ok', checks: {} } },
  Health_ready: { response: { status: 'ok', checks: { database: 'up' } } },
};
