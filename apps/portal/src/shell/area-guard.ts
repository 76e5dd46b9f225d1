import { redirect } from '@tanstack/react-router';
import { areaOf, HOME_OF, sessionQuery, type Area } from '../api/session.js';
import { loadAreaTexts } from '../i18n/i18n.js';
import type { RouterContext } from './root-route.js';

/**
 * Admits only users of the area and loads its texts. Other users are redirected to their own area, and signed-out
 * users to the sign-in page, which returns them after sign-in.
 */
export async function guardArea(area: Area, context: RouterContext, wanted: string): Promise<void> {
  // Requested in parallel, which saves a round trip before the first page.
  const [session] = await Promise.all([
    context.queryClient.ensureQueryData(sessionQuery),
    loadAreaTexts(area, wanted.split('?')[0] === HOME_OF[area]),
  ]);
  if (session === null) throw redirect({ to: '/sign-in', search: { then: wanted } });
  const home = areaOf(session.membership.role);
  if (home !== area) throw redirect({ to: HOME_OF[home] });
}
