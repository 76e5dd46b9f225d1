import { Injectable } from '@nestjs/common';
import { Clock, DomainError, type Scope, type Transaction, UnitOfWork } from '#platform';
import type { Certificate } from '../domain/dispatch/rank-technicians.js';
import { localDay, spanOfDay } from '../domain/dispatch/working-days.js';
import { findOwnTechnician } from './technician-scope.js';
import { listVisits, type VisitView } from './visits.queries.js';

/** A technician as colleagues see them, without their home. */
export interface TechnicianView {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly membershipId: string;
  readonly hub: { readonly id: string; readonly code: string; readonly name: string; readonly zone: string };
  readonly skills: string[];
  readonly languages: string[];
  readonly level: number;
  readonly certificates: Certificate[];
  /** Current and future absences. */
  readonly absences: {
    readonly id: string;
    readonly from: Date;
    readonly to: Date;
    readonly reason: string;
  }[];
  readonly archivedAt: Date | null;
  readonly version: number;
}

export interface TechnicianDay {
  /** Day in `zone`, `YYYY-MM-DD`. */
  readonly date: string;
  readonly zone: string;
  readonly technician: { readonly id: string; readonly name: string };
  readonly visits: VisitView[];
}

const SELECT = `
  select t.id, t.code, t.name, t.membership_id as "membershipId",
         json_build_object('id', h.id, 'code', h.code, 'name', h.name, 'zone', h.zone) as hub,
         t.skills, t.languages, t.level, t.archived_at as "archivedAt", t.version,
         (select coalesce(json_agg(json_build_object('name', c.name, 'validUntil', c.valid_until) order by c.name, c.valid_until), '[]')
            from technician_certificate c where c.maker_id = t.maker_id and c.technician_id = t.id) as certificates,
         (select coalesce(json_agg(json_build_object('id', a.id, 'from', lower(a.during), 'to', upper(a.during), 'reason', a.reason)
                   order by lower(a.during)), '[]')
            from technician_absence a
           where a.maker_id = t.maker_id and a.technician_id = t.id and upper(a.during) > $2) as absences
    from technician t join hub h on h.maker_id = t.maker_id and h.id = t.hub_id`;

@Injectable()
export class TechniciansQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Returns active technicians, ordered by hub and code. Customers get an empty list. */
  list(scope: Scope, { hubId }: { hubId?: string } = {}): Promise<TechnicianView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const rows: Row[] = await tx.manager.query(
        `${SELECT} where t.maker_id = $1 and t.archived_at is null and ($3::uuid is null or t.hub_id = $3) order by h.code, t.code`,
        [scope.makerId, tx.now, hubId ?? null],
      );
      return rows.map(toView);
    });
  }

  /** @throws DomainError service.technician_not_found */
  get(scope: Scope, id: string): Promise<TechnicianView> {
    return this.unitOfWork.run(scope, (tx) => getTechnicianView(tx, id));
  }

  /** Returns the id of the technician that a scope acts as; null for everyone else. */
  findOwnId(scope: Scope): Promise<string | null> {
    return this.unitOfWork.run(scope, async (tx) => (await findOwnTechnician(tx))?.id ?? null);
  }

  /**
   * Returns the signed-in technician's visits on a day in the time zone of their hub.
   * @param date `YYYY-MM-DD`; today by default
   * @throws DomainError service.not_a_technician
   */
  day(scope: Scope, date?: string): Promise<TechnicianDay> {
    return this.unitOfWork.run(scope, async (tx) => {
      const own = await findOwnTechnician(tx);
      if (!own?.id) throw new DomainError('service.not_a_technician');
      const { name, hub } = await getTechnicianView(tx, own.id);
      const day = date ?? localDay(this.clock.now().getTime(), hub.zone);
      const { from, to } = spanOfDay(day, hub.zone);
      return {
        date: day,
        zone: hub.zone,
        technician: { id: own.id, name },
        visits: await listVisits(tx, { from: new Date(from), to: new Date(to), technicianId: own.id }),
      };
    });
  }
}

/** @throws DomainError service.technician_not_found */
export async function getTechnicianView(tx: Transaction, id: string): Promise<TechnicianView> {
  const [row]: Row[] = await tx.manager.query(`${SELECT} where t.maker_id = $1 and t.id = $3`, [
    tx.scope.makerId,
    tx.now,
    id,
  ]);
  if (!row) throw new DomainError('service.technician_not_found', { id });
  return toView(row);
}

type Row = Omit<TechnicianView, 'absences'> & {
  absences: { id: string; from: string; to: string; reason: string }[];
};

function toView({ absences, ...row }: Row): TechnicianView {
  return {
    ...row,
    absences: absences.map((absence) => ({
      ...absence,
      from: new Date(absence.from),
      to: new Date(absence.to),
    })),
  };
}
