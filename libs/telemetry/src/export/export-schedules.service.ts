import { Injectable } from '@nestjs/common';
import { Customer } from '#customers';
import { AuditTrail } from '#organization';
import {
  changedFields,
  DomainError,
  ensureVersion,
  JobProgress,
  newId,
  type Page,
  mapConstraintViolations,
  type Scope,
  toPage,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { In } from 'typeorm';
import {
  computeCoverageAfterChange,
  computeInitialCoverage,
  findNextDue,
} from '../domain/export/timetable.js';
import { ExportRun } from '../entities/exports/export-run.entity.js';
import { ExportSchedule } from '../entities/exports/export-schedule.entity.js';
import { assertChoiceExists } from './chosen-machines.queries.js';
import { toId } from './export-cursor.js';
import { findUnknownKeys } from './exported-devices.queries.js';
import { type ExportScheduleView, listSchedules } from './export-schedules.queries.js';
import { getExportSchedule } from './export-schedules.store.js';

/** Content and timetable of an export. `ids` is empty exactly when `machinesOf` is `all`. */
export type ExportTerms = Pick<
  ExportSchedule,
  | 'name'
  | 'machinesOf'
  | 'ids'
  | 'signals'
  | 'format'
  | 'formulas'
  | 'every'
  | 'hour'
  | 'zone'
  | 'keep'
  | 'paused'
>;

export interface NewExportSchedule extends ExportTerms {
  /** The owner; by default the maker, or the caller's only customer. */
  readonly customerId?: string;
}

/** A schedule with the due time of its next run; null while the schedule is paused. */
export interface ExportScheduleDetail extends ExportScheduleView {
  readonly nextAt: Date | null;
}

/** Maximum number of schedules of a maker, and of each customer. */
const MAX_SCHEDULES = 100;

/** Manages the schedules of recurring exports. */
@Injectable()
export class ExportSchedules {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Returns schedules, newest first. @throws DomainError platform.cursor_invalid */
  list(
    scope: Scope,
    { cursor, limit }: { readonly cursor?: string; readonly limit: number },
  ): Promise<Page<ExportScheduleDetail>> {
    const after = cursor === undefined ? null : toId(cursor);
    return this.unitOfWork.run(scope, async (tx) => {
      const page = toPage(await listSchedules(tx, { after, limit: limit + 1 }), limit, ({ id }) => [id]);
      return { ...page, items: page.items.map((schedule) => toDetail(schedule, tx.now)) };
    });
  }

  /** @throws DomainError telemetry.export_schedule_not_found */
  get(scope: Scope, id: string): Promise<ExportScheduleDetail> {
    return this.unitOfWork.run(scope, (tx) => getDetail(tx, id));
  }

  /**
   * Creates a schedule. Its first file is for the first period that becomes due after its creation.
   * @throws DomainError telemetry.export_customer_missing, telemetry.export_machines_missing,
   *   customers.customer_not_found, telemetry.export_name_taken, telemetry.export_schedules_full,
   *   telemetry.signal_not_found and those of `assertChoiceExists`
   */
  async create(scope: Scope, { customerId, ...terms }: NewExportSchedule): Promise<ExportScheduleDetail> {
    const owner = await this.findOwner(scope, customerId);
    await this.assertTermsValid(scope, owner, terms);
    return this.unitOfWork.run(scope, async (tx) => {
      await assertBelowLimit(tx, owner);
      const schedule = {
        ...terms,
        makerId: scope.makerId,
        id: newId(),
        customerId: owner,
        coveredUntil: new Date(computeInitialCoverage(terms, tx.now.getTime())),
        createdBy: scope.userId,
        createdAt: tx.now,
        version: 1,
      };
      await mapTakenName(terms.name, () => tx.manager.insert(ExportSchedule, schedule));
      await AuditTrail.write(tx, {
        action: 'telemetry.export_schedule_created',
        entity: 'export_schedule',
        entityId: schedule.id,
        after: { ...terms, customerId: owner },
      });
      return getDetail(tx, schedule.id);
    });
  }

  /** @throws DomainError telemetry.export_schedule_not_found, platform.version_mismatch and those of `create` */
  async change(
    scope: Scope,
    id: string,
    version: number,
    input: Partial<ExportTerms>,
  ): Promise<ExportScheduleDetail> {
    const known = await this.unitOfWork.run(scope, (tx) => getExportSchedule(tx, id));
    await this.assertTermsValid(scope, known.customerId, { ...known, ...input });
    return this.unitOfWork.run(scope, async (tx) => {
      const schedule = await getExportSchedule(tx, id, { forChange: true });
      ensureVersion(schedule.version, version);
      const { before, after } = changedFields<ExportSchedule>(schedule, input);
      if (Object.keys(after).length === 0) return getDetail(tx, id);
      const changed = { ...schedule, ...input };
      await mapTakenName(changed.name, () =>
        tx.manager.update(
          ExportSchedule,
          { makerId: scope.makerId, id },
          { ...after, coveredUntil: resolveCoverage(schedule, changed, tx.now), version: version + 1 },
        ),
      );
      await AuditTrail.write(tx, {
        action: 'telemetry.export_schedule_changed',
        entity: 'export_schedule',
        entityId: id,
        before,
        after,
      });
      return getDetail(tx, id);
    });
  }

  /**
   * Deletes a schedule and its runs. The next cleanup deletes their files. A file that is being written is discarded.
   * @throws DomainError telemetry.export_schedule_not_found
   */
  remove(scope: Scope, id: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { makerId } = scope;
      const { name } = await getExportSchedule(tx, id, { forChange: true });
      const runs = await tx.manager.findBy(ExportRun, { makerId, scheduleId: id });
      await tx.manager.delete(ExportRun, { makerId, scheduleId: id });
      // A running writer stops when it finds that its job is missing.
      const jobs = In(runs.map(({ jobId }) => jobId));
      await tx.manager.delete(JobProgress, { makerId, id: jobs, state: In(['done', 'failed']) });
      await tx.manager.delete(ExportSchedule, { makerId, id });
      await AuditTrail.write(tx, {
        action: 'telemetry.export_schedule_removed',
        entity: 'export_schedule',
        entityId: id,
        before: { name, runs: runs.length },
      });
    });
  }

  /**
   * Returns the owner of a schedule. If no customer is specified, the maker owns the schedules of its own users; a
   * user of several customers must specify one.
   */
  private async findOwner(scope: Scope, requestedCustomerId: string | undefined): Promise<string | null> {
    const ownCustomerId =
      scope.customers === 'all' || scope.customers.length !== 1 ? undefined : scope.customers[0];
    const owner = requestedCustomerId ?? ownCustomerId;
    if (owner === undefined) {
      if (scope.customers === 'all') return null;
      throw new DomainError('telemetry.export_customer_missing', {}, [
        { pointer: '/customerId', code: 'telemetry.export_customer_missing' },
      ]);
    }
    const customerExists = await this.unitOfWork.run(scope, (tx) =>
      tx.manager.existsBy(Customer, { makerId: scope.makerId, id: owner }),
    );
    if (!customerExists) throw new DomainError('customers.customer_not_found', { id: owner });
    return owner;
  }

  /** Asserts in the owner's scope that the terms are valid. Rejects a selection that the files could never contain. */
  private async assertTermsValid(scope: Scope, owner: string | null, terms: ExportTerms): Promise<void> {
    const { machinesOf, ids, signals } = terms;
    if (machinesOf !== 'all' && ids.length === 0) {
      const code = 'telemetry.export_machines_missing';
      throw new DomainError(code, {}, [{ pointer: '/machines/ids', code }]);
    }
    await this.unitOfWork.run(owner === null ? scope : { ...scope, customers: [owner] }, async (tx) => {
      await assertChoiceExists(tx, { of: machinesOf, ids });
      const [unknown] = await findUnknownKeys(tx, signals);
      if (unknown !== undefined) throw new DomainError('telemetry.signal_not_found', { key: unknown });
    });
  }
}

