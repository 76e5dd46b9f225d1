/** Shapes of the api's answers as the portal reads them. Times are ISO 8601 UTC, decimals strings. */

export type Decimal = string;
export type LocalisedName = Readonly<Record<string, string>>;

export interface Amount {
  readonly amount: Decimal;
  readonly currency: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

export interface Ref {
  readonly id: string;
  readonly name: string;
}

export type Role =
  | 'admin'
  | 'manager'
  | 'finance'
  | 'dispatcher'
  | 'engineer'
  | 'planner'
  | 'technician'
  | 'customer_admin'
  | 'customer_viewer';

export interface Session {
  readonly user: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly locale: string;
    readonly zone: string | null;
  };
  readonly membership: {
    readonly id: string;
    readonly role: Role;
    readonly makerId: string;
    readonly hubId?: string | null;
    readonly customers?: readonly Ref[];
  };
  readonly memberships: readonly { readonly id: string; readonly makerName: string; readonly role: Role }[];
  readonly maker: {
    readonly id: string;
    readonly name: string;
    readonly nameI18n: LocalisedName | null;
    readonly brand: string | null;
    readonly zone: string;
  };
  readonly permissions: readonly string[];
  readonly csrfToken: string | null;
  readonly clock: { readonly now: string; readonly offsetMs: number; readonly demo: boolean };
  readonly technicianId?: string | null;
}

export interface Hub {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly zone: string;
  readonly country: string;
  readonly hours: { readonly days: readonly number[]; readonly open: string; readonly close: string } | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly languages: readonly string[];
  readonly legalEntity: { readonly id: string; readonly name: string; readonly currency: string };
}

export type MachineDuty = 'fault' | 'silent' | 'service' | 'load' | 'idle' | 'off' | 'unknown';

export interface DutyPart {
  readonly from: string;
  readonly to: string;
  readonly state: string;
}

export interface Attention {
  readonly kind: 'alarm' | 'silent' | 'held' | 'kit' | 'ticket';
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly since: string | null;
}

export interface MachineRow {
  readonly id: string;
  readonly serial: string;
  readonly model: { readonly id: string; readonly code: string; readonly name: string };
  readonly site: {
    readonly id: string;
    readonly name: string;
    readonly city: string | null;
    readonly zone: string;
  } | null;
  readonly customer: Ref | null;
  readonly hubId: string | null;
  readonly owner: string;
  readonly lifecycle: string;
  readonly state: MachineDuty;
  readonly lastReadingAt: string | null;
  readonly lastSeenAt: string | null;
  readonly values: Readonly<Record<string, number | string | null>>;
  readonly openAlarms: readonly {
    readonly id: string;
    readonly code: string;
    readonly severity: string;
    readonly raisedAt: string;
  }[];
  readonly openTickets: number;
  readonly nextKit?: {
    readonly code: string;
    readonly predictedOn: string | null;
    readonly hoursLeft: Decimal | number | null;
  } | null;
  readonly duty?: readonly DutyPart[];
  readonly attention: readonly Attention[];
}

export interface Component {
  readonly id: string;
  readonly version: number;
  readonly assembly: string;
  readonly partNumber: string;
  readonly name: string;
  readonly serial: string;
  readonly lot: string;
  readonly installedAt: string;
  readonly removedAt: string | null;
}

export interface Machine extends MachineRow {
  readonly version: number;
  readonly shippedAt: string | null;
  readonly commissionedAt: string | null;
  readonly nextLifecycles: readonly string[];
  readonly components: readonly Component[];
  readonly signals: readonly Signal[];
}

export interface FleetSummary {
  readonly total: number;
  readonly states: Readonly<Record<MachineDuty, number>>;
  readonly hubs: readonly {
    readonly hub: Ref & { readonly latitude: number; readonly longitude: number; readonly zone: string };
    readonly machines: number;
    readonly sites: readonly {
      readonly site: Ref & {
        readonly city: string | null;
        readonly latitude: number;
        readonly longitude: number;
      };
      readonly machines: number;
      readonly worst: string;
    }[];
  }[];
  readonly heardLast2Min: number;
  readonly worstGap?: { readonly serial: string; readonly seconds: number } | null;
}


export interface SignalLimits {
  readonly warnLow?: Decimal | number | null;
  readonly warnHigh?: Decimal | number | null;
  readonly tripLow?: Decimal | number | null;
  readonly tripHigh?: Decimal | number | null;
}

