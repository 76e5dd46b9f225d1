import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { setServerTime } from '../clock/clock.js';
import { ApiProblem } from '../problems/problem.js';
import { setCsrfToken } from './client.js';
import { endPush } from './end-push.js';
import { request } from './transport.js';
import type { Role, Session } from './types.js';

/** Requests a session, then applies its CSRF token and the server's time. */
async function takeSession(
  send: (onAnswer: (answeredAt: number) => void) => Promise<Session>,
): Promise<Session> {
  let arrivedAt = Date.now();
  const session = await send((answeredAt) => {
    arrivedAt = answeredAt;
  });
  setCsrfToken(session.csrfToken);
  setServerTime(session.clock.now, arrivedAt);
  return session;
}

/** The session, or null if no user is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await takeSession((onAnswer) => request('GET', '/session', { signal, onResponse: onAnswer }));
    } catch (error) {
      if (error instanceof ApiProblem && error.problem.status === 401) {
        setCsrfToken(null);
        return null;
      }
      throw error;
    }
  },
});

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export async function signIn(credentials: Credentials): Promise<Session> {
  return takeSession((onAnswer) => request('POST', '/session', { body: credentials, onResponse: onAnswer }));
}

export async function signOut(): Promise<void> {
  await Promise.all([request('DELETE', '/session'), endPush()]);
  setCsrfToken(null);
}

/** Switches to another membership of the same person. */
export async function switchMembership(membershipId: string): Promise<Session> {
  return takeSession((onAnswer) =>
    request('POST', '/session/membership', { body: { membershipId }, onResponse: onAnswer }),
  );
}

/** Returns the session. Call it only in signed-in areas, where a session always exists. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (data === undefined || data === null) throw new Error('This part of the page needs a session');
  return data;
}

/**
 * Returns a function that checks whether the user has a permission. Buttons that the user has no permission for are
 * hidden.
 */
export function useMay(): (permission: string) => boolean {
  const { permissions } = useSession();
  return (permission) => permissions.includes(permission);
}

/**
 * Returns a function that applies a new session after sign-in, a switch of membership or a profile change, or null
 * after sign-out.
 */
export function useAdoptSession(): (session: Session | null) => void {
  const client = useQueryClient();
  return (session) => {
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    client.setQueryData(sessionQuery.queryKey, session);
  };
}

export type Area = 'maker' | 'customer' | 'technician' | 'verifier';

/** Returns the area of the portal that a role works in. */
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
