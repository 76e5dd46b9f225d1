import { redirect } from '@tanstack/react-router';
import { areaOf, HOME_OF, sessionQuery, type Area } from '../api/session.js';
import type { RouterContext } from './root-route.js';

/** Lets into an area only whom it is for; others are led home, strangers to the sign-in that brings them back. */
export async function guardArea(area: Area, context: RouterContext, wanted: string): Promise<void> {
  const session = await context.queryClient.ensureQueryData(sessionQuery);
  if (session === null) throw redirect({ to: '/sign-in', search: { then: wanted } });
  const home = areaOf(session.membership.role);
  if (home !== area) throw redirect({ to: HOME_OF[home] });
}