export interface Signal {
  readonly id: string;
  readonly key: string;
  readonly unit: string;
  readonly kind: 'gauge' | 'counter' | 'state' | 'event';
  readonly decimals: number | null;
  readonly label: LocalisedName | null;
  readonly limits: SignalLimits | null;
}

export type Severity = 'info' | 'warning' | 'critical';

export interface SiteRef extends Ref {
  readonly city?: string | null;
  readonly zone?: string;
}

export interface Alarm {
  readonly id: string;
  readonly code: string;
  readonly name: LocalisedName;
  readonly severity: Severity;
  readonly signalKey: string;
  readonly unit: string;
  readonly machine: { readonly id: string; readonly serial: string };
  readonly site: SiteRef | null;
  readonly customer: Ref | null;
  readonly conditionSince: string;
  readonly raisedAt: string;
  readonly raisedValue: Decimal;
  readonly peakValue: Decimal;
  readonly peakAt: string;
  readonly clearedAt: string | null;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedBy: string | null;
  readonly ticket?: { readonly id: string; readonly number: string; readonly state: string } | null;
}

export interface AlarmRule {
  readonly id: string;
  readonly version: number;
  readonly code: string;
  readonly name: LocalisedName;
  readonly modelId: string | null;
  readonly machineId: string | null;
  readonly signalKey: string;
  readonly direction: 'above' | 'below';
  readonly onLimit: Decimal;
  readonly offLimit: Decimal;
  readonly onDelaySeconds: number;
  readonly severity: Severity;
  readonly opensTicket: boolean;
  readonly enabled: boolean;
}

export type TicketState = 'new' | 'assigned' | 'accepted' | 'in_progress' | 'closed' | 'cancelled';

export interface TicketRow {
  readonly id: string;
  readonly number: string;
  readonly kind: 'fault' | 'kit' | 'request';
  readonly severity: Severity;
  readonly state: TicketState;
  readonly titleCode: string;
  readonly titleParams: Readonly<Record<string, unknown>>;
  readonly description: string;
  readonly machine: { readonly id: string; readonly serial: string };
  readonly site: SiteRef;
  readonly customer: Ref;
  readonly technician: { readonly id: string | null; readonly name: string } | null;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly visit?: { readonly id: string; readonly from: string; readonly to: string; readonly state: string } | null;
}

export interface TicketEntry {
  readonly id: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly kind: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly note: string;
  readonly byName: string | null;
  readonly internal: boolean;
}

export interface Evidence {
  readonly signalKey: string;
  readonly unit: string;
  readonly decimals?: number;
  readonly from: string;
  readonly to: string;
  readonly points: readonly (readonly [number, number | null, number | null, number | null])[];
  readonly limits: SignalLimits | null;
  readonly markers: readonly { readonly at: string; readonly code: string; readonly params?: Readonly<Record<string, unknown>> }[];
}

export interface Ticket extends TicketRow {
  readonly version?: number;
  readonly site: SiteRef & {
    readonly address?: string | null;
    readonly accessNotes?: string | null;
    readonly latitude?: number | null;
    readonly longitude?: number | null;
  };
  readonly contact: { readonly name: string; readonly phone: string; readonly email: string } | null;
  readonly evidence: Evidence | null;
  readonly timeline: readonly TicketEntry[];
  readonly files: readonly { readonly id: string; readonly name: string; readonly mime: string }[];
  /** What its state allows; what a person may do of it depends on their permissions. */
  readonly actions: readonly string[];
  readonly parts: readonly {
    readonly partNumber: string;
    readonly name: LocalisedName | string | null;
    readonly quantity: number;
    readonly availableAtDepot: number | null;
  }[];
  readonly visits: readonly {
    readonly id: string;
    readonly technician: { readonly id: string | null; readonly name: string };
    readonly from: string;
    readonly to: string;
    readonly state: string;
  }[];
  readonly symptom: string | null;
  readonly cause: string | null;
  readonly remedy: string | null;
  readonly closingNote?: string;
}

export interface Candidate {
  readonly technician: Ref & {
    readonly code: string;
    readonly hubId: string;
    readonly level: number;
    readonly languages: readonly string[];
  };
  readonly rank: number;
  readonly score: number;
  readonly assignable: boolean;
  readonly reasons: readonly {
    readonly kind: 'skill' | 'certificate' | 'distance' | 'calendar' | 'part' | 'language' | 'level';
    readonly ok: boolean;
    readonly code: string;
    readonly params: Readonly<Record<string, unknown>>;
  }[];
  readonly distanceKm: number | null;
  readonly slot: { readonly from: string; readonly to: string } | null;
}

