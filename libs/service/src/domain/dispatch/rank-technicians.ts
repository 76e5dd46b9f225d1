import { findFreeSlot, type BusySpan, type Slot } from './free-slot.js';
import { distanceKm, type GeoLocation } from '../location.js';
import { localDay, type HubHours } from './working-days.js';

export interface Certificate {
  readonly name: string;
  /** Last day of validity, inclusive, `YYYY-MM-DD`. */
  readonly validUntil: string;
}

export interface RankedPart {
  readonly partNumber: string;
  readonly quantity: number;
}

/** A ticket's requirements for a visit. */
export interface Job {
  readonly requiredSkill: string | null;
  readonly requiredCertificate: string | null;
  readonly requiredParts: readonly RankedPart[];
  readonly site: GeoLocation | null;
  /** The customer's language (ISO 639-1); null when unknown. */
  readonly language: string | null;
  readonly minutes: number;
}

export interface TechnicianProfile {
  readonly id: string;
  readonly code: string;
  readonly skills: readonly string[];
  readonly languages: readonly string[];
  /** 1 to 3. */
  readonly level: number;
  readonly certificates: readonly Certificate[];
  readonly home: GeoLocation | null;
  readonly hours: HubHours;
  readonly visits: readonly BusySpan[];
  readonly absences: readonly BusySpan[];
  /** Unreserved quantity in the hub's depots, by part number. */
  readonly stock: Readonly<Record<string, number>>;
}

export type ReasonKind = 'skill' | 'certificate' | 'distance' | 'calendar' | 'part' | 'language' | 'level';

/** A reason for a technician's rank; `params.points` of all reasons add up to the score. */
export interface Reason {
  readonly kind: ReasonKind;
  readonly ok: boolean;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number | null>>;
}

export interface RankedTechnician {
  readonly technicianId: string;
  /** From 1. */
  readonly rank: number;
  /** 0 to 100. */
  readonly score: number;
  /** False if a reason excludes the technician: no skill, no valid certificate on the day, or no free time. */
  readonly assignable: boolean;
  readonly reasons: readonly Reason[];
  readonly distanceKm: number | null;
  readonly slot: { readonly from: number; readonly to: number } | null;
}

/** Number of calendar days, including today, within which a free slot is searched for. */
export const RANKING_HORIZON_DAYS = 14;

/** The maximum points of each reason; the sum is 100. */
const POINTS = {
  skill: 20,
  certificate: 10,
  distance: 25,
  calendar: 20,
  part: 10,
  language: 10,
  level: 5,
} as const satisfies Record<ReasonKind, number>;
/** Distance and waiting time beyond these values give no points. */
const FAR_KM = 300;
const LATE_HOURS = 72;
/** Distance beyond which a round trip doesn't fit into a working day. */
const DAY_TRIP_KM = 250;
const MAX_LEVEL = 3;

/**
 * Ranks technicians for a visit. Technicians who are excluded (skill, certificate on the day of the visit, no free
 * time) stay in the list after all others, with the reason, so that a dispatcher sees why they can't be assigned. Ties
 * are broken by distance, then by code, so that the same facts always give the same order.
 */
export function rankTechnicians(
  now: number,
  job: Job,
  technicians: readonly TechnicianProfile[],
): RankedTechnician[] {
  return technicians
    .map((technician) => evaluateTechnician(now, job, technician))
    .sort(
      (a, b) =>
        Number(b.assignable) - Number(a.assignable) ||
        b.score - a.score ||
        (a.distanceKm ?? Infinity) - (b.distanceKm ?? Infinity) ||
        (a.code < b.code ? -1 : 1),
    )
    .map(({ code: _code, ...evaluated }, index) => ({ ...evaluated, rank: index + 1 }));
}

type EvaluatedTechnician = Omit<RankedTechnician, 'rank'> & { readonly code: string };

function evaluateTechnician(now: number, job: Job, technician: TechnicianProfile): EvaluatedTechnician {
  const slot = findFreeSlot({
    now,
    minutes: job.minutes,
    hours: technician.hours,
    busy: [...technician.visits, ...technician.absences],
    home: technician.home,
    site: job.site,
    horizonDays: RANKING_HORIZON_DAYS,
  });
  const visitDay = localDay(slot?.from ?? now, technician.hours.zone);
  const origin = slot ? slot.origin : technician.home;
  const km = origin && job.site ? Math.round(distanceKm(origin, job.site) * 10) / 10 : null;
  const blockingReasons = [
    evaluateSkill(job, technician),
    evaluateCertificate(job, technician, visitDay),
    evaluateCalendar(now, technician, slot),
  ];
  const reasons = [
    ...blockingReasons,
    evaluateDistance(km, slot),
    evaluatePart(job, technician),
    evaluateLanguage(job, technician),
    evaluateLevel(technician),
  ];
  const tenths = reasons.reduce((sum, { params }) => sum + Math.round(Number(params.points) * 10), 0);
  return {
    technicianId: technician.id,
    code: technician.code,
    score: tenths / 10,
    assignable: blockingReasons.every(({ ok }) => ok),
    reasons,
    distanceKm: km,
    slot: slot ? { from: slot.from, to: slot.to } : null,
  };
}

