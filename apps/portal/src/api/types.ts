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
  readonly csrfToken: string;
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
  readonly position: string;
  readonly partNumber: string | null;
  readonly name: string | null;
  readonly serial: string | null;
  readonly lot: string | null;
  readonly installedOn: string | null;
  readonly removedOn: string | null;
}

export interface Machine extends MachineRow {
  readonly version: number;
  readonly shippedOn: string | null;
  readonly commissionedOn: string | null;
  readonly components?: readonly Component[];
  readonly signals?: readonly Signal[];
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

/** The lists of the first page, as far as counting them goes. */
export interface TodayCounts {
  readonly criticalAlarms: readonly unknown[];
  readonly ticketsWithoutTechnician: readonly unknown[];
  readonly heldUsage: readonly unknown[];
  readonly kitsDue: readonly unknown[];
  readonly silentMachines: readonly unknown[];
}

export interface SignalLimits {
  readonly warnAbove?: Decimal | number | null;
  readonly warnBelow?: Decimal | number | null;
  readonly tripAbove?: Decimal | number | null;
  readonly tripBelow?: Decimal | number | null;
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