export interface LiveValue {
  readonly value: number | string | boolean | null;
  readonly at: string;
  readonly unit: string;
  readonly kind: Signal['kind'];
  readonly decimals: number;
  readonly quality?: number | string | null;
  readonly device?: string;
}

export interface Live {
  readonly values: Readonly<Record<string, LiveValue>>;
  readonly connected: boolean;
  readonly lastSeenAt: string | null;
  readonly silentSince: string | null;
}

export interface HistorySeries {
  readonly key: string;
  readonly unit: string;
  readonly decimals: number;
  readonly kind: Signal['kind'];
  readonly limits: SignalLimits | null;
  readonly points: readonly (readonly [number, number | null, number | null, number | null, (number | null)?])[];
}

export interface History {
  readonly from: string;
  readonly to: string;
  readonly bucketSeconds: number;
  readonly series: readonly HistorySeries[];
  readonly gaps: readonly { readonly from: string; readonly to: string; readonly counterAdvance?: Readonly<Record<string, number>> }[];
  readonly duty: readonly DutyPart[];
}

export interface KitDelivery {
  readonly id: string;
  readonly number: string;
  readonly machine: { readonly id: string; readonly serial: string };
  readonly kit: {
    readonly code: string;
    readonly triggerHours: number;
    readonly parts: readonly { readonly number: string; readonly name: LocalisedName | string | null; readonly quantity: number }[];
  };
  readonly customer: Ref;
  readonly site: SiteRef;
  readonly depot: { readonly id: string; readonly code: string; readonly name: string };
  readonly dueHours: Decimal;
  readonly hoursNow: Decimal | null;
  readonly hoursPerDay: Decimal | null;
  readonly predictedOn: string | null;
  readonly predictedFrom: string | null;
  readonly predictedTo: string | null;
  readonly promisedOn: string | null;
  readonly state: 'forecast' | 'reserved' | 'sent' | 'received' | 'cancelled';
  readonly shortage: readonly { readonly partId: string; readonly number: string; readonly quantity: number; readonly available: number }[];
  readonly steps: readonly ('reserve' | 'send' | 'receive' | 'cancel')[];
  readonly unknownReason: string | null;
  readonly hoursLeft: Decimal | null;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly charge: 'included' | 'charged';
  readonly price: Amount | null;
}

export interface Depot {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly hub: { readonly id: string; readonly code: string; readonly name: string };
  readonly belowMinimum: number | null;
}

export interface StockRow {
  readonly part: { readonly id: string; readonly number: string; readonly name: LocalisedName | string };
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly lots: readonly { readonly lot: string; readonly onHand: number }[];
}

export interface StockEntry {
  readonly id: string;
  readonly part?: { readonly id: string; readonly number: string };
  readonly kind: string;
  readonly lot: string;
  readonly onHandDelta: number;
  readonly reservedDelta: number;
  readonly note: string;
  readonly occurredAt: string;
  readonly byName?: string | null;
}

export interface Part {
  readonly id: string;
  readonly number: string;
  readonly name: LocalisedName | string;
  readonly intervalHours: number | null;
  readonly leadDays: number | null;
  readonly critical: boolean;
  readonly fits: readonly string[];
}

export interface ContractRow {
  readonly id: string;
  readonly number: string;
  readonly state: 'draft' | 'active' | 'ended';
  readonly customer: Ref;
  readonly legalEntity: Ref;
  readonly plan: { readonly id: string; readonly code: string; readonly name: LocalisedName | string };
  readonly currency: string;
  readonly zone: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly machineCount?: number;
  readonly kitsIncluded?: boolean;
}

export interface Contract extends ContractRow {
  readonly version: number;
  readonly paymentDays: number;
  readonly kitsIncluded: boolean;
  readonly meters: readonly {
    readonly id: string;
    readonly device: { readonly id: string; readonly code: string };
    readonly signalKey: string;
    readonly unit: string;
    readonly modulus: Decimal | null;
    readonly maxRatePerHour: Decimal | null;
  }[];
  readonly prices: readonly {
    readonly id: string;
    readonly kind: 'base' | 'usage';
    readonly base: Amount | null;
    readonly meterId: string | null;
    readonly includedQuantity: Decimal | null;
    readonly unitPrice: Decimal | null;
    readonly clause: string;
  }[];
  readonly machines: readonly { readonly id: string; readonly serial: string; readonly from?: string; readonly to?: string | null }[];
}

