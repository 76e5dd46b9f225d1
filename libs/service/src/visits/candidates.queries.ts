import { Injectable } from '@nestjs/common';
import { type OpeningHours } from '#organization';
import { type Scope, type Transaction, UnitOfWork } from '#platform';
import {
  rankTechnicians,
  RANKING_HORIZON_DAYS,
  type Certificate,
  type Job,
  type Reason,
  type TechnicianProfile,
} from '../domain/dispatch/rank-technicians.js';
import type { GeoLocation } from '../domain/location.js';
import type { Ticket } from '../entities/ticket.entity.js';
import { getTicket } from '../tickets/tickets.store.js';

export interface Candidate {
  readonly technician: {
    readonly id: string;
    readonly name: string;
    readonly code: string;
    readonly hubId: string;
    readonly level: number;
    readonly languages: string[];
    readonly skills: string[];
  };
  readonly rank: number;
  readonly score: number;
  readonly assignable: boolean;
  readonly reasons: readonly Reason[];
  readonly distanceKm: number | null;
  readonly slot: { readonly from: Date; readonly to: Date } | null;
}

/** Default duration of a visit. */
const USUAL_VISIT_MINUTES = 120;

@Injectable()
export class CandidatesQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Returns the technicians of a ticket's hub, or of all hubs if it has none, best first, each with its reasons.
   * @throws DomainError service.ticket_not_found
   */
  list(scope: Scope, ticketId: string, minutes: number = USUAL_VISIT_MINUTES): Promise<Candidate[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const ticket = await getTicket(tx, ticketId);
      const technicians = await loadTechnicians(tx, ticket);
      const job = await loadJob(tx, ticket, minutes);
      const byId = new Map(technicians.map((technician) => [technician.id, technician]));
      return rankTechnicians(tx.now.getTime(), job, technicians).map(({ technicianId, slot, ...ranked }) => {
        const { id, name, code, hubId, level, languages, skills } = byId.get(technicianId)!;
        return {
          technician: { id, name, code, hubId, level, languages: [...languages], skills: [...skills] },
          ...ranked,
          slot: slot && { from: new Date(slot.from), to: new Date(slot.to) },
        };
      });
    });
  }
}

async function loadJob(tx: Transaction, ticket: Ticket, minutes: number): Promise<Job> {
  const [row]: { latitude: number | null; longitude: number | null; language: string }[] =
    await tx.manager.query(
      `select s.latitude, s.longitude, c.language from site s join customer c on c.maker_id = s.maker_id and c.id = s.customer_id
      where s.maker_id = $1 and s.id = $2`,
      [tx.scope.makerId, ticket.siteId],
    );
  return {
    requiredSkill: ticket.requiredSkill,
    requiredCertificate: ticket.requiredCertificate,
    requiredParts: ticket.requiredParts,
    site: toLocation(row!),
    language: row!.language || null,
    minutes,
  };
}

interface TechnicianRow {
  id: string;
  name: string;
  code: string;
  hub_id: string;
  level: number;
  skills: string[];
  languages: string[];
  latitude: number;
  longitude: number;
  zone: string;
  hours: OpeningHours;
  holidays: string[];
  certificates: Certificate[];
  /** `to` is null for an absence without an end. */
  absences: { from: number; to: number | null }[];
  visits: { from: number; to: number; latitude: number | null; longitude: number | null }[];
  stock: Record<string, number>;
}

type LoadedTechnician = TechnicianProfile & { readonly name: string; readonly hubId: string };

const MS = (instant: string) => `(extract(epoch from ${instant}) * 1000)::float8`;

/** SQL for the end of a visit: a technician who is on site beyond the planned time isn't free yet. */
const BUSY_UNTIL = `(case when v.state = 'on_site' then greatest(upper(v.during), $7) else upper(v.during) end)`;

async function loadTechnicians(tx: Transaction, ticket: Ticket): Promise<LoadedTechnician[]> {
  const rows: TechnicianRow[] = await tx.manager.query(
    `select t.id, t.name, t.code, t.hub_id, t.level, t.skills, t.languages,
            coalesce(t.latitude, h.latitude) as latitude, coalesce(t.longitude, h.longitude) as longitude, h.zone, h.hours,
            array(select to_char(day, 'YYYY-MM-DD') from hub_holiday where maker_id = h.maker_id and hub_id = h.id order by 1) as holidays,
            (select coalesce(json_agg(json_build_object('name', c.name, 'validUntil', c.valid_until)), '[]')
               from technician_certificate c where c.maker_id = t.maker_id and c.technician_id = t.id) as certificates,
            (select coalesce(json_agg(json_build_object('from', ${MS('lower(a.during)')}, 'to', ${MS('upper(a.during)')})), '[]')
               from technician_absence a
              where a.maker_id = t.maker_id and a.technician_id = t.id and a.during && tstzrange($2, $3)) as absences,
            (select coalesce(json_agg(json_build_object('from', ${MS('lower(v.during)')}, 'to', ${MS(BUSY_UNTIL)},
                      'latitude', s.latitude, 'longitude', s.longitude)), '[]')
               from visit v
               join ticket k on k.maker_id = v.maker_id and k.id = v.ticket_id
               join site s on s.maker_id = k.maker_id and s.id = k.site_id
              where v.maker_id = t.maker_id and v.technician_id = t.id
                and (v.state = 'on_site' or (v.state = 'planned' and v.during && tstzrange($2, $3) and v.ticket_id <> $4))) as visits,
            (select coalesce(json_object_agg(p.number, p.available), '{}') from (
               select part.number, sum(b.on_hand - b.reserved + coalesce((
                        select sum(e.reserved_delta) from stock_entry e
                         where e.maker_id = b.maker_id and e.ticket_id = $4 and e.depot_id = b.depot_id and e.part_id = b.part_id), 0))::int as available
                 from depot d
                 join stock_balance b on b.maker_id = d.maker_id and b.depot_id = d.id
                 join part on part.maker_id = b.maker_id and part.id = b.part_id
                where d.maker_id = t.maker_id and d.hub_id = t.hub_id and d.archived_at is null and part.number = any($5)
                group by part.number) p) as stock
       from technician t join hub h on h.maker_id = t.maker_id and h.id = t.hub_id
      where t.maker_id = $1 and t.archived_at is null and ($6::uuid is null or t.hub_id = $6)`,
    [
      tx.scope.makerId,
      new Date(tx.now.getTime() - DAY_MS),
      new Date(tx.now.getTime() + (RANKING_HORIZON_DAYS + 1) * DAY_MS),
      ticket.id,
      ticket.requiredParts.map(({ partNumber }) => partNumber),
      ticket.hubId,
      tx.now,
    ],
  );
  return rows.map(toTechnician);
}

const DAY_MS = 86_400_000;

function toTechnician(row: TechnicianRow): LoadedTechnician {
  return {
    id: row.id,
    name: row.name,
    code: row.code,
    hubId: row.hub_id,
    level: row.level,
    skills: row.skills,
    languages: row.languages,
    certificates: row.certificates,
    home: toLocation(row),
    hours: { ...row.hours, zone: row.zone, holidays: row.holidays },
    absences: row.absences.map((absence) => ({ ...absence, to: absence.to ?? Infinity, place: null })),
    visits: row.visits.map(({ from, to, ...location }) => ({ from, to, place: toLocation(location) })),
    stock: row.stock,
  };
}

function toLocation({
  latitude,
  longitude,
}: {
  latitude: number | null;
  longitude: number | null;
}): GeoLocation | null {
  return latitude === null || longitude === null ? null : { latitude, longitude };
}
