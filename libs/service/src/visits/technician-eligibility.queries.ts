import { DomainError, type Transaction } from '#platform';
import type { TechnicianEligibility } from '../domain/dispatch/assignable-technician.js';
import { localDay } from '../domain/dispatch/working-days.js';
import { Technician } from '../entities/technician.entity.js';
import type { Span } from './visits.store.js';

/**
 * Locks the technician, so that two dispatchers who plan visits of the same person take turns.
 * @throws DomainError service.technician_not_found, also for an archived technician
 */
export async function lockTechnician(tx: Transaction, id: string): Promise<Technician> {
  const technician = await tx.manager.findOne(Technician, {
    where: { makerId: tx.scope.makerId, id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!technician || technician.archivedAt) throw new DomainError('service.technician_not_found', { id });
  return technician;
}

/** Loads the facts that determine whether a technician can take a visit at a time. */
export async function loadEligibility(
  tx: Transaction,
  technician: Technician,
  { from, to }: Span,
): Promise<TechnicianEligibility> {
  const [facts]: {
    zone: string;
    certificates: { name: string; validUntil: string }[];
    is_absent: boolean;
    absent_until: Date | null;
  }[] = await tx.manager.query(
    `select h.zone,
            (select coalesce(json_agg(json_build_object('name', c.name, 'validUntil', c.valid_until)), '[]')
               from technician_certificate c where c.maker_id = h.maker_id and c.technician_id = $2) as certificates,
            count(a.id) > 0 as is_absent, max(upper(a.during)) as absent_until
       from hub h
       left join technician_absence a on a.maker_id = h.maker_id and a.technician_id = $2 and a.during && tstzrange($4, $5)
      where h.maker_id = $1 and h.id = $3 group by h.maker_id, h.id`,
    [tx.scope.makerId, technician.id, technician.hubId, from, to],
  );
  const { zone, certificates, is_absent: isAbsent, absent_until: until } = facts!;
  return {
    skills: technician.skills,
    certificates,
    day: localDay(from.getTime(), zone),
    absence: isAbsent ? { until } : null,
  };
}