export interface UsagePeriod {
  readonly id?: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly quantity: Decimal | null;
  readonly heldQuantity: Decimal;
  readonly unit?: string;
  readonly state: 'measured' | 'held' | 'unknown';
  readonly reasons: readonly UsageReason[];
}

export interface UsageReason {
  readonly code: string;
  readonly holds: boolean;
  readonly from: string | null;
  readonly to: string | null;
  readonly fromValue: Decimal | null;
  readonly toValue: Decimal | null;
  readonly quantity: Decimal | null;
  readonly count?: number;
}

export interface CostSoFar {
  readonly period: { readonly from: string; readonly to: string };
  readonly quantity: Decimal | null;
  readonly unit?: string;
  readonly included: Decimal | null;
  readonly heldQuantity: Decimal | null;
  readonly amount: Amount | null;
  readonly forecast: { readonly low: Amount; readonly high: Amount } | null;
}

export interface InvoiceRow {
  readonly id: string;
  readonly contract: { readonly id: string; readonly number: string };
  readonly customer: Ref;
  readonly legalEntity: Ref;
  readonly currency: string;
  readonly zone: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly state: string;
  readonly total: Amount;
  readonly heldLines: number;
  readonly draftedAt: string;
  readonly knownUntil: string;
}

export interface InvoiceLine {
  readonly id: string;
  readonly position: number;
  readonly kind: 'base' | 'usage' | 'kit';
  readonly params: Readonly<Record<string, unknown>>;
  readonly clause: string;
  readonly quantity: Decimal | null;
  readonly unit: string;
  readonly unitPrice: Decimal | null;
  readonly amount: Amount | null;
  readonly state: 'measured' | 'held' | 'unknown' | 'fixed';
}

export interface Invoice extends InvoiceRow {
  readonly contentHash: string;
  readonly lines: readonly InvoiceLine[];
}

export interface ProofDay {
  readonly day: string;
  readonly quantity: Decimal;
  readonly heldQuantity: Decimal;
  readonly readingCount: number;
  readonly hash: string;
}

export interface Proof {
  readonly line: InvoiceLine & {
    readonly invoice?: { readonly id: string };
    readonly invoiceId?: string;
    readonly contract?: { readonly id: string; readonly number: string };
    readonly customer?: Ref;
    readonly periodFrom?: string;
    readonly periodTo?: string;
    readonly zone?: string;
  };
  readonly equation: readonly { readonly code: string; readonly value: Decimal; readonly unit: string }[];
  readonly usage: {
    readonly state: string;
    readonly quantity: Decimal | null;
    readonly heldQuantity: Decimal;
    readonly reasons: readonly UsageReason[];
    readonly startValue: Decimal | null;
    readonly endValue: Decimal | null;
    readonly readingCount: number;
    readonly hash: string;
    readonly recomputedHash: string;
    readonly equal: boolean;
  } | null;
  readonly days: readonly ProofDay[];
}

export interface ProofStep {
  readonly from: string;
  readonly to: string;
  readonly fromValue: Decimal | null;
  readonly toValue: Decimal | null;
  readonly quantity: Decimal;
  readonly heldQuantity: Decimal;
  readonly readingCount: number;
  readonly kind: 'normal' | 'gap' | 'held' | 'empty';
}

export interface ProofReading {
  readonly seq: string | number;
  readonly deviceTime: string;
  readonly receivedAt: string;
  readonly timeSource: number | string;
  readonly value: Decimal;
  readonly step: Decimal | null;
}

export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly done: number;
  readonly total: number;
}

export interface Customer {
  readonly id: string;
  readonly version: number;
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly language: string;
  readonly industry: string;
  readonly taxId: string;
  readonly hubId: string | null;
}

export interface Site {
  readonly id: string;
  readonly version: number;
  readonly code: string;
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly country: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly zone: string;
  readonly hubId: string | null;
  readonly accessNotes: string;
  readonly customer: Ref;
  readonly machineCount: number;
}

export interface Model {
  readonly id: string;
  readonly version: number;
  readonly code: string;
  readonly name: string;
  readonly requiredSkill: string | null;
  readonly signals?: readonly ModelSignal[];
  readonly machineCount?: number;
}