async function getDetail(tx: Transaction, id: string): Promise<ExportScheduleDetail> {
  const [found] = await listSchedules(tx, { id, limit: 1 });
  if (!found) throw new DomainError('telemetry.export_schedule_not_found', { id });
  return toDetail(found, tx.now);
}

function toDetail(schedule: ExportScheduleView, now: Date): ExportScheduleDetail {
  return {
    ...schedule,
    nextAt: schedule.paused ? null : new Date(findNextDue(schedule, now.getTime()).dueMs),
  };
}

/**
 * Returns the time up to which a changed schedule counts as exported. Periods that became due during a pause are
 * skipped.
 */
function resolveCoverage(before: ExportSchedule, after: ExportSchedule, now: Date): Date {
  const nowMs = now.getTime();
  if (before.paused && !after.paused) return new Date(computeInitialCoverage(after, nowMs));
  const isRescheduled =
    before.every !== after.every || before.hour !== after.hour || before.zone !== after.zone;
  return isRescheduled
    ? new Date(computeCoverageAfterChange(after, before.coveredUntil.getTime(), nowMs))
    : before.coveredUntil;
}

async function assertBelowLimit(tx: Transaction, owner: string | null): Promise<void> {
  const [row]: { count: number }[] = await tx.manager.query(
    `select count(*)::int as count from export_schedule where maker_id = $1 and customer_id is not distinct from $2`,
    [tx.scope.makerId, owner],
  );
  if (row!.count >= MAX_SCHEDULES)
    throw new DomainError('telemetry.export_schedules_full', { most: MAX_SCHEDULES });
}

function mapTakenName<Result>(name: string, statement: () => Promise<Result>): Promise<Result> {
  return mapConstraintViolations(
    {
      export_schedule_name_uq: () =>
        new DomainError('telemetry.export_name_taken', { name }, [
          { pointer: '/name', code: 'telemetry.export_name_taken', params: { name } },
        ]),
    },
    statement,
  );
}