function reason(
  kind: ReasonKind,
  code: string,
  ok: boolean,
  share: number,
  params: Reason['params'] = {},
): Reason {
  return {
    kind,
    ok,
    code,
    params: { ...params, points: Math.round(POINTS[kind] * Math.min(1, Math.max(0, share)) * 10) / 10 },
  };
}

/** Evaluates the skill that a ticket requires. The skill is checked again when a visit is planned. */
export function evaluateSkill(
  { requiredSkill: skill }: Pick<Job, 'requiredSkill'>,
  { skills }: Pick<TechnicianProfile, 'skills'>,
): Reason {
  if (skill === null) return reason('skill', 'skill_not_required', true, 1);
  return skills.includes(skill)
    ? reason('skill', 'skill_held', true, 1, { skill })
    : reason('skill', 'skill_missing', false, 0, { skill });
}

/** Evaluates the certificate that a ticket requires on the local day of the visit (`YYYY-MM-DD`). */
export function evaluateCertificate(
  { requiredCertificate: name }: Pick<Job, 'requiredCertificate'>,
  { certificates }: Pick<TechnicianProfile, 'certificates'>,
  visitDay: string,
): Reason {
  if (name === null) return reason('certificate', 'certificate_not_required', true, 1);
  const validUntil = certificates
    .filter((certificate) => certificate.name === name)
    .map((certificate) => certificate.validUntil)
    .sort()
    .at(-1);
  if (validUntil === undefined) return reason('certificate', 'certificate_missing', false, 0, { name });
  return validUntil >= visitDay
    ? reason('certificate', 'certificate_valid', true, 1, { name, validUntil })
    : reason('certificate', 'certificate_expired', false, 0, { name, validUntil, visitDay });
}

function evaluateCalendar(now: number, { absences }: TechnicianProfile, slot: Slot | undefined): Reason {
  if (!slot) return reason('calendar', 'no_free_slot', false, 0, { days: RANKING_HORIZON_DAYS });
  const waitHours = (slot.from - now) / 3_600_000;
  const params = { from: iso(slot.from), to: iso(slot.to), waitHours: Math.round(waitHours * 10) / 10 };
  const absence = absences
    .filter(({ from, to }) => from < slot.from && to > now)
    .sort((a, b) => b.to - a.to)[0];
  return absence
    ? reason('calendar', 'free_after_absence', true, 1 - waitHours / LATE_HOURS, {
        ...params,
        absentUntil: iso(absence.to),
      })
    : reason('calendar', 'slot_free', true, 1 - waitHours / LATE_HOURS, params);
}

function evaluateDistance(km: number | null, slot: Slot | undefined): Reason {
  if (km === null) return reason('distance', 'distance_unknown', true, 0);
  const code = slot?.comesFrom === 'visit' ? 'distance_from_visit' : 'distance_from_home';
  return reason('distance', code, km <= DAY_TRIP_KM, 1 - km / FAR_KM, { km });
}

function evaluatePart({ requiredParts }: Job, { stock }: TechnicianProfile): Reason {
  if (requiredParts.length === 0) return reason('part', 'part_not_required', true, 1);
  const short = requiredParts.find(({ partNumber, quantity }) => (stock[partNumber] ?? 0) < quantity);
  return short
    ? reason('part', 'part_short', false, 0, {
        partNumber: short.partNumber,
        quantity: short.quantity,
        available: stock[short.partNumber] ?? 0,
      })
    : reason('part', 'part_at_hand', true, 1, { count: requiredParts.length });
}

function evaluateLanguage({ language }: Job, { languages }: TechnicianProfile): Reason {
  if (language === null) return reason('language', 'language_unknown', true, 0);
  return languages.includes(language)
    ? reason('language', 'language_spoken', true, 1, { language })
    : reason('language', 'language_not_spoken', false, 0, { language });
}

function evaluateLevel({ level }: TechnicianProfile): Reason {
  return reason('level', 'level', level > 1, level / MAX_LEVEL, { level });
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
