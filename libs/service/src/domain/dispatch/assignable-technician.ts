import { DomainError } from '#platform/domain';
import { type Certificate, evaluateCertificate, evaluateSkill } from './rank-technicians.js';

/** The facts that determine whether a technician can take a visit. */
export interface TechnicianEligibility {
  readonly skills: readonly string[];
  readonly certificates: readonly Certificate[];
  /** First local day of the visit, `YYYY-MM-DD`, in the zone of the technician's hub. */
  readonly day: string;
  /** Absence during the visit; null if there is none. */
  readonly absence: { readonly until: Date | null } | null;
}

/**
 * Checks a technician against a ticket's requirements. The ranking shows the same reasons as advice, whereas this
 * function enforces them.
 * @throws DomainError service.technician_not_assignable, with the first reason against the technician
 */
export function assertAssignable(
  needs: { readonly requiredSkill: string | null; readonly requiredCertificate: string | null },
  { skills, certificates, day, absence }: TechnicianEligibility,
): void {
  const failedCheck = [
    evaluateSkill(needs, { skills }),
    evaluateCertificate(needs, { certificates }, day),
  ].find(({ ok }) => !ok);
  if (failedCheck)
    throw new DomainError('service.technician_not_assignable', {
      reason: failedCheck.code,
      ...failedCheck.params,
    });
  if (absence)
    throw new DomainError('service.technician_not_assignable', {
      reason: 'absent',
      absentUntil: absence.until?.toISOString() ?? null,
    });
}