export interface ModelSignal {
  readonly id: string;
  readonly version: number;
  readonly key: string;
  readonly unit: string;
  readonly kind: Signal['kind'];
  readonly decimals: number;
  readonly warnLow: Decimal | null;
  readonly warnHigh: Decimal | null;
  readonly tripLow: Decimal | null;
  readonly tripHigh: Decimal | null;
  readonly modulus: Decimal | null;
  readonly label?: LocalisedName;
}

export interface Device {
  readonly id: string;
  readonly version: number;
  readonly code: string;
  readonly kind: 'controller' | 'gateway' | 'instrument';
  readonly machine: { readonly id: string; readonly serial: string } | null;
  readonly site: Ref | null;
  readonly silentAfterSeconds: number;
  readonly connected?: boolean | null;
  readonly lastSeenAt?: string | null;
}

export interface DeviceCredential {
  readonly id: string;
  readonly username: string;
  readonly createdAt: string;
  readonly validUntil: string | null;
  readonly revokedAt: string | null;
  readonly lastUsedAt: string | null;
  readonly state: 'active' | 'ending' | 'expired' | 'revoked';
}

export interface IssuedCredential {
  readonly username: string;
  readonly password: string;
  readonly topic: string;
  readonly commandTopic: string;
}

export interface QuarantineEntry {
  readonly id: string;
  readonly device: { readonly id: string; readonly code: string } | null;
  readonly topic: string;
  readonly payload: string;
  readonly payloadBytes: number;
  readonly reason: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly receivedAt: string;
  readonly resolvedAt: string | null;
}

export interface UnknownSignal {
  readonly device: { readonly id: string; readonly code: string };
  readonly machine: { readonly id: string; readonly serial: string } | null;
  readonly key: string;
  readonly kind: Signal['kind'];
  readonly sample: number | string | null;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
}

export interface Member {
  readonly membershipId: string;
  readonly userId: string;
  readonly name: string | null;
  readonly standing: 'pending' | 'active' | 'expired' | 'revoked';
  readonly email: string;
  readonly role: Role;
  readonly hubId: string | null;
  readonly customers: readonly Ref[];
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  readonly lastSeenAt: string | null;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly permissions: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  readonly lastUsedAt: string | null;
}

export interface AuditEntry {
  readonly id: string;
  readonly at: string;
  readonly actor?: { readonly kind: string; readonly name: string | null } | string | null;
  readonly action: string;
  readonly entity: string;
  readonly entityId: string;
  readonly before?: Readonly<Record<string, unknown>> | null;
  readonly after?: Readonly<Record<string, unknown>> | null;
}

export interface HeldUsage {
  readonly contract: { readonly id: string; readonly number: string };
  readonly customer: Ref | null;
  readonly periodFrom: string;
  readonly heldQuantity: Decimal;
  readonly unit: string;
  readonly reasons: readonly UsageReason[];
  readonly lineId?: string | null;
}

export interface SilentMachine {
  readonly id: string;
  readonly serial: string;
  readonly site: SiteRef | null;
  readonly customer: Ref | null;
  readonly silentSince: string | null;
}

export interface Today {
  readonly criticalAlarms: readonly Alarm[];
  readonly ticketsWithoutTechnician: readonly TicketRow[];
  readonly heldUsage: readonly HeldUsage[];
  readonly kitsDue: readonly KitDelivery[];
  readonly silentMachines: readonly SilentMachine[];
  readonly money: {
    readonly held: readonly { readonly currency: string; readonly amountMinor: string }[];
    readonly unbilled: readonly Amount[] | readonly { readonly currency: string; readonly amount: Decimal }[];
  };
}

export interface ImportPreviewAnswer {
  readonly rows: number;
  readonly valid: number;
  readonly faults: readonly {
    readonly row: number;
    readonly column: string;
    readonly value: string | null;
    readonly code: string;
    readonly params: Readonly<Record<string, unknown>>;
    readonly proposal?: string;
  }[];
  readonly preview: readonly Readonly<Record<string, string | number | null>>[];
  readonly token?: string;
}

export interface Placement {
  readonly id: string;
  readonly site: SiteRef;
  readonly customer: Ref;
  readonly from: string;
  readonly to: string | null;
}

export interface TechnicianRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly hubId: string;
  readonly skills: readonly string[];
  readonly languages: readonly string[];
  readonly level: number;
}

export interface LegalEntity {
  readonly id: string;
  readonly name: string;
  readonly country?: string;
  readonly currency: string;
}

export interface Plan {
  readonly id: string;
  readonly code: string;
  readonly name: LocalisedName | string;
  readonly structure: string;
}
