import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import { DomainError, newId, refusing, type FieldFault, type Scope, UnitOfWork } from '#platform';
import { Plan } from './entities/plan.entity.js';

export interface NewPlan {
  readonly id?: string;
  readonly code: string;
  /** Names by locale; `en` at least. */
  readonly nameI18n: Readonly<Record<string, string>>;
  /** What its prices are made of, in a word or two; contracts say what is billed. */
  readonly structure: string;
  readonly terms?: Readonly<Record<string, unknown>>;
}

@Injectable()
export class PlansService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** By code, without archived ones. */
  list(scope: Scope): Promise<Plan[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager
        .createQueryBuilder(Plan, 'plan')
        .where('plan.makerId = :makerId and plan.archivedAt is null', { makerId: scope.makerId })
        .orderBy('plan.code')
        .getMany(),
    );
  }

  /** @throws DomainError contracts.plan_invalid (with fields), contracts.plan_code_taken, contracts.plan_id_taken */
  create(scope: Scope, { id = newId(), code, nameI18n, structure, terms = {} }: NewPlan): Promise<Plan> {
    return this.unitOfWork.run(scope, async (tx) => {
      const faults = findPlanFaults({ code, nameI18n, structure });
      if (faults.length > 0) throw new DomainError('contracts.plan_invalid', {}, faults);
      const plan = tx.manager.create(Plan, {
        makerId: scope.makerId,
        id,
        code,
        nameI18n: { ...nameI18n },
        structure,
        terms: { ...terms },
        archivedAt: null,
        version: 1,
      });
      await refusing(
        {
          plan_pk: () => new DomainError('contracts.plan_id_taken', { id }),
          plan_code_uq: () =>
            new DomainError('contracts.plan_code_taken', { code }, [
              { pointer: '/code', code: 'contracts.plan_code_taken', params: { code } },
            ]),
        },
        () => tx.manager.insert(Plan, plan),
      );
      await AuditTrail.write(tx, {
        action: 'contracts.plan_created',
        entity: 'plan',
        entityId: id,
        after: { code, nameI18n, structure, terms },
      });
      return plan;
    });
  }
}

function findPlanFaults({
  code,
  nameI18n,
  structure,
}: Pick<NewPlan, 'code' | 'nameI18n' | 'structure'>): FieldFault[] {
  const faults: FieldFault[] = [];
  if (!/^[A-Za-z0-9._-]{1,40}$/.test(code)) {
    faults.push({ pointer: '/code', code: 'contracts.plan_code_malformed', params: { value: code } });
  }
  if (!nameI18n['en']?.trim()) faults.push({ pointer: '/name/en', code: 'contracts.plan_name_missing' });
  if (!/^\S{1,80}$/.test(structure)) {
    faults.push({
      pointer: '/structure',
      code: 'contracts.plan_structure_malformed',
      params: { value: structure },
    });
  }
  return faults;
}
