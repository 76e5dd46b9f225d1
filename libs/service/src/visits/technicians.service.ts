import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import {
  assertNoFaults,
  changedFields,
  DomainError,
  ensureVersion,
  newId,
  mapConstraintViolations,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import type { Certificate } from '../domain/dispatch/rank-technicians.js';
import { findTechnicianFaults, type TechnicianFields } from '../domain/dispatch/technician-faults.js';
import { TechnicianAbsence } from '../entities/technician-absence.entity.js';
import { TechnicianCertificate } from '../entities/technician-certificate.entity.js';
import { Technician } from '../entities/technician.entity.js';
import { getTechnicianView, type TechnicianView } from './technicians.queries.js';
import type { Span } from './visits.store.js';

/** Changes to a technician's qualifications. Certificates replace the existing ones. */
export type TechnicianChanges = Partial<TechnicianFields & Pick<Technician, 'hubId'>> & {
  readonly archived?: boolean;
};

export type NewTechnician = Pick<Technician, 'membershipId' | 'code' | 'name' | 'hubId'> &
  Partial<TechnicianFields> & { readonly id?: string };

@Injectable()
export class Technicians {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Creates a technician for a member with the role technician.
   * @throws DomainError service.technician_invalid (with fields), service.technician_code_taken,
   *   service.technician_exists, service.membership_not_technician, organization.hub_not_found
   */
  create(
    scope: Scope,
    { id = newId(), membershipId, hubId, ...input }: NewTechnician,
  ): Promise<TechnicianView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { certificates, ...fields }: TechnicianFields = {
        skills: [],
        languages: [],
        level: 1,
        latitude: null,
        longitude: null,
        certificates: [],
        ...input,
      };
      assertNoFaults('service.technician_invalid', findTechnicianFaults({ ...fields, certificates }));
      await assertTechnicianRole(tx, membershipId);
      const technician = { makerId: scope.makerId, id, membershipId, hubId, ...fields, archivedAt: null };
      await mapConstraintViolations(mapTechnicianConstraints(technician), () =>
        tx.manager.insert(Technician, technician),
      );
      await saveCertificates(tx, id, certificates);
      await AuditTrail.write(tx, {
        action: 'service.technician_created',
        entity: 'technician',
        entityId: id,
        after: { membershipId, hubId, ...fields, certificates },
      });
      return getTechnicianView(tx, id);
    });
  }

  /**
   * @param version the version that the editor saw
   * @throws DomainError service.technician_not_found, platform.version_mismatch, and the errors of `create`
   */
  change(scope: Scope, id: string, version: number, input: TechnicianChanges): Promise<TechnicianView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const technician = await getTechnician(tx, id);
      ensureVersion(technician.version, version);
      const { archived, certificates, ...fields } = input;
      const archivedAt =
        archived === undefined ? undefined : archived ? (technician.archivedAt ?? tx.now) : null;
      const { before, after } = changedFields<Technician>(technician, { ...fields, archivedAt });
      const changed = { ...technician, ...after };
      assertNoFaults(
        'service.technician_invalid',
        findTechnicianFaults({ ...changed, certificates: certificates ?? [] }),
      );
      await mapConstraintViolations(mapTechnicianConstraints(changed), () =>
        tx.manager.update(Technician, { makerId: scope.makerId, id }, { ...after, version: version + 1 }),
      );
      if (certificates) await saveCertificates(tx, id, certificates);
      await AuditTrail.write(tx, {
        action: 'service.technician_changed',
        entity: 'technician',
        entityId: id,
        before,
        after: { ...after, ...(certificates && { certificates }) },
      });
      return getTechnicianView(tx, id);
    });
  }

  /**
   * Adds an absence of a technician. Visits planned in that time stay, and the dispatcher sees the conflict.
   * @returns the absence's id
   * @throws DomainError service.technician_not_found, service.absence_span_invalid
   */
  addAbsence(
    scope: Scope,
    technicianId: string,
    { from, to, reason = '' }: Span & { readonly reason?: string },
  ): Promise<string> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getTechnician(tx, technicianId);
      if (from >= to) {
        throw new DomainError('service.absence_span_invalid', {}, [
          { pointer: '/to', code: 'service.absence_span_invalid' },
        ]);
      }
      const id = newId();
      const during = `[${from.toISOString()},${to.toISOString()})`;
      await tx.manager.insert(TechnicianAbsence, {
        makerId: scope.makerId,
        id,
        technicianId,
        during,
        reason,
      });
      await AuditTrail.write(tx, {
        action: 'service.absence_added',
        entity: 'technician',
        entityId: technicianId,
        after: { from, to, reason },
      });
      return id;
    });
  }

  /** @throws DomainError service.absence_not_found */
  removeAbsence(scope: Scope, technicianId: string, absenceId: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const where = { makerId: scope.makerId, technicianId, id: absenceId };
      const absence = await tx.manager.findOneBy(TechnicianAbsence, where);
      if (!absence) throw new DomainError('service.absence_not_found', { id: absenceId });
      await tx.manager.delete(TechnicianAbsence, where);
      await AuditTrail.write(tx, {
        action: 'service.absence_removed',
        entity: 'technician',
        entityId: technicianId,
        before: { during: absence.during, reason: absence.reason },
      });
    });
  }
}

async function getTechnician(tx: Transaction, id: string): Promise<Technician> {
  const technician = await tx.manager.findOne(Technician, {
    where: { makerId: tx.scope.makerId, id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!technician) throw new DomainError('service.technician_not_found', { id });
  return technician;
}

async function saveCertificates(
  tx: Transaction,
  technicianId: string,
  certificates: readonly Certificate[],
): Promise<void> {
  const { makerId } = tx.scope;
  await tx.manager.delete(TechnicianCertificate, { makerId, technicianId });
  if (certificates.length === 0) return;
  await tx.manager.insert(
    TechnicianCertificate,
    certificates.map(({ name, validUntil }) => ({ makerId, id: newId(), technicianId, name, validUntil })),
  );
}

async function assertTechnicianRole(tx: Transaction, membershipId: string): Promise<void> {
  const [membership]: { role: string }[] = await tx.manager.query(
    `select role from membership where maker_id = $1 and id = $2`,
    [tx.scope.makerId, membershipId],
  );
  if (membership?.role !== 'technician')
    throw new DomainError('service.membership_not_technician', { id: membershipId });
}

function mapTechnicianConstraints({
  code,
  hubId,
  membershipId,
}: Pick<Technician, 'code' | 'hubId' | 'membershipId'>) {
  return {
    technician_code_uq: () =>
      new DomainError('service.technician_code_taken', { code }, [
        { pointer: '/code', code: 'service.technician_code_taken', params: { code } },
      ]),
    technician_membership_uq: () => new DomainError('service.technician_exists', { membershipId }),
    technician_hub_fk: () => new DomainError('organization.hub_not_found', { id: hubId }),
  };
}
