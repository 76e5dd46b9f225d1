import { useSession } from '../../api/session.js';
import { useOne } from '../../api/use-one.js';

/** The signed-in technician's own profile. */
export function useOwnProfile() {
  const { technicianId } = useSession();
  const query = useOne('technicians', '/technicians', {
    staleTime: 10 * 60_000,
  });
  return { query, profile: query.data?.items.find((technician) => technician.id === technicianId) };
}
