import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { setServerTime } from '../clock/clock.js';
import { ApiProblem } from '../problems/problem.js';
import { request, setCsrfToken } from './transport.js';
import type { Role, Session } from './types.js';

async function requestSession(
  method: string,
  path: string,
  options: { readonly body?: unknown; readonly signal?: AbortSignal } = {},
): Promise<Session> {
  let arrivedAt = Date.now();
  const onAnswer = (answeredAt: number): void => {
    arrivedAt = answeredAt;
  };
  const session = await request<Session>(method, path, { ...options, onAnswer });
  setCsrfToken(session.csrfToken);
  setServerTime(session.clock.now, arrivedAt);
  return session;
}

/** The session, or null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await requestSession('GET', '/session', { signal });
    } catch (error) {
      if (error instanceof ApiProblem && error.problem.status === 401) {
        setCsrfToken(null);
        return null;
      }
      throw error;
    }
  },
});

export interface Credentials extends Record<string, unknown> {
  readonly email: string;
  readonly password: string;
}

export async function signIn(credentials: Credentials): Promise<Session> {
  return requestSession('POST', '/session', { body: credentials });
}

export async function signOut(): Promise<void> {
  await request('DELETE', '/session');
  setCsrfToken(null);
}

/** Changes to another membership of the same person. */
export async function switchMembership(membershipId: string): Promise<Session> {
  return requestSession('POST', '/session/membership', { body: { membershipId } });
}

/** The session inside the signed-in areas, where there always is one. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (data === undefined || data === null) throw new Error('This part of the page needs a session');
  return data;
}

/** Whether the person may; buttons nobody may press are not shown. */
export function useMay(): (permission: string) => boolean {
  const { permissions } = useSession();
  return (permission) => permissions.includes(permission);
}

/** Puts a fresh session in place after sign-in, switch or a changed profile. */
export function useAdoptSession(): (session: Session | null) => void {
  const client = useQueryClient();
  return (session) => {
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    client.setQueryData(sessionQuery.queryKey, session);
  };
}

export type Area = 'maker' | 'customer' | 'technician' | 'verifier';

/** The part of the portal a role works in. */
export function areaOf(role: Role): Area {
  if (role === 'technician' || role === 'verifier') return role;
  return role === 'customer_admin' || role === 'customer_viewer' ? 'customer' : 'maker';
}

export const HOME_OF: Readonly<Record<Area, '/today' | '/plant' | '/field' | '/packs'>> = {
  maker: '/today',
  customer: '/plant',
  technician: '/field',
  verifier: '/packs',
};
